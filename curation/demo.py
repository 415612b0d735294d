"""The sample workbooks taken through the real steps, by a demo assistant and a demo director.

Every step asks first whether it was done: repeating the demo changes nothing. Figures and workbooks are in `samples/`;
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

from curation import queries
from curation.actions import concerns, decisions, readings, releases, uploads
from curation.models import CategoryDecision, Concern, Label, SourceFile, SourceTable
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
DOUBT = "Working visits (H-2) are work in all but name: should ethnic Koreans from the five republics count as work?"
ANSWER = (
    "The codebook counts Overseas Koreans (F-4) as residence and is silent on H-2; it stays out until the codebook "
    "says more."
)


def run(say: Callable[[str], None]) -> dict[str, str]:
    """Do whatever of the demo is not done yet, and return the accounts with their passwords."""
    accounts = make_accounts()
    assistant, director = (get_user_model().objects.get(username=name) for name in ACCOUNTS)
    files = [bring(path, assistant, say) for path in sorted((SAMPLES / "workbooks").iterdir())]
    decide(assistant, say)
    doubt(assistant, director)
    approve(director, say)
    for file in files:
        hand_over(file, assistant, director)
    publish(director, say)
    return accounts


def make_accounts() -> dict[str, str]:
    """Both accounts, with passwords drawn once for this installation: a known password would be an open door."""
    kept = Path(settings.VAR) / "demo_accounts"
    known = dict(line.split(" ", 1) for line in kept.read_text().splitlines()) if kept.exists() else {}
    for name, group in ACCOUNTS.items():
        user, new = get_user_model().objects.get_or_create(username=name, defaults={"is_staff": True})
        if new or name not in known:
            known[name] = secrets.token_urlsafe(9)
            user.set_password(known[name])
            user.save()
        user.groups.add(Group.objects.get(name=group))
    kept.touch(mode=0o600)
    kept.write_text("".join(f"{name} {password}\n" for name, password in known.items()))
    return known


def bring(path: Path, assistant, say) -> SourceFile:
    """Upload and read one sample, unless it is held."""
    source = SourceTable.objects.get(pk=path.stem)
    held = queries.held_files(source).filter(name=path.name).exclude(state=SourceFile.State.WITHDRAWN).first()
    if held is None:
        say(f"Reading {path.name} …")
        with path.open("rb") as opened:
            uploaded = File(opened, name=path.name)
            held = uploads.receive(uploaded, source=source, by=assistant, note=NOTE, read_in_background=False)
    return readings.read(held)


def decide(assistant, say) -> None:
    """A proposal for each label nobody spoke about: the codebook's where it has a rule, else as the samples say."""
    said = {(row["source"], row["label"]): row for row in rows("decisions")}
    undecided = [tally.label for tally in queries.undecided_labels()]
    for label in undecided:
        row = said.get((label.source_id, label.text))
        if row:
            content = {name: row[name] for name in ("disposition", "category", "reason_code", "rationale")}
            decisions.propose(label, by=assistant, **content)
        else:
            decisions.propose_as_suggested(label, by=assistant)
    if undecided:
        say(f"Proposed what {len(undecided)} labels mean.")


def doubt(assistant, director) -> None:
    """One concern, raised by the assistant and settled by the director."""
    if Concern.objects.filter(text=DOUBT).exists():
        return
    label = Label.objects.get(source="kr-status", text="H2(방문취업)")
    concern = concerns.raise_(DOUBT, severity="concern", by=assistant, label=label, decision=label.decisions.first())
    concerns.answer(concern, text=ANSWER, by=director)
    concerns.resolve(concern, resolution=f"Kept: {ANSWER}", by=director)


def approve(director, say) -> None:
    waiting = list(CategoryDecision.objects.waiting().select_related("label"))
    refused = [reason for _decision, reason in decisions.approve_all(waiting, by=director) if reason]
    if waiting:
        say(f"Approved {len(waiting) - len(refused)} proposals.")


def hand_over(file: SourceFile, assistant, director) -> None:
    """From read to accepted, by two persons."""
    if file.state == SourceFile.State.READ:
        uploads.submit(file, by=assistant)
    if file.state == SourceFile.State.SUBMITTED:
        uploads.accept(file, by=director)


def publish(director, say) -> None:
    if not Release.objects.exists():
        release = releases.publish(version=VERSION, notes_en=NOTES_EN, notes_ru=NOTES_RU, by=director)
        say(f"Published release {release.version}: {release.observations_count:,} observations.")


def rows(name: str) -> list[dict[str, str]]:
    with (SAMPLES / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
