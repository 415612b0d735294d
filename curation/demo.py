"""The sample workbooks taken through the real steps, by a demo assistant and a demo director.

It touches what it brought in itself and nothing of a person's: files that are accepted, withdrawn or somebody else's,
and labels that anybody has spoken about, are left as they are. Each file is decided and accepted in one go, so that
repeating the demo, or taking up one that was cut short, changes nothing else. Figures and workbooks are in `samples/`;
what the codebook does not name is decided by `samples/decisions.csv`.
"""

import csv
import secrets
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.files import File
from django.db import transaction

from curation import queries, standings
from curation.actions import concerns, decisions, explanations, readings, releases, uploads
from curation.actions.refused import attempt
from curation.core.concern_rules import plural
from curation.explained import open_totals
from curation.models import CategoryDecision, Label, SourceFile, SourceTable
from flows.models import Release

SAMPLES = Path(settings.BASE_DIR) / "samples"
ACCOUNTS = {"demo-assistant": "assistant", "demo-director": "director"}
VERSION = "1.0.0"
NOTE = "Sample: the five republics’ rows of the publisher’s file, copied cell by cell; see samples/figures.csv."
NOTES_EN = (
    "The first release: work, study, residence and asylum, 2016 to 2019, and Korea’s residents at the end of 2024, "
    "from the sample tables. Russia’s ministry, Eurostat’s first permits and Korea before 2024 are awaited, and shown "
    "as gaps."
)
NOTES_RU = (
    "Первый выпуск: работа, учёба, проживание и убежище, 2016–2019 годы, и жители Кореи на конец 2024 года, "
    "по таблицам-образцам. Таблицы МВД России, первые виды на жительство Евростата и Корея до 2024 года ожидаются "
    "и показаны как пробелы."
)
DOUBTED = ("kr-status", "H2(방문취업)")
DOUBT = "Working visits (H-2) are work in all but name: should ethnic Koreans from the five republics count as work?"
ANSWER = (
    "The codebook counts Overseas Koreans (F-4) as residence and is silent on H-2; it stays out until the codebook "
    "says more."
)


def run(say: Callable[[str], None]) -> dict[str, str]:
    """Do whatever of the demo is not done yet, and return the accounts with their passwords."""
    accounts = make_accounts()
    assistant, director = (get_user_model().objects.get(username=name) for name in ACCOUNTS)
    for path in sorted((SAMPLES / "workbooks").glob("*.*")):
        file = brought(path, assistant, say)
        if file and file.state == SourceFile.State.READ:
            take_through(file, assistant, director, say)
    publish(director, say)
    return accounts


@transaction.atomic
def make_accounts() -> dict[str, str]:
    """Both accounts, with passwords drawn once for this installation: a known password would be an open door."""
    kept = Path(settings.VAR) / "demo_accounts"
    known = dict(line.split(" ", 1) for line in kept.read_text().splitlines()) if kept.exists() else {}
    for name, group in ACCOUNTS.items():
        user, new = get_user_model().objects.get_or_create(username=name, defaults={"is_staff": True})
        if new:
            user.groups.add(Group.objects.get(name=group))
        if new or name not in known:
            known[name] = secrets.token_urlsafe(9)
            user.set_password(known[name])
            user.save()
    kept.touch(mode=0o600)
    kept.write_text("".join(f"{name} {password}\n" for name, password in known.items()))
    return known


def brought(path: Path, assistant, say) -> SourceFile | None:
    """The demo's own file of a sample, uploaded and read where it never was; None where people had to do with it."""
    source = SourceTable.objects.get(pk=path.stem)
    own = SourceFile.objects.filter(source=source, name=path.name, uploaded_by=assistant, note=NOTE)
    if gone := own.filter(state=SourceFile.State.WITHDRAWN).first():
        say(f"{path.name} was withdrawn by {gone.withdrawn_by} ({gone.withdrawn_reason}): left alone.")
        return None
    if file := own.held().first():
        return readings.read(file)
    say(f"Reading {path.name} …")
    try:
        with path.open("rb") as opened:
            uploaded = File(opened, name=path.name)
            file = uploads.receive(uploaded, source=source, by=assistant, note=NOTE, read_in_background=False)
    except uploads.AlreadyHeld as held:
        say(f"{path.name} was brought in by {held.file.uploaded_by} already: left alone.")
        return None
    file = readings.read(file)
    if file.state == SourceFile.State.QUARANTINED:
        say(f"{path.name} is left alone. {file.message}")
    return file


@transaction.atomic
def take_through(file: SourceFile, assistant, director, say) -> None:
    """A file of the demo's own from read to accepted, by two persons; wholly, or not at all."""
    with standings.once():
        proposals = decide(file, assistant)
        doubt(proposals, assistant, director)
        for decision in proposals:
            decisions.approve(decision, by=director)
    explain(file, assistant)
    refusal = attempt(uploads.submit, file, by=assistant)
    refusal = refusal or attempt(uploads.accept, file, by=director)
    say(refusal or f"{file}: {len(proposals)} {plural(len(proposals), 'label')} proposed and approved; accepted.")


def explain(file: SourceFile, assistant) -> None:
    """The words that the source table offers, for printed totals that are no sums of their parts."""
    totals, offered = open_totals(file), file.source.hints.get("explanations")
    if totals and offered:
        explanations.explain_totals(file, totals, text=offered[0], by=assistant)


def decide(file: SourceFile, assistant) -> list[CategoryDecision]:
    """A proposal for each label nobody ever spoke about: as the samples say, else as the codebook does."""
    said = {row["label"]: row for row in rows("decisions") if row["source"] == file.source_id}
    undecided = [tally.label for tally in queries.undecided_labels(file=file)]
    return [propose(label, said.get(label.text), assistant) for label in undecided if not label.decisions.exists()]


def propose(label: Label, row: dict[str, str] | None, assistant) -> CategoryDecision:
    if row is None:
        return decisions.propose_as_suggested(label, by=assistant)
    content = {name: row[name] for name in ("disposition", "category", "reason_code", "rationale")}
    return decisions.propose(label, by=assistant, **content)


def doubt(proposals: list[CategoryDecision], assistant, director) -> None:
    """One concern about one of them, raised by the assistant and settled by the director."""
    for decision in proposals:
        if (decision.label.source_id, decision.label.text) == DOUBTED:
            about = {"label": decision.label, "decision": decision}
            concern = concerns.raise_(DOUBT, severity="concern", by=assistant, **about)
            concerns.answer(concern, text=ANSWER, by=director)
            concerns.resolve(concern, resolution=ANSWER, outcome=concern.Outcome.KEPT, by=director)


def publish(director, say) -> None:
    """The first release, unless it is there, or would publish what people brought in."""
    others = SourceFile.objects.accepted().exclude(uploaded_by__username__in=ACCOUNTS, note=NOTE)
    if not Release.objects.exists() and not others.exists():
        release = releases.publish(version=VERSION, notes_en=NOTES_EN, notes_ru=NOTES_RU, by=director)
        say(f"Published release {release.version}: {release.observations_count:,} observations.")


def rows(name: str) -> list[dict[str, str]]:
    with (SAMPLES / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
