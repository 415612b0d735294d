"""Source files: the upload form, and each file's page with its state, checks, labels and totals."""

import logging

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404
from django.urls import path
from django.views.decorators.http import require_POST

from curation import stages
from curation.actions import uploads
from curation.actions.refused import Refused
from curation.admin import tabs
from curation.admin.desk import site
from curation.admin.pages import DeskAdmin, telling
from curation.forms import DeclaringForm, ReasonForm, UploadForm
from curation.models import SourceFile

log = logging.getLogger(__name__)
State = SourceFile.State


@admin.register(SourceFile, site=site)
class SourceFileAdmin(DeskAdmin):
    list_display = ["name", "source_id", "state", "retrieved_on", "uploaded_by", "uploaded_at"]
    list_filter = ["state", ("source", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["source", "uploaded_by"]
    search_fields = ["name", "sha256", "note"]

    def has_add_permission(self, request):
        return request.user.has_perm("curation.upload_sourcefile")

    def get_urls(self):
        deeds = {"submit": self.submit, "accept": self.accept, "withdraw": self.withdraw, "read-again": self.read_again}
        return [
            *(
                path(f"<int:pk>/{deed}/", self.admin_site.admin_view(require_POST(view)), name=f"file_{deed}")
                for deed, view in deeds.items()
            ),
            *(
                path(f"<int:pk>/{name}/", self.admin_site.admin_view(self.tab), {"name": name}, name=f"file_{name}")
                for name in tabs.TABS
            ),
            *(deed for tab in tabs.TABS.values() if hasattr(tab, "deeds") for deed in tab.deeds(self)),
            path("<int:pk>/original/", self.admin_site.admin_view(self.original), name="file_original"),
            *super().get_urls(),
        ]

    # uploading

    def add_view(self, request, form_url="", extra_context=None):
        """The upload form. A refusal stands beside the field; a file in quarantine is kept and has a page."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = UploadForm(request.POST or None, request.FILES or None, initial={"source": request.GET.get("source")})
        if request.method == "POST" and form.is_valid():
            file = self.received(request, form)
            if file and file.state != State.QUARANTINED:
                messages.success(request, f"{file} is kept and is being read.")
                return self.to(file)
        context = {"form": form, "held": SourceFile.objects.held().select_related("source")[:10]}
        return self.page(request, "upload.html", title="Upload a file", status=422 if form.errors else 200, **context)

    def received(self, request, form):
        """The file, or None with the reason beside the field."""
        said = {name: form.cleaned_data[name] for name in ("source", "retrieved_on", "retrieved_from", "note")}
        try:
            file = uploads.receive(form.cleaned_data["file"], declared=form.declared, by=request.user, **said)
        except uploads.AlreadyHeld as refusal:
            form.add_error("file", str(refusal))
            form.elsewhere = refusal.file
            return None
        except Refused as refusal:
            form.add_error("file", str(refusal))
            return None
        if file.state == State.QUARANTINED:
            form.add_error("file", file.message)
            form.elsewhere = file
        return file

    # one file

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """A file's own page is its first tab."""
        return self.tab(request, object_id, "checks")

    def tab(self, request, pk, name):
        """One of the five pages of a file, in their common frame."""
        file = self.found(request, pk)
        frame = {
            "stages": stages.stages(file),
            "tabs": tabs.headings(file, name),
            "withdraw_form": ReasonForm(auto_id="withdraw_%s"),
            "may": rights(request.user, file),
        }
        return self.page(request, f"file/{name}.html", file, **frame, **tabs.TABS[name].context(request, file))

    def submit(self, request, pk):
        file = self.found(request, pk)
        with telling(request, f"{file} is handed in: a second person accepts it."):
            uploads.submit(file, by=request.user)
        return self.to(file)

    def accept(self, request, pk):
        file = self.found(request, pk)
        with telling(request, f"{file} is accepted."):
            uploads.accept(file, by=request.user)
        return self.to(file)

    def withdraw(self, request, pk):
        file = self.found(request, pk)
        with telling(request, f"{file} is withdrawn."):
            uploads.withdraw(file, reason=request.POST.get("reason"), by=request.user)
        return self.to(file)

    def read_again(self, request, pk):
        file = self.found(request, pk)
        form = DeclaringForm(request.POST)
        if not form.is_valid():
            messages.error(request, " ".join(text for errors in form.errors.values() for text in errors))
            return self.to(file)
        with telling(request, f"{file} is being read."):
            uploads.read_again(file, declared=form.declared, by=request.user)
        return self.to(file)

    def original(self, request, pk):
        """The publisher's own bytes, under the name they came with."""
        file = self.found(request, pk)
        try:
            content = file.content.open("rb")
        except FileNotFoundError:
            log.exception("The bytes of file %s are gone.", pk)
            raise Http404(
                f"The bytes of {file} are not where they were kept: tell whoever looks after the site."
            ) from None
        return FileResponse(content, as_attachment=True, filename=file.name, content_type="application/octet-stream")


def rights(user, file):
    """Which buttons to draw. The actions ask again."""
    stranger = user.pk not in (file.uploaded_by_id, file.submitted_by_id)
    uploads_too = user.has_perm("curation.upload_sourcefile")
    director = user.has_perm("curation.publish_release")
    before = file.state in (State.RECEIVED, State.QUARANTINED, State.READ, State.SUBMITTED)
    return {
        "submit": uploads_too and file.state == State.READ,
        "accept": stranger and file.state == State.SUBMITTED and user.has_perm("curation.accept_sourcefile"),
        "withdraw": uploads_too
        and (before and (not stranger or director) or director and file.state == State.ACCEPTED),
        "read_again": uploads_too and file.state in (State.QUARANTINED, State.RECEIVED),
        "propose": user.has_perm("curation.propose_categorydecision"),
        "raise": user.has_perm("curation.add_concern"),
        "explain": uploads_too and file.state in (State.READ, State.SUBMITTED, State.ACCEPTED),
        "compare": uploads_too and file.state in (State.READ, State.SUBMITTED),
    }
