"""Source files: the upload form, and each file's page with its state, checks, labels and totals."""

import logging
from collections import Counter

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404
from django.urls import path
from django.views.decorators.http import require_POST

from curation import queries
from curation.actions import uploads
from curation.actions.refused import Refused
from curation.admin.desk import site
from curation.admin.labels import rows_of
from curation.admin.pages import DeskAdmin, telling
from curation.core.reading import REASONS
from curation.forms import DeclaringForm, ReasonForm, UploadForm
from curation.models import PrintedTotal, SourceFile

log = logging.getLogger(__name__)
State = SourceFile.State
STEPS = (State.RECEIVED, State.READ, State.SUBMITTED, State.ACCEPTED)
RUNS_SHOWN = 100


@admin.register(SourceFile, site=site)
class SourceFileAdmin(DeskAdmin):
    object_template = "file.html"
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

    def object_context(self, request, file):
        sheets = list(file.sheets.all())
        labels = rows_of(queries.tallies(file=file))
        totals = PrintedTotal.objects.filter(sheet__file=file).select_related("sheet")
        return {
            "steps": [(step, step == file.state, when(file, step)) for step in STEPS],
            "sheets": [(sheet, set_aside(sheet), sheet.set_aside[:RUNS_SHOWN]) for sheet in sheets],
            "sums": {
                name: sum(getattr(sheet, name) for sheet in sheets) for name in ("filled", "read", "set_aside_count")
            },
            "rows": labels,
            "undecided": sum(1 for row in labels if not row.standing),
            "people": sum(row.tally.people for row in labels),
            "totals": totals.exclude(outcome="equal")[:200],
            "outcomes": dict(Counter(totals.values_list("outcome", flat=True))),
            "concerns": file.concerns.exclude(severity="note"),
            "notes": file.concerns.filter(severity="note"),
            "declare_form": DeclaringForm(initial={f"declared_{name}": said for name, said in file.declared.items()}),
            "withdraw_form": ReasonForm(auto_id="withdraw_%s"),
            "may": rights(request.user, file),
        }

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


def when(file, step):
    """When a file came to one of its steps, where that is known."""
    return {
        State.RECEIVED: file.uploaded_at,
        State.SUBMITTED: file.submitted_at,
        State.ACCEPTED: file.accepted_at,
    }.get(step)


def set_aside(sheet):
    """How many cells of a sheet were set aside for each reason, in words."""
    counts = Counter()
    for _, reason, cells in sheet.set_aside:
        counts[REASONS.get(reason, reason)] += cells
    return counts.most_common()


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
    }
