"""The whole way once, with the real verbs: from the publishers' layouts to the public numbers and their proof.

The figures are real: `samples/figures.csv` says for each where it was transcribed from.
"""

import csv
import json
import subprocess
import sys
import zipfile

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import transaction

from curation import demo, queries
from curation.actions import decisions, readings, releases, uploads
from curation.actions.refused import Refused
from curation.models import CategoryDecision, Label, Reading, SourceFile, SourceTable
from flows.formats import from_rows
from flows.models import Contribution, Gap, Observation, Population, Release
from flows.package import originals, reproduction

WORKED = """\
KAZ,USA,2018,us_fiscal,study,visas_issued,1461,1461,1461,normal
UZB,USA,2019,us_fiscal,work,visas_issued,85,85,85,normal
KAZ,USA,2016,us_fiscal,residence,visas_issued,,65,,partial
KAZ,USA,2018,us_fiscal,residence,visas_issued,809,809,809,normal
KAZ,CAN,2019,calendar,work,permits_issued,,230,326,partial
TJK,CAN,2019,calendar,work,permits_issued,,5,25,suppressed
KAZ,CAN,2019,calendar,residence,admissions,400,398,402,normal
TJK,USA,2016,calendar,asylum,asylum_cases,109,109,109,normal
TJK,USA,2016,calendar,asylum,asylum_applications,19,19,19,normal
KAZ,KOR,2019,calendar,asylum,asylum_applications,2236,2236,2236,normal
UZB,CAN,2019,calendar,asylum,asylum_applications,5,1,5,normal
""".splitlines()


@pytest.fixture(scope="module")
def demonstrated(django_db_setup, django_db_blocker):
    """The demo, once for all tests of this module: each test undoes only what it did itself."""
    with django_db_blocker.unblock(), transaction.atomic():
        demo.run(lambda line: None)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def told(demonstrated, db):
    """The release that the demo published."""
    return Release.objects.latest()


def shown(release):
    """The observations as the worked rows of the rules are written."""
    fields = ("origin", "destination", "year", "year_basis", "category", "measure", "value", "lower", "upper", "status")
    rows = Observation.public.of(release).values_list(*fields)
    return {",".join("" if cell is None else str(cell) for cell in row) for row in rows}


def test_the_worked_rows_of_the_rules_are_published(told):
    assert set(WORKED) <= shown(told)


def test_what_has_no_number_has_a_reason(told):
    gap = Gap.public.of(told).get(origin="UZB", destination="JPN", year=2019, category="asylum")
    assert (gap.status, gap.reason_code, gap.reason_en) == (
        "missing",
        "no_row",
        "There is no row in the publisher’s table.",
    )
    china = Gap.public.of(told).get(origin="KAZ", destination="CHN", year=2016, category="work")
    assert (china.status, china.reason_code) == ("excluded", "data_unavailable")
    russia = Gap.public.of(told).get(origin="TJK", destination="RUS", year=2018, category="work")
    assert (russia.status, russia.reason_code) == ("missing", "awaiting_source")


def test_a_number_opens_into_its_cells_and_what_was_left_out(told):
    cells = Contribution.public.of(told).filter(origin="KAZ", destination="USA", year=2018, category="study")
    assert list(
        cells.filter(counted=True).values_list("treatment__label", "sheet", "printed", "value").order_by("-value")
    ) == [
        ("F-1", "FY18", "1178", 1178),
        ("F-2", "FY18", "265", 265),
        ("M-1", "FY18", "15", 15),
        ("M-2", "FY18", "3", 3),
        ("F-3", "FY18", "0", 0),
        ("M-3", "FY18", "0", 0),
    ]
    kept_out = cells.get(counted=False, treatment__label="J-1")
    assert (kept_out.printed, kept_out.treatment.disposition, kept_out.treatment.reason_code, kept_out.category) == (
        "2205",
        "exclude",
        "temporary",
        "study",
    )


