"""The addresses of the inbox. Each page is a GET with its state in the address, each change a POST that leads back."""

from collections import Counter

from django.contrib import messages
from django.db.models import F
from django.http import QueryDict
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from curation import concepts, thresholds
from curation.actions import claims, decisions, uploads
from curation.actions.refused import attempt
from curation.admin.inbox import asked, why
from curation.admin.inbox.lines import Lines
from curation.admin.pages import may, numbers, tell_all, telling
from curation.admin.previewed import previewed
from curation.inbox import items, waiting
from curation.inbox.together import Together
from curation.models import Claim, SourceFile

MOST_AT_ONCE = 200
LINES_SHOWN = 50
CURATORS = "approve_categorydecision"
get, post = method_decorator(require_GET), method_decorator(require_POST)


class InboxPages:
    """Mixed into the admin of decisions."""

    def inbox_urls(self):
        pages = {
            "": ("", self.inbox),
            "preview/": ("_preview", self.preview),
            "take/": ("_take", self.take),
            "approve/": ("_approve", self.approve_together),
            "claim/": ("_claim", self.claim),
            "let-go/": ("_let_go", self.let_go),
        }
        view = self.admin_site.admin_view
        return [
            path(f"inbox/{route}", view(page), name=f"curation_categorydecision_inbox{name}")
            for route, (name, page) in pages.items()
        ]

    @get
    @may(CURATORS)
    def inbox(self, request):
        """What needs a judgement, the most impact first, and what may be approved together."""
        wanted, found = asked.Asked.of(request.GET), items.Waiting(request.user)
        together = Together(request.user)
        claims_now = claims_standing()
        mine = {item.name for item in found.items if is_by(claims_now.get(item.name), request.user)}
        shown, more = wanted.page([item for item in found.items if wanted.shows(item, mine)])
        most = max((item.people for item in found.items), default=0)
        return self.page(
            request,
            "inbox.html",
            title=_("What needs you"),
            asked=wanted,
            figures=figures(found.items, together, request.user),
            chips=chips(found.items, wanted),
            mine=len(mine),
            lines=Lines(shown, most, claims_now).all(),
            waiting=len(found.items),
            next_page=asked.Asked(wanted.show, asked.after(shown[-1]), wanted.out).address if more else "",
            first_page=asked.Asked(wanted.show, "", wanted.out).address if wanted.after else "",
            together=together,
            shown_together=together.lines[:LINES_SHOWN],
            minutes=thresholds.value("claim_minutes"),
            now=timezone.now(),
        )

    # being at one thing

    @post
    @may(CURATORS)
    def claim(self, request):
        name = request.POST.get("item", "")
        with telling(request) as told:
            claims.claim(name, by=request.user)
        return self.back(request, "" if told.refused else name)

    @post
    @may(CURATORS)
    def let_go(self, request):
        name = request.POST.get("item", "")
        with telling(request):
            claims.let_go(name, by=request.user)
        return self.back(request, name)

    def back(self, request, name=""):
        """The page again as it was, at the same thing."""
        address = asked.Asked.of(QueryDict(request.POST.get("here", ""))).address
        return redirect(f"{address}#{name}" if name else address)

    # several at once

    @post
    @may(CURATORS)
    def take(self, request):
        """From the ticks of the page to the address of their preview; nothing is approved."""
        if "nothing" in request.POST:
            return self.back(request)
        ticked = {name: request.POST.getlist(name) for name in ("line", "decision", "file")}
        out = [name for name in request.POST.getlist("offered") if name not in ticked["line"]]
        return redirect(reverse("admin:curation_categorydecision_inbox_preview", query={**ticked, "out": out}))

    @get
    @may(CURATORS)
    def preview(self, request):
        """Each proposal and file by itself, to be left out or approved."""
        together, asked_for = Together(request.user), numbers(request.GET.getlist("decision"))
        keys = [*asked_for, *together.decisions(request.GET.getlist("line"))]
        ready = waiting.reviewable(request.user).filter(pk__in=keys, doubted=False)
        ready = ready.select_related("label__source", "label__standing", "proposed_by", "rule", "cites__label")
        most_people = F("label__standing__people").desc(nulls_last=True)
        ready = list(ready.order_by(most_people, "pk")[:MOST_AT_ONCE])
        files = [came for came in together.files if came.file.pk in numbers(request.GET.getlist("file"))]
        claimed = claims_standing()
        claims_of = {each.pk: claimed.get(f"{items.DECISION}-{each.pk}") for each in ready}
        return self.page(
            request,
            "inbox_preview.html",
            title=_("Approve together"),
            ready=previewed(ready, claims_of),
            files=files,
            left=len(set(keys)) - len(ready),
            most=MOST_AT_ONCE,
            back=asked.Asked(out=tuple(request.GET.getlist("out"))).address,
        )

    @post
    @may(CURATORS)
    def approve_together(self, request):
        """Approve each of the ticked by itself; what is refused is named."""
        pks = numbers(request.POST.getlist("decision"))[:MOST_AT_ONCE]
        found = self.get_queryset(request).filter(pk__in=pks).select_related("label__source", "proposed_by")
        tokens = {pk: request.POST.get(f"seen-{pk}", "") for pk in pks}
        approved = decisions.approve_all(found, by=request.user, seen=tokens)
        told = [(decision.label, refusal) for decision, refusal in approved]
        files = SourceFile.objects.filter(pk__in=numbers(request.POST.getlist("file"))[:MOST_AT_ONCE])
        told += [(file, attempt(uploads.accept, file, by=request.user)) for file in files]
        refusals = [f"“{about}”: {refusal}" for about, refusal in told if refusal]
        if told:
            counts = {"done": len(told) - len(refusals), "all": len(told)}
            tell_all(request, _("Approved: %(done)d of %(all)d.") % counts, refusals)
        else:
            messages.warning(request, _("Nothing was ticked, so nothing was approved."))
        return redirect(asked.Asked().address)


