"""The addresses of the mapping desk. Each page is a GET, each change a POST; scripts ask the same for JSON."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import formats, timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from curation import questions
from curation.actions import batches, decisions, drafts
from curation.actions.refused import Refused
from curation.admin import navigation
from curation.admin.mapping import fields, several
from curation.admin.mapping.asked import LABELS_A_PAGE, Asked
from curation.admin.mapping.facets import Facets
from curation.admin.mapping.pane import pane
from curation.admin.mapping.rows import beginnings, rows_of
from curation.admin.pages import is_number, may, numbers, telling
from curation.core.treatments import way
from curation.models import Batch, CategoryDecision, SourceFile, Standing
from curation.what_if import OUT
from curation.worded import in_words

LAST_BATCH = "mapping_batch"
post = method_decorator(require_POST)


class MappingPages:
    """Mixed into the admin of labels."""

    def mapping_urls(self):
        view = self.admin_site.admin_view
        pages = {
            "desk/": ("desk", self.desk),
            "desk/facets/": ("facets", self.facets),
            "desk/save/": ("save", self.save),
            "desk/batch/": ("batch", self.batch),
            "desk/batch/propose/": ("batch_propose", self.propose_batch),
            "desk/batch/<int:pk>/undo/": ("batch_undo", self.undo_batch),
            "desk/<int:pk>/": ("pane", self.pane),
            "desk/<int:pk>/draft/": ("draft", self.draft),
            "desk/<int:pk>/propose/": ("say", self.say),
            "desk/<int:pk>/take-back/": ("take_back", self.take_back),
        }
        return [path(route, view(page), name=f"curation_label_{name}") for route, (name, page) in pages.items()]

    # what one looks at

    def desk(self, request):
        """The labels, largest first, with what is suggested; the open one with what stands beside it."""
        self.may_look(request)
        asked = Asked.of(request.GET)
        facets = Facets(asked, request.user)
        rows = rows_of(asked.page(asked.narrowed(Standing.objects.all(), request.user)), request.user)
        more, rows = rows[LABELS_A_PAGE:], rows[:LABELS_A_PAGE]
        opened = next((row for row in rows if str(row.pk) == asked.open), None)
        file = SourceFile.objects.filter(pk=asked.file).first() if asked.file else None
        source = next((group.title for group in facets.groups if group.source == asked.source), None)
        return self.page(
            request,
            "mapping/desk.html",
            title=_("Mapping desk"),
            subtitle=source[request.LANGUAGE_CODE == "ru"] if source else "",
            asked=asked,
            facets=facets,
            rows=rows,
            opened=opened,
            first_page=asked.but().address,
            pane=pane(opened.label, number=number_in(request)) if opened else None,
            next_page=asked.but(after=f"{rows[-1].standing.people}-{rows[-1].pk}").address if more else "",
            file=file,
            file_address=reverse("admin:curation_sourcefile_change", args=[file.pk]) if file else "",
            beginnings=beginnings(rows),
            last=self.last_batch(request),
            words=script_words(),
            newest=facets.newest,
            may_propose=request.user.has_perm("curation.propose_categorydecision"),
        )

    def may_look(self, request):
        if not self.has_view_permission(request):
            raise PermissionDenied

    def last_batch(self, request):
        """The batch that can be undone, as long as nobody reviewed any of it."""
        found = several.last_batch(request.session.get(LAST_BATCH), request.user)
        if found is None and LAST_BATCH in request.session:
            del request.session[LAST_BATCH]
        return found

    def facets(self, request):
        """The facets, the heading's figures and the menu's alone, as they are by now."""
        self.may_look(request)
        asked = Asked.of(request.GET)
        seen = request.GET.get("newest", "")
        fresh = asked.narrowed(Standing.objects.all(), request.user).filter(label__gt=seen) if is_number(seen) else ()
        waiting = navigation.waiting_counts(request)
        shown = {"facets": Facets(asked, request.user), "asked": asked, "fresh": len(fresh), "waiting": waiting}
        return TemplateResponse(request, "admin/curation/mapping/facets.html", shown)

    def pane(self, request, pk):
        """What stands beside one label, alone."""
        label = self.found(request, pk)
        shown = {"pane": pane(label, number=number_in(request)), "asked": Asked(open=str(pk)), "alone": True}
        return TemplateResponse(request, "admin/curation/mapping/pane.html", shown)

    # one label

    @post
    @may("propose_categorydecision")
    def draft(self, request, pk):
        """What somebody began to say, kept at every key."""
        try:
            drafts.save(self.found(request, pk), content=fields.of_request(request.POST), by=request.user)
        except Refused as refusal:
            return JsonResponse({"refused": str(refusal)}, status=422)
        return HttpResponse(status=204)

    @post
    @may("propose_categorydecision")
    def say(self, request, pk):
        """Propose what one label means, and say what stands now."""
        label = self.found(request, pk)
        if first := said_meanwhile(label, request.POST.get("seen"), request.user):
            return JsonResponse({"first": told(first), "seen": first.pk}, status=409)
        said = fields.of_request(request.POST)
        try:
            decision = decisions.propose(label, **fields.proposal(said), by=request.user)
        except Refused as refusal:
            return JsonResponse({"refused": str(refusal)}, status=422)
        return JsonResponse({"said": told(decision), "seen": decision.pk})

    @post
    @may("propose_categorydecision")
    def take_back(self, request, pk):
        """Withdraw one's own proposal about a label that still waits."""
        label = self.found(request, pk)
        decision = label.decisions.waiting().filter(proposed_by=request.user).first()
        try:
            if decision is None:
                raise Refused(f"No proposal of yours about “{label}” waits any more: look at its page.")
            decisions.withdraw(decision, by=request.user)
        except Refused as refusal:
            return JsonResponse({"refused": str(refusal)}, status=422)
        return HttpResponse(status=204)

    @post
    @may("propose_categorydecision")
    def save(self, request):
        """The plain form: one row, the whole page, or the ticked ones on to their preview."""
        asked = Asked.of(request.POST)
        button = request.POST.get("save", "")
        if button == "ticked":
            return redirect(batch_address(request.POST, asked))
        if button == "what-if":
            return redirect(what_if_address(request.POST))
        pks = [button] if button.isdecimal() else request.POST.getlist("on_page")
        said = {int(pk): found for pk in pks if is_number(pk) and (found := fields.of_row(request.POST, pk))}
        standings = Standing.objects.filter(label__in=said)
        if button:
            self.propose_rows(request, rows_of(standings, request.user), said)
        else:
            self.keep_rows(request, rows_of(standings, request.user), said)
        return redirect(asked.address)

    def propose_rows(self, request, rows, said):
        """Each row that says something, all in one batch; what is refused is kept as a draft."""
        contents, refusals = {}, {}
        for row in rows:
            try:
                contents[row.label] = fields.proposal(fields.completed(said[row.pk], row.suggestion))
            except Refused as refusal:
                refusals[row.label] = str(refusal)
        if contents:
            outcome = batches.propose(contents, by=request.user, take_in=[label.pk for label in contents])
            refusals |= dict(outcome.refused)
            self.remember(request, outcome.batch)
            tell_proposed(request, outcome.decisions)
        for label, sentence in refusals.items():
            messages.error(request, _("“%(label)s”: %(sentence)s") % {"label": label, "sentence": sentence})
            decisions.attempt(drafts.save, label, content=said[label.pk], by=request.user)

    def keep_rows(self, request, rows, said):
        """Enter in some field: keep everything as drafts, so that no key can propose by accident."""
        for row in rows:
            with telling(request):
                drafts.save(row.label, content=said[row.pk], by=request.user)
        messages.info(request, _("Kept as drafts; nothing is proposed."))

    # several labels

    @may("propose_categorydecision")
    def batch(self, request):
        """What proposing the same for the ticked labels would say; nothing is saved."""
        given, asked = request.GET, Asked.of(request.GET)
        taken = numbers(given.getlist("take"))
        preview = several.preview(
            numbers(given.getlist("label")), fields.of_request(given), user=request.user, take_in=taken
        )
        shown = {"preview": preview, "asked": asked, "taken": taken, "here": given}
        if "alone" in given:
            return TemplateResponse(request, "admin/curation/mapping/_batch.html", shown | {"alone": True})
        return self.page(request, "mapping/batch.html", title=_("Several labels at once"), **shown)

    @post
    @may("propose_categorydecision")
    def propose_batch(self, request):
        """Propose the previewed labels in one batch."""
        asked, said = Asked.of(request.POST), fields.of_request(request.POST)
        taken = numbers(request.POST.getlist("take"))
        rows = rows_of(Standing.objects.filter(label__in=numbers(request.POST.getlist("label"))), request.user)
        made, refused = [], []
        with telling(request) as outcome:
            if not said.get("rationale") and said.get("what") != several.SUGGESTED:
                raise Refused(
                    "Give a rationale for all of them: one sentence that a reader of the codebook can follow."
                )
            contents = {row.label: content for row, content in several.contents_of(said, rows).items()}
            batch, made, refused = batches.propose(contents, by=request.user, take_in=taken)
            self.remember(request, batch)
        if outcome.refused and not asks_json(request):
            return redirect(batch_address(request.POST, asked))
        if asks_json(request):
            list(messages.get_messages(request))  # said in the answer, and not once more on the next page
            return batch_told(outcome, made, refused)
        tell_proposed(request, made)
        for label, sentence in refused:
            messages.error(request, _("“%(label)s”: %(sentence)s") % {"label": label, "sentence": sentence})
        return redirect(asked.address)

    @post
    @may("propose_categorydecision")
    def undo_batch(self, request, pk):
        """Withdraw one's batch as a whole."""
        batch = get_object_or_404(Batch, pk=pk)
        labels = list(batch.decisions.values_list("label", flat=True))
        with telling(request) as outcome:
            count = batches.undo(batch, by=request.user)
            self.remember(request, None)
            words = ngettext(
                "Undone: %(count)d proposal is withdrawn.", "Undone: %(count)d proposals are withdrawn.", count
            )
            messages.success(request, words % {"count": count})
        if asks_json(request):
            list(messages.get_messages(request))
            return JsonResponse({"refused": outcome.refused, "labels": labels}, status=422 if outcome.refused else 200)
        return redirect(Asked.of(request.POST).address)

    def remember(self, request, batch):
        """One undo: that of the last batch."""
        request.session[LAST_BATCH] = batch and batch.pk


