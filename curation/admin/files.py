"""Source files: the upload form, and each file's page with its state, checks, labels and totals."""

import logging

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Max, Min
from django.http import FileResponse, Http404, JsonResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from curation import checks, progress, stages
from curation.actions import uploads
from curation.actions.refused import Refused
from curation.admin import remedies, tabs
from curation.admin.desk import site
from curation.admin.pages import DeskAdmin, is_number, telling
from curation.forms.files import UploadForm
from curation.forms.words import ReasonForm
from curation.models import SourceFile

log = logging.getLogger(__name__)
State = SourceFile.State
HELD_SHOWN, PROBLEMS_SHOWN = 10, 20


@admin.register(SourceFile, site=site)
class SourceFileAdmin(DeskAdmin):
    list_display = ["name", "of_table", "state", "retrieved_on", "uploaded_by", "uploaded_at"]
    list_filter = ["state", ("source", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["source", "uploaded_by"]
    search_fields = ["name", "sha256", "note"]

    def has_add_permission(self, request):
        return request.user.has_perm("curation.upload_sourcefile")

    def get_urls(self):
        deeds = {"submit": self.submit, "accept": self.accept, "withdraw": self.withdraw, "run-again": self.run_again}
        views = {"original": self.original, "progress": self.progress}
        views |= {deed: require_POST(view) for deed, view in deeds.items()}
        return [
            path("add/held/", self.admin_site.admin_view(self.held), name="files_held"),
            *(
                path(f"<int:pk>/{name}/", self.admin_site.admin_view(view), name=f"file_{name}")
                for name, view in views.items()
            ),
            *(
                path(f"<int:pk>/{name}/", self.admin_site.admin_view(self.tab), {"name": name}, name=f"file_{name}")
                for name in tabs.TABS
            ),
            *(deed for tab in tabs.TABS.values() if hasattr(tab, "deeds") for deed in tab.deeds(self)),
            *super().get_urls(),
        ]

    # uploading

    def add_view(self, request, form_url="", extra_context=None):
        """The upload form; with `?file=` that of a kept file which could not be read, to be put right."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        if request.method == "POST":
            return self.sent(request)
        kept = self.kept(request.GET.get("file"))
        form = UploadForm(kept=kept, initial={"source": request.GET.get("source")})
        if kept and kept.state == State.QUARANTINED:
            form = UploadForm.refused(kept, source=request.GET.get("source"))
        return self.upload_page(request, form, kept, kept.problems if kept else [])

    def sent(self, request):
        """What was sent is kept and read. A file in quarantine is shown with what is wrong with it, and not asked for
        again; one that was not taken in is answered at once.
        """
        kept = self.kept(request.POST.get("kept"))
        form = UploadForm(request.POST, request.FILES, kept=kept)
        problems = []
        if form.is_valid():
            try:
                file = self.received(form, kept, request.user)
            except uploads.NotTaken as refusal:
                problems = [refusal.problem]
                form.refuse(problems)
            except Refused as refusal:
                form.add_error("file", str(refusal))
            else:
                return self.forwarded(request, file)
        return self.upload_page(request, form, kept, problems)

    def received(self, form, kept, by):
        """The file, new or kept, on its way to be read."""
        said = {name: form.cleaned_data[name] for name in ("source", "retrieved_on", "retrieved_from", "note")}
        if kept and not form.cleaned_data["file"]:
            uploads.read_again(kept, declared=form.declared, by=by, **said)
            return kept
        return uploads.receive(form.cleaned_data["file"], declared=form.declared, by=by, **said)

    def forwarded(self, request, file):
        if file.state == State.QUARANTINED:
            return redirect(remedies.form(file=file.pk))
        messages.success(request, _("%(file)s is kept and is being read.") % {"file": file})
        return self.to(file)

    def upload_page(self, request, form, kept, problems):
        source = form["source"].value() or (kept.source_id if kept else None)
        context = {
            "form": form,
            "kept": kept,
            "problems": remedies.with_links(problems, kept, source)[:PROBLEMS_SHOWN],
            "problems_more": max(0, len(problems) - PROBLEMS_SHOWN),
            "held": held_of(source),
            "declaring": any(name.startswith("declared_") for name in form.errors),
        }
        status = 422 if form.errors and request.method == "POST" else 200
        return self.page(request, "upload.html", title=_("Upload a file"), status=status, **context)

    def kept(self, pk):
        """A file that waits to be put right, or None."""
        waiting = SourceFile.objects.filter(state__in=remedies.PUT_RIGHT).select_related("source")
        return waiting.filter(pk=pk).first() if is_number(pk) else None

    def held(self, request):
        """The files held of a table, for the form's script to fill in; whoever comes by themselves gets the form."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        if request.headers.get("X-Requested-With") != "fetch":
            return redirect(remedies.form(source=request.GET.get("source")))
        context = {"held": held_of(request.GET.get("source"))}
        return TemplateResponse(request, "admin/curation/_held.html", context)

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
            "progress": progress.of(file.pk) if file.state == State.RECEIVED else None,
            "unticked_count": len(checks.unticked(file)),
        }
        page = self.page(request, f"file/{name}.html", file, **frame, **tabs.TABS[name].context(request, file))
        if frame["progress"]:
            say_again(request, page)
        return page

    def progress(self, request, pk):
        """How far the reading is, for the bar to move."""
        file = self.found(request, pk)
        now = progress.of(file.pk)
        said = {"words": now.words, "counted": now.counted, "doubted": now.doubted, "stalled": now.stalled}
        over = file.state != State.RECEIVED or bool(file.message)
        return JsonResponse({"over": over, "done": now.done, "total": now.total, **said})

    def submit(self, request, pk):
        file = self.found(request, pk)
        with telling(request, _("%(file)s is handed in: a second person accepts it.") % {"file": file}):
            uploads.submit(file, by=request.user)
        return self.to(file)

    def accept(self, request, pk):
        file = self.found(request, pk)
        with telling(request, _("%(file)s is accepted.") % {"file": file}):
            uploads.accept(file, by=request.user)
        return self.to(file)

    def withdraw(self, request, pk):
        file = self.found(request, pk)
        with telling(request, _("%(file)s is withdrawn.") % {"file": file}):
            uploads.withdraw(file, reason=request.POST.get("reason"), by=request.user)
        return self.to(file)

    def run_again(self, request, pk):
        """Have a file read again that was not read to the end, as it was declared."""
        file = self.found(request, pk)
        with telling(request, _("%(file)s is being read.") % {"file": file}):
            uploads.read_again(file, by=request.user)
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


def say_again(request, page):
    """Keep what a page says for the next one: while a file is read its page opens itself anew, at times at once."""
    said = messages.get_messages(request)
    page.add_post_render_callback(lambda _page: setattr(said, "used", False))


def held_of(source):
    """The newest files held of a table, with the first and the last period of each; nothing before one is chosen."""
    if not source:
        return None
    held = SourceFile.objects.held().select_related("source").filter(source=str(source))
    return held.annotate(first=Min("coverage__period"), last=Max("coverage__period")).order_by("-pk")[:HELD_SHOWN]


def rights(user, file):
    """Which buttons to draw. The actions ask again."""
    stranger = user.pk not in (file.uploaded_by_id, file.submitted_by_id, file.prepared_by_id)
    uploads_too = user.has_perm("curation.upload_sourcefile")
    director = user.has_perm("curation.publish_release")
    before = file.state in (State.RECEIVED, State.QUARANTINED, State.READ, State.SUBMITTED)
    return {
        "submit": uploads_too and file.state == State.READ,
        "accept": stranger and file.state == State.SUBMITTED and user.has_perm("curation.accept_sourcefile"),
        "withdraw": uploads_too
        and (before and (user.pk == file.uploaded_by_id or director) or director and file.state == State.ACCEPTED),
        "read_again": uploads_too and file.state in remedies.PUT_RIGHT,
        "propose": user.has_perm("curation.propose_categorydecision"),
        "raise": user.has_perm("curation.add_concern"),
        "explain": uploads_too and file.state in (State.READ, State.SUBMITTED, State.ACCEPTED),
        "declare": user.has_perm("curation.propose_correction") and file.state not in (State.RECEIVED, State.WITHDRAWN),
        "read_anew": uploads_too and file.state in (State.READ, State.SUBMITTED),
        "compare": uploads_too and file.state in (State.READ, State.SUBMITTED),
    }