def test_rates_have_what_they_are_reckoned_by(told):
    """Every origin in every year from the first to the last with a number, each as its sample cell prints it."""
    with (settings.BASE_DIR / "samples" / "figures.csv").open(encoding="utf-8", newline="") as file:
        figures = [row for row in csv.DictReader(file) if row["source"] == "wb-population"]
    held = {(row.origin, row.year): row for row in Population.public.of(told).select_related("source")}
    assert {(origin, str(year)): row.value for (origin, year), row in held.items()} == {
        (row["origin"], row["period"]): int(row["printed"]) for row in figures if "2016" <= row["period"] <= "2024"
    }
    said = held["KGZ", 2018]
    assert (said.value, said.printed, said.sheet, said.status) == (6444079, "6444079", "Sheet1", "normal")
    assert (said.source.code, said.source.publisher_en, said.source.licence) == (
        "wb-population",
        "World Bank",
        "CC BY 4.0",
    )
    assert not Contribution.public.of(told).filter(source__code="wb-population").exists()


def test_every_published_decision_was_agreed_to_by_a_second_person(told):
    assert not CategoryDecision.objects.in_force().filter(reviewed_by__username="demo-assistant").exists()
    assert CategoryDecision.objects.in_force().count() > 200


def test_the_same_again_changes_nothing(told):
    before = (
        Release.objects.count(),
        Reading.objects.count(),
        CategoryDecision.objects.count(),
        SourceFile.objects.count(),
    )
    demo.run(lambda line: None)
    after = (
        Release.objects.count(),
        Reading.objects.count(),
        CategoryDecision.objects.count(),
        SourceFile.objects.count(),
    )
    assert after == before
    composed = releases.compose().handover
    assert [observation.key for observation in composed.observations] == [
        (row.origin, row.destination, row.year, row.category, row.measure) for row in Observation.public.of(told)
    ]


def test_a_second_release_of_the_same_is_refused(told, django_user_model):
    director = django_user_model.objects.get(username="demo-director")
    with pytest.raises(Refused, match="Nothing differs from release 1.0.0"):
        releases.publish(version="1.0.1", notes_en="Nothing new.", by=director)


def test_everything_holds(told, capsys):
    call_command("verify")
    assert capsys.readouterr().out == "Everything holds.\n"


def test_each_sample_figure_of_a_counted_class_is_behind_some_number(told):
    """Figures → workbooks → readings → contributions: nothing got lost or doubled on the way."""
    with (settings.BASE_DIR / "samples" / "figures.csv").open(encoding="utf-8", newline="") as file:
        figures = [row for row in csv.DictReader(file) if row["source"] == "us-niv" and row["role"] == "value"]
    said = {
        (row["origin"], row["label"], int(row["period"][2:])): row["printed"]
        for row in figures
        if row["label"] in ("F-1", "F-2", "M-1", "M-2", "H-1B", "L-1", "K-1")
    }
    held = Contribution.public.of(told).filter(counted=True, source__code="us-niv")
    assert {
        (origin, label, year): printed
        for origin, label, year, printed in held.values_list("origin", "treatment__label", "year", "printed")
        if (origin, label, year) in said
    } == said


def test_the_next_edition_carries_what_was_decided(told, django_user_model):
    """One edited cell is one change; no label needs anybody; the older release keeps its number."""
    assistant = django_user_model.objects.get(username="demo-assistant")
    director = django_user_model.objects.get(username="demo-director")
    source = SourceTable.objects.get(pk="ca-imp")
    original = SourceFile.objects.get(source=source)
    edited = original.content.open().read().replace(b"2018\tQ1\tJan", b"2018\tQ1\tJan", 1)
    line = next(line for line in edited.split(b"\r\n") if b"Kazakhstan" in line and line.endswith(b"\t15"))
    edited = edited.replace(line, line[:-2] + b"20", 1)  # made up: the publisher never printed this
    upload = ContentFile(edited, name="ca-imp-next.csv")
    file = readings.read(uploads.receive(upload, source=source, by=assistant, read_in_background=False))
    assert (file.state, queries.undecided_labels(file=file)) == (SourceFile.State.READ, [])
    uploads.submit(file, by=assistant)
    uploads.accept(file, by=director)
    amended = releases.publish(version="1.0.1", notes_en="Made up: one cell of a test changed.", by=director)
    assert len(shown(told) - shown(amended)) == 1
    assert len(shown(amended) - shown(told)) == 1