def script_words():
    """What the desk's script says, in the language of the page."""
    return {
        "draft_kept": _("draft kept"),
        "saved": _("saved"),
        "flagged": _("flagged"),
        "not_saved": _("Not saved: no answer from the server. Trying again in %(seconds)s s."),
        "no_answer": _("No answer from the server: try again."),
        "first": _("“%(label)s” was decided while you wrote. %(who)s: %(words)s, %(time)s."),
        "keep_theirs": _("Keep theirs"),
        "propose_mine": _("Propose mine as a change"),
        "batch": _("%(count)s proposed as %(words)s · batch %(batch)s · saved %(time)s"),
        "begin_with": _("begin with words used before …"),
        "undone": _("Undone."),
        "nothing_to_undo": _("There is nothing to undo."),
        "end_of_page": _("No label below this one needs you."),
    }


def number_in(request):
    """Which of a label's cells to show."""
    number = request.GET.get("cell", "")
    return int(number) if is_number(number) else 1


def asks_json(request):
    return request.headers.get("Accept") == "application/json"


def batch_address(data, asked):
    """Where the preview of the ticked labels is; one tick can stand for all that were shown."""
    labels = data.getlist("on_page" if "all_shown" in data else "label")
    said = {"label": labels, "take": data.getlist("take"), **fields.of_request(data)}
    return reverse("admin:curation_label_batch", query={**asked.query, **said})


