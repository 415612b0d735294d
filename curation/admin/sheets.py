"""Lists as spreadsheets: out for whoever may see them, in with a preview for whoever may change them."""

import os
import tempfile
import time
from pathlib import Path

from django import forms
from django.conf import settings
from import_export.admin import ExportMixin, ImportExportMixin
from import_export.formats.base_formats import CSV, XLSX
from import_export.forms import ExportForm, ImportForm
from import_export.tmp_storages import TempFolderStorage

from curation.core import gate
from curation.core.problems import Unreadable

A_DAY = 24 * 3600


class GatedImportForm(ImportForm):
    """A workbook to import passes the same gate as a publisher's, before any parser touches it."""

    def clean_import_file(self):
        file = self.cleaned_data["import_file"]
        try:
            if file.size > settings.UPLOAD_LIMIT:
                raise Unreadable(gate.too_large(settings.UPLOAD_LIMIT))
            gate.inspect_bytes(file.read(), file.name, gate.Limits())
        except Unreadable as reason:
            raise forms.ValidationError(str(reason)) from reason
        file.seek(0)
        return file


class Waiting(TempFolderStorage):
    """Keeps a spreadsheet between preview and confirmation, in a folder of its own, for a day."""

    @property
    def folder(self):
        folder = Path(settings.MEDIA_ROOT, "imports")
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    def get_full_path(self):
        return self.folder / os.path.basename(self.name)

    def save(self, data):
        for old in self.folder.iterdir():
            if old.stat().st_mtime < time.time() - A_DAY:
                old.unlink(missing_ok=True)
        with tempfile.NamedTemporaryFile(dir=self.folder, delete=False) as file:
            file.write(data)
            self.name = os.path.basename(file.name)


class OutMixin(ExportMixin):
    """A list that goes out as a spreadsheet, every column of it: choosing them needs inline scripts."""

    formats = [CSV, XLSX]
    export_form_class = ExportForm

    def has_export_permission(self, request):
        return self.has_view_permission(request)


class SpreadsheetMixin(OutMixin, ImportExportMixin):
    """A list that comes back in as well, for those with `import_permission`."""

    import_permission = ""
    import_form_class = GatedImportForm
    tmp_storage_class = Waiting

    def has_import_permission(self, request):
        return request.user.has_perm(self.import_permission)
