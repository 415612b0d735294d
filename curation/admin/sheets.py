"""Lists as spreadsheets: out for whoever may see them, in with a preview for whoever may change them."""

import os
import tempfile
import time
from pathlib import Path

from django import forms
from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from import_export.admin import ExportMixin, ImportExportMixin
from import_export.formats.base_formats import CSV, XLSX
from import_export.forms import ConfirmImportForm, ExportForm, ImportForm
from import_export.tmp_storages import TempFolderStorage

from curation.admin.pages import tell_all
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


class AmendingImportForm(GatedImportForm):
    """The file, and why the list should be as it says."""

    rationale = forms.CharField(
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        label=_("Rationale"),
        help_text=_("One for all rows: why the list should be so. A second person reads it."),
    )


class AmendingConfirmForm(ConfirmImportForm):
    rationale = forms.CharField(max_length=4000, widget=forms.HiddenInput)


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
    """A list that comes back in as well, for those with `import_permission`: every row a proposal."""

    import_permission = ""
    import_template_name = "admin/curation/import.html"
    import_form_class = GatedImportForm
    tmp_storage_class = Waiting
    skip_admin_log = True  # the verbs that propose tell the history themselves

    def has_import_permission(self, request):
        return request.user.has_perm(self.import_permission)

    def add_success_message(self, result, request):
        """How many came in as proposals, and which rows did not, though the preview had them."""
        proposed = result.totals["new"] + result.totals["update"]
        said = ngettext("%(count)s row is proposed: a second person reviews it.",
                        "%(count)s rows are proposed: a second person reviews each.", proposed)  # fmt: skip
        skipped = gettext("Unchanged: %(count)s.") % {"count": result.totals["skip"]}
        tell_all(request, f"{said % {'count': proposed}} {skipped}", list(refusals(result)))


def refusals(result):
    """A sentence for each row that was not proposed, and for what kept the file as a whole from being read."""
    for row in result.invalid_rows:
        place = gettext("Row %(number)s is not proposed:") % {"number": row.number + 1}
        yield f"{place} {' '.join(row.error.messages)}"
    for error in [*result.base_errors, *(each for _line, errors in result.row_errors() for each in errors)]:
        yield str(error.error)


class AmendedMixin(SpreadsheetMixin):
    """A reference list: what comes in are amendments, all with one rationale."""

    import_permission = "curation.propose_amendment"
    import_form_class = AmendingImportForm
    confirm_form_class = AmendingConfirmForm
    change_form_template = "admin/curation/amendment_offer.html"
    amended = ""

    def get_confirm_form_initial(self, request, import_form):
        initial = super().get_confirm_form_initial(request, import_form)
        return initial | ({"rationale": import_form.cleaned_data["rationale"]} if import_form else {})

    def get_import_data_kwargs(self, **kwargs):
        form = kwargs.get("form")
        return super().get_import_data_kwargs(**kwargs) | {"rationale": form.cleaned_data["rationale"] if form else ""}

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj and request.user.has_perm(self.import_permission):
            query = {"table": self.amended, "key": obj.pk if self.amended == "source" else obj.text}
            context["offer"] = reverse("admin:amendment_propose", query=query)
        return super().render_change_form(request, context, add, change, form_url, obj)
