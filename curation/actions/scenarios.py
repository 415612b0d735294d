"""Questions of what if: kept as scenarios, made into proposals, offered to readers, taken back.

kept → offered → taken back. Asking itself writes nothing (`curation.what_if`).
"""

from django.db import transaction
from django.utils import timezone

from curation import as_proposals, questions
from curation.actions import batches, reviewed
from curation.actions.history import tell
from curation.actions.refused import Refused, require
from curation.models import Label, Scenario
from curation.what_if import Question
from flows import scenarios
from flows.models import OfferedScenario, Release, Treatment

State = Scenario.State
KEEP, OFFER = "curation.keep_scenario", "curation.offer_scenario"
LONGEST_TITLE = 200


def keep(question: Question, *, title: str, note: str = "", by) -> Scenario:
    """Keep a question under a title, so that others find it: `keep(Question((12, 13), "study"), title="…", by=…)`."""
    require(by, KEEP, "keep scenarios")
    title, note = reviewed.words(title, "a title"), (note or "").strip()
    if len(title) > LONGEST_TITLE or len(note) > reviewed.LONGEST:
        raise Refused(f"A title may have {LONGEST_TITLE} characters, a note {reviewed.LONGEST:,}: shorten them.")
    labels_of(question)
    with transaction.atomic():
        scenario = Scenario.objects.create(title=title, question=questions.as_json(question), note=note, by=by)
        tell(scenario, by, f"Kept: {title}")
    return scenario


def propose(asked: Question | Scenario, *, rationale: str, reason_code: str = "", by) -> batches.Outcome:
    """Propose what a question supposes, for each label by itself and all in one batch; each waits for a second person.

    `reason_code` is for labels that are to be left out. What cannot be said in one proposal is refused, label by label.
    """
    question = questions.of_json(asked.question) if isinstance(asked, Scenario) else asked
    require(by, "curation.propose_categorydecision", "propose what a label means")
    rationale = reviewed.words(rationale, "one rationale for all of them")
    words = {"rationale": rationale, "reason_code": reason_code}
    contents, refused = as_proposals.of(question, labels_of(question), **words)
    if not contents:
        raise Refused(" ".join(refused.values()))
    with transaction.atomic():
        outcome = batches.propose(contents, by=by)
        if isinstance(asked, Scenario) and outcome.batch:
            tell(asked, by, f"Proposed for {len(outcome.decisions)} labels, in batch {outcome.batch}.")
    return outcome._replace(refused=[*refused.items(), *outcome.refused])


def offer(scenario: Scenario, *, title_en: str, title_ru: str, text_en: str, text_ru: str, by) -> OfferedScenario:
    """Let readers ask it, of any release, in the words given. Nothing that is published changes by it."""
    require(by, OFFER, "offer scenarios to readers")
    question = questions.of_json(scenario.question)
    labels = [(label.source_id, label.text) for label in labels_of(question)]
    refuse_unknown(labels)
    with transaction.atomic():
        held(scenario, State.KEPT)
        offered = scenarios.offer(
            titles=(title_en, title_ru),
            texts=(text_en, text_ru),
            labels=labels,
            now=question.now,
            to=question.to,
            year_from=question.year_from,
            year_to=question.year_to,
            by=by,
        )
        move(scenario, State.KEPT, State.OFFERED, by=by, slug=offered.slug)
        tell(scenario, by, f"Offered to readers at /what-if/{offered.slug}/: {title_en}")
    return offered


def take_back(scenario: Scenario, *, reason: str, by) -> None:
    """Offer it no longer; readers who have its address see the reason."""
    require(by, OFFER, "take scenarios back from readers")
    reason = reviewed.words(reason, "why you take it back")
    with transaction.atomic():
        held(scenario, State.OFFERED)
        scenarios.withdraw(OfferedScenario.objects.get(slug=scenario.slug), reason=reason, by=by)
        move(scenario, State.OFFERED, State.TAKEN_BACK, by=by)
        tell(scenario, by, f"Taken back: {reason}")


def labels_of(question: Question) -> list[Label]:
    """The labels of a question that supposes something."""
    labels = list(Label.objects.filter(pk__in=question.labels).select_related("source").order_by("source", "key"))
    if not question.to or not labels:
        raise Refused("This asks nothing yet: say which labels, and as what they should count.")
    if len(labels) < len(set(question.labels)):
        missing = sorted(set(question.labels) - {label.pk for label in labels})
        raise Refused(f"There is no label {', '.join(map(str, missing))}: leave it out.")
    return labels


def refuse_unknown(labels: list[tuple[str, str]]) -> None:
    """Readers' answer is made of the release's own cells: it has to hold them, counted or left out."""
    latest = Release.objects.latest()
    if latest is None:
        raise Refused("No release is public yet, so that readers could ask it of nothing: publish one first.")
    decided = Treatment.public.of(latest).filter(disposition__in=["include", "exclude"])
    known = set(decided.values_list("source", "label"))
    if unknown := [text for source, text in labels if (source, text) not in known]:
        raise Refused(
            f"Release {latest} holds no cell of {', '.join(f'“{text}”' for text in unknown)}, neither counted nor left "
            "out, so that it could not answer: leave them out, or publish a release that does."
        )


def held(scenario: Scenario, state: str) -> None:
    """Alone with the scenario, and in the state that is expected: who comes second is told who was first, and when."""
    now = Scenario.objects.select_for_update().get(
        pk=scenario.pk
    )  # joined, whoever moved it would be as before the wait
    if now.state == state:
        return
    if now.state == State.KEPT:
        raise Refused(f"“{now}” was never offered to readers: there is nothing to take back.")
    again = " Keep the question once more to offer it again." if now.state == State.TAKEN_BACK else ""
    raise Refused(
        f"{now.moved_by} had “{now}” {now.get_state_display()} on {now.moved_at:%Y-%m-%d %H:%M} UTC already.{again}"
    )


def move(scenario: Scenario, before: str, after: str, *, by, **changed) -> None:
    """One conditional UPDATE, so that nothing is offered or taken back twice."""
    rows = Scenario.objects.filter(pk=scenario.pk, state=before)
    if not rows.update(state=after, moved_by=by, moved_at=timezone.now(), **changed):
        held(scenario, before)
    scenario.refresh_from_db()