def what_if_address(data):
    """Where the ticked labels are asked about: what if they counted as chosen?"""
    to = {"exclude": OUT}.get(data.get("what", ""), data.get("what", ""))
    said = {"label": data.getlist("label"), "to": to if to in questions.ways() else ""}
    return reverse("admin:curation_scenario_whatif", query={name: value for name, value in said.items() if value})


def said_meanwhile(label, seen, user) -> CategoryDecision | None:
    """What somebody else said about a label since the page was made."""
    since = int(seen) if is_number(seen) else 0
    later = label.decisions.filter(pk__gt=since, state__in=["proposed", "approved"]).exclude(proposed_by=user)
    return later.select_related("proposed_by").first()


def told(decision):
    """A decision as a row of the desk shows it."""
    return {
        "what": way(decision),
        "words": in_words(decision),
        "by": str(decision.proposed_by),
        "time": formats.date_format(timezone.localtime(decision.proposed_at), "H:i"),
        "flagged": decision.flagged,
        "address": reverse("admin:curation_categorydecision_change", args=[decision.pk]),
    }


def tell_proposed(request, made):
    if made:
        words = ngettext("Proposed: %(count)d label.", "Proposed: %(count)d labels.", len(made)) % {"count": len(made)}
        messages.success(request, words)


def batch_told(outcome, made, refused):
    """A batch as the desk's script wants it."""
    if outcome.refused or not made:
        sentence = outcome.refused or " ".join(sentence for _label, sentence in refused)
        return JsonResponse({"refused": sentence}, status=422)
    return JsonResponse({
        "batch": made[0].batch_id,
        "said": {decision.label_id: told(decision) | {"seen": decision.pk} for decision in made},
        "refused": {label.pk: sentence for label, sentence in refused},
        "undo": reverse("admin:curation_label_batch_undo", args=[made[0].batch_id]),
    })  # fmt: skip