def test_the_same_data_in_other_bytes_is_recognised(told, django_user_model):
    assistant = django_user_model.objects.get(username="demo-assistant")
    original = SourceFile.objects.get(source="kr-status")
    text = original.content.open().read().decode("cp949").encode("utf-8-sig")
    upload = ContentFile(text, name="again.csv")
    file = readings.read(uploads.receive(upload, source=original.source, by=assistant, read_in_background=False))
    assert file.state == SourceFile.State.QUARANTINED
    assert "holds the same data as kr-status.csv" in file.message


def test_the_practice_workbook_brings_a_newcomer_through_every_step(told, django_user_model):
    """One label that nobody decided, on which the codebook speaks; and new numbers once it is published."""
    assistant = django_user_model.objects.get(username="demo-assistant")
    director = django_user_model.objects.get(username="demo-director")
    with (settings.BASE_DIR / "samples/workbooks/practice/eu-asylum.csv").open("rb") as opened:
        upload = ContentFile(opened.read(), name="eu-asylum.csv")
    table = SourceTable.objects.get(pk="eu-asylum")
    file = readings.read(uploads.receive(upload, source=table, by=assistant, read_in_background=False))
    [undecided] = queries.undecided_labels(file=file)
    with pytest.raises(Refused, match="1 label of eu-asylum.csv has no proposal yet"):
        uploads.submit(file, by=assistant)
    decision = decisions.propose_as_suggested(undecided.label, by=assistant)
    uploads.submit(file, by=assistant)
    decisions.approve(decision, by=director)
    uploads.accept(file, by=director)
    release = releases.publish(version="1.1.0", notes_en="Eurostat beside UNHCR.", by=director)
    assert release.difference["new"] > 100 and release.difference["changed"] == release.difference["gone"] == 0
    assert "TJK,EU,2016,calendar,asylum,first_time_applicants,3095,3093,3097,normal" in shown(release)


def test_an_undecided_label_blocks_the_release(told, django_user_model):
    director = django_user_model.objects.get(username="demo-director")
    label = Label.objects.get(source="us-niv", key="f-1")
    decision = label.decisions.in_force().get()
    CategoryDecision.objects.filter(pk=decision.pk).update(state="superseded")
    with pytest.raises(Refused, match="the label “F-1”, which has no approved decision"):
        releases.publish(version="1.1.0", notes_en="Never to be published.", by=director)
    assert Release.objects.latest() == told


def test_only_the_director_publishes(told, django_user_model):
    assistant = django_user_model.objects.get(username="demo-assistant")
    with pytest.raises(Refused, match="may not publish releases"):
        releases.publish(version="1.1.0", notes_en="By the wrong person.", by=assistant)
    with pytest.raises(Refused):
        decisions.approve(CategoryDecision.objects.first(), by=assistant)


def test_the_release_is_built_again_from_its_cells_with_python_alone(told, tmp_path):
    place, home = tmp_path / "files", tmp_path / "home"
    place.mkdir()
    from_rows.make(told, place)
    reproduction.make(told, place)
    with zipfile.ZipFile(place / reproduction.name_of(told)) as archive:
        archive.extractall(home)
    done = subprocess.run([sys.executable, "-I", home / "rebuild.py"], capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    assert (home / "observations.csv").read_bytes() == (place / "observations.csv").read_bytes()
    sources = json.loads((home / "sources.json").read_text(encoding="utf-8"))
    passed_on = {source["file_name"]: source["original"] for source in sources if source["original"]}
    kept_back = {source["file_name"]: source["why_not"] for source in sources if not source["original"]}
    assert kept_back == dict.fromkeys(["ca-pr.xlsx", "us-niv.xlsx"], originals.NAMES)  # they name who laid them out
    assert len(passed_on) == 8
    for name, original in passed_on.items():
        assert (home / original).read_bytes() == (demo.SAMPLES / "workbooks" / name).read_bytes()
