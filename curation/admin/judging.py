"""The page on which one proposal is judged: all that bears on it, the words to start a return from, what comes next."""

from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from curation import cases, codes, queries, seen
from curation.actions.refused import Refused
from curation.admin import told
from curation.inbox import names
from curation.models import CategoryDecision, Claim, Concern, SourceFile, Standing

State = CategoryDecision.State
BEHIND_SHOWN = 12
OPENINGS = {  # what a return may begin with
    "source": (
        gettext_lazy("ask for a source"),
        gettext_lazy("Which page or note of the publisher says so? Name it in the rationale."),
    ),
    "rule": (
        gettext_lazy("quote the rule"),
        gettext_lazy("Quote the sentence of the codebook that decides it, and say why it does."),
    ),
    "precedent": (
        gettext_lazy("treat like a precedent"),
        gettext_lazy("Treat it like this precedent, and cite it:"),
    ),
    "years": (
        gettext_lazy("wrong span of years"),
        gettext_lazy("The span of years is wrong. It should be:"),
    ),
}


def context(decision, user, asked) -> dict:
    """What the page of a decision shows to somebody; `asked` is what its address or a form that came back says."""
    look = looked_at(decision)
    files = list(SourceFile.objects.filter(pk__in=[pk for pk, _name in look.seen.files]).order_by("pk"))
    about = concerns_about(decision)
    ends = look.seen.ends if decision.state == State.PROPOSED else []
    may_review = queries.reviewable(user).filter(pk=decision.pk).exists()
    settles = user.has_perm("curation.answer_concern")
    unsettled = sorted((each for each in about if not each.is_settled), key=turn)
    return {
        "look": look,
        "told": told.sentences(decision, look.effects, look.seen, files) if look.effects else [],
        "meaning": meaning(decision.label, look.rule),
        "unit": told.unit(look.seen.measure),
        "token": seen.token(decision.pk, look.seen) if may_review else "",
        "files": files,
        "ends": former_decisions(ends),
        "resting": resting_on(decision, ends),
        "behind": behind(decision) if decision.state == State.PROPOSED else [],
        "concerns": about,
        "unsettled": unsettled if settles else [],
        "must_answer": any(not concern.rule and concern.decision_id == decision.pk for concern in unsettled),
        "words": asked.get("words") or opening(asked.get("begin", "")),
        "cited": asked.get("cites", ""),
        "openings": [(code, name, words) for code, (name, words) in OPENINGS.items()],
        "may_review": may_review,
        "may_withdraw": decision.state == State.PROPOSED and decision.proposed_by == user,
        "came_back": queries.returned_to(user).filter(pk=decision.pk).exists(),
        "own": decision.proposed_by == user,
        "queue": Queue(decision, user) if may_review else None,
        "inbox": inbox(),
        "claim": claim_of_another(decision, user),
    }


def turn(concern):
    """Which concern is answered first: a person's, and one that nobody has answered yet."""
    return bool(concern.rule), concern.state == Concern.State.ANSWERED


def claim_of_another(decision, user):
    """Who else is at it just now, or None: said, and nobody is forbidden anything."""
    standing = Claim.objects.filter(item=names.of(decision), until__gt=timezone.now()).exclude(by=user)
    return standing.select_related("by").first()


def looked_at(decision) -> seen.Look:
    """All there is to see; for what waits no longer, without what it would change."""
    if decision.state == State.PROPOSED:
        try:
            return seen.look(decision)
        except Refused:  # what the draft rests on moves just now: nothing is told of it, and nothing bound to it
            pass
    rule = cases.rule_of(decision.label)
    return seen.Look(seen.of([decision])[decision.pk], None, rule, cases.like(decision.label, rule))


def meaning(label, rule) -> str:
    """The label in other words: the translation that somebody here wrote, else the codebook's name for it."""
    ours = label.translation_ru if get_language() == "ru" else label.translation_en
    return ours or (codes.label_of(rule) if rule else "")


def concerns_about(decision) -> list[Concern]:
    """What is or was doubted about the proposal or its label, with the talk about it; what is open stands first."""
    about = Q(decision=decision) | Q(decision__isnull=True, label=decision.label_id)
    found = Concern.objects.filter(about).exclude(severity=Concern.Severity.NOTE)
    found = found.select_related("raised_by", "question").prefetch_related("messages__by").order_by("raised_at", "pk")
    return sorted(found, key=lambda concern: concern.is_settled)


def former_decisions(ends) -> list[CategoryDecision]:
    return list(CategoryDecision.objects.filter(pk__in=[pk for pk, _words in ends]).order_by("pk"))


def resting_on(decision, ends) -> list[CategoryDecision]:
    """What rests on this decision, and on those that it would end."""
    found = CategoryDecision.objects.resting_on([decision.pk, *(pk for pk, _words in ends)]).exclude(pk=decision.pk)
    return list(found.select_related("label").order_by("label"))


def behind(decision) -> list[tuple[CategoryDecision, str]]:
    """Other proposals that the same question decides, each with why it is one of them."""
    concept = Standing.objects.filter(label=decision.label_id).exclude(concept="").values("concept")
    alike = {
        "label": Q(label=decision.label_id),
        "words": Q(rationale=decision.rationale, disposition=decision.disposition, category=decision.category),
        "concept": Q(label__standing__concept__in=concept),
    }
    waiting = CategoryDecision.objects.waiting().exclude(pk=decision.pk)
    found = waiting.filter(alike["label"] | alike["words"] | alike["concept"]).select_related("label__standing")
    found = found.order_by(F("label__standing__people").desc(nulls_last=True), "pk")[:BEHIND_SHOWN]
    return [(other, why_behind(decision, other)) for other in found]


def why_behind(decision, other) -> str:
    if other.label_id == decision.label_id:
        return _("the same label")
    same = ("rationale", "disposition", "category")
    if all(getattr(other, name) == getattr(decision, name) for name in same):
        return _("in the same words")
    return _("the same concept")


def opening(code) -> str:
    return str(OPENINGS[code][1]) if code in OPENINGS else ""


# what comes next


class Queue:
    """What waits for somebody, the most people first: where one is, and what comes next."""

    def __init__(self, decision, user):
        waiting = queries.reviewable(user).order_by(F("label__standing__people").desc(nulls_last=True), "pk")
        self.pks = list(waiting.values_list("pk", flat=True))
        self.at = self.pks.index(decision.pk) if decision.pk in self.pks else -1

    @property
    def place(self) -> int:
        return self.at + 1

    @property
    def next(self) -> str:
        """The address of the next one; after the last the first, and nothing where there is no other."""
        others = [*self.pks[self.at + 1 :], *self.pks[: max(self.at, 0)]]
        return reverse("admin:curation_categorydecision_change", args=[others[0]]) if others else ""


def inbox() -> str:
    """Where one comes from, and goes back to."""
    return reverse("admin:curation_categorydecision_inbox")