def claims_standing() -> dict[str, Claim]:
    """Who is at what, by its name: never more than people can be at within a claim's time."""
    found = Claim.objects.filter(until__gt=timezone.now()).select_related("by")
    return {claim.item: claim for claim in found}


def is_by(claim, user) -> bool:
    return claim is not None and claim.by_id == user.pk


def chips(found, wanted):
    """The filters by rule: address, name, how many, and whether it is the one shown."""
    counts = Counter(name for item in found for name in item.why)
    shown = [("", _("all"), len(found))]
    shown += [(name, why.title(name), counts[name]) for name in [*why.ORDER, *sorted(counts.keys() - set(why.ORDER))]]
    return [
        (asked.Asked(show=name, out=wanted.out).address, words, count, name == wanted.show)
        for name, words, count in shown
        if count or name in ("", wanted.show)
    ]


def figures(found, together, user):
    """The four large figures: how many, of what, a few words, where they are."""
    answered = sum(items.ANSWERED in item.tags for item in found)
    blockers = sum(items.BLOCKER in item.tags for item in found)
    apart = concepts.apart_without_reason()
    return [
        (len(found), _("to judge"), answered_words(answered), "#judge"),
        (together.unflagged, _("unflagged"), _("any second curator may approve"), "#together"),
        (
            blockers,
            ngettext("blocker", "blockers", blockers),
            _("the release waits for it") if blockers else _("nothing stops the release by itself"),
            asked.Asked(show=items.BLOCKER).address,
        ),
        (
            len(apart),
            ngettext("concept treated in two ways", "concepts treated in two ways", len(apart)),
            reason_words(sum(apart.values())),
            reverse("admin:curation_concept_board"),
        ),
    ]


def answered_words(count):
    if not count:
        return _("none answered since it was returned")
    return ngettext("%(count)d answered", "%(count)d answered", count) % {"count": count}


def reason_words(count):
    if not count:
        return _("no reason recorded yet")
    return ngettext("%(count)d reason waits for review", "%(count)d reasons wait for review", count) % {"count": count}
