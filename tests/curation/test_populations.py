"""A table of inhabitants from upload to release: no label to decide, accepted by a second person, one row a cell.

Rows are the World Bank's (SP.POP.TOTL, mid-year population), retrieved 2026-11; what a test changes is made up.
"""

import csv

import pytest
from django.core.files.base import ContentFile

from curation import checks, queries, standings
from curation.actions import readings, releases, uploads
from curation.actions.refused import Refused
from curation.composition import compose
from curation.core import concern_rules as rules
from curation.models import Concern, SourceFile, SourceTable
from flows import files
from flows.models import Contribution, Gap, Observation, Population
from flows.populations import populations
from flows.queries import Edition

HEAD = "Country Name,Country Code,Year,Value"
ROWS = """\
Aruba,ABW,2017,108735
Aruba,ABW,2018,108908
Aruba,ABW,2019,109203
Kazakhstan,KAZ,2017,18651931
Kazakhstan,KAZ,2018,18932727
Kazakhstan,KAZ,2019,19209555
Kyrgyz Republic,KGZ,2017,6306696
Kyrgyz Republic,KGZ,2018,6444079
Kyrgyz Republic,KGZ,2019,6590211
Tajikistan,TJK,2017,9085946
Tajikistan,TJK,2018,9307333
Tajikistan,TJK,2019,9529966
Turkmenistan,TKM,2017,6507061
Turkmenistan,TKM,2018,6655524
Turkmenistan,TKM,2019,6803944
Uzbekistan,UZB,2017,31819178
Uzbekistan,UZB,2018,32373490
Uzbekistan,UZB,2019,32964701
World,WLD,2018,7697233736
""".splitlines()
KAZ_2018 = "Kazakhstan,KAZ,2018,18932727"


@pytest.fixture
def upload(people):
    """A function that has a table of these rows read; `accepted`: by a second person, too."""

    def upload(rows=ROWS, name="population.csv", *, accepted=True):
        table = SourceTable.objects.get(pk="wb-population")
        content = ContentFile("\r\n".join([HEAD, *rows, ""]).encode(), name=name)
        file = readings.read(uploads.receive(content, source=table, by=people.assistant, read_in_background=False))
        if accepted:
            uploads.submit(file, by=people.assistant)
            uploads.accept(file, by=people.director)
        return file

    return upload


@pytest.fixture
def studied(hold, decide):
    """Numbers of 2018 and 2019, so that a release spans these years."""
    hold("us-niv", [("KAZ", "F-1", "FY2018", 7), ("KAZ", "F-1", "FY2019", 8)])
    decide("us-niv", "F-1", category="study")


def composed():
    """{(origin, year): value} of what would be published."""
    return {(each.origin, each.year): each.value for each in compose().handover.populations}


FIVE = {
    ("KAZ", 2018): 18932727, ("KAZ", 2019): 19209555, ("KGZ", 2018): 6444079, ("KGZ", 2019): 6590211,
    ("TJK", 2018): 9307333, ("TJK", 2019): 9529966, ("TKM", 2018): 6655524, ("TKM", 2019): 6803944,
    ("UZB", 2018): 32373490, ("UZB", 2019): 32964701,
}  # fmt: skip


def test_from_the_upload_to_the_page_and_the_file(upload, studied, people, client, settings, tmp_path):
    del settings.RELEASE_MAKERS
    settings.RELEASES_ROOT = tmp_path / "releases"
    file = upload(accepted=False)
    assert (file.state, queries.undecided_labels(file=file)) == (SourceFile.State.READ, [])
    assert [check.outcome for check in checks.of(file)] == [checks.PASSED] * len(checks.of(file))
    uploads.submit(file, by=people.assistant)
    with pytest.raises(Refused, match="somebody else has to accept it"):
        uploads.accept(file, by=people.assistant)
    uploads.accept(file, by=people.director)
    release = releases.publish(version="1.0.0", notes_en="Made up.", by=people.director)
    assert {key: row.value for key, row in populations(Edition()).items()} == FIVE
    assert Observation.public.of(release).count() == 2
    assert not Gap.public.of(release).filter(measure="population").exists()
    assert not Contribution.public.of(release).filter(source__code="wb-population").exists()
    with (files.folder(release) / "population.csv").open(encoding="utf-8", newline="") as told:
        rows = list(csv.DictReader(told))
    assert {(row["origin"], int(row["year"])): int(row["value"]) for row in rows} == FIVE
    [kgz] = [row for row in rows if (row["origin"], row["year"]) == ("KGZ", "2018")]
    assert kgz == {
        "release": "1.0.0", "origin": "KGZ", "year": "2018", "value": "6444079", "status": "normal",
        "source": "wb-population", "file": "population.csv", "sha256": file.sha256, "sheet": "Sheet1", "cell": "D9",
        "printed": "6444079",
    }  # fmt: skip
    page = client.get(populations(Edition())["KGZ", 2018].get_absolute_url()).content.decode()
    for said in (
        "Population: Kyrgyzstan, 2018",
        "6,444,079",
        "Sheet1!D9",
        "World Bank",
        "CC BY 4.0",
        "by a second person",
    ):
        assert said in page


def test_no_label_of_it_waits_for_anybody(upload):
    file = upload(accepted=False)
    standings.refresh()
    assert not queries.labels_to_decide().filter(source="wb-population").exists()
    assert not Concern.objects.filter(file=file).exists()
    assert not checks.unticked(file)


def test_what_nobody_accepted_does_not_enter(upload, studied, people):
    file = upload(accepted=False)
    assert composed() == {}
    uploads.submit(file, by=people.assistant)
    composition = compose()
    assert composition.handover.populations == []
    assert composition.stops["handed_in"] == ["population.csv (wb-population) is handed in and not accepted."]


def test_a_file_taken_out_again_counts_no_more(upload, studied, people):
    uploads.withdraw(upload(), reason="Made up.", by=people.director)
    assert composed() == {}


def test_the_newest_accepted_file_wins_year_by_year(upload, studied):
    """Rule 2: what the newer one says otherwise, and what it no longer has in a year that it holds."""
    upload()
    revised = [row.replace("18932727", "18276499") for row in ROWS if ",2018," in row and "Tajikistan" not in row]
    newer = upload(revised, "newer.csv")
    expected = FIVE | {("KAZ", 2018): 18276499}
    del expected["TJK", 2018]
    assert composed() == expected
    files_of = {each.number: each.file_name for each in compose().handover.sources}
    said = {(each.origin, each.year): files_of[each.source] for each in compose().handover.populations}
    assert (said["KAZ", 2018], said["KAZ", 2019]) == (newer.name, "population.csv")


def test_only_the_years_that_a_release_spans(upload, hold, decide):
    upload()
    assert composed() == {}
    hold("us-niv", [("KAZ", "F-1", "FY2017", 7)])
    decide("us-niv", "F-1", category="study")
    assert {year for _origin, year in composed()} == {2017}


def test_a_year_that_is_not_there_has_no_row(upload, studied):
    file = upload([row for row in ROWS if row != KAZ_2018])
    assert composed() == {key: value for key, value in FIVE.items() if key != ("KAZ", 2018)}
    [doubt] = Concern.objects.filter(file=file)
    assert (doubt.rule, doubt.severity, doubt.text) == (
        "population_missing", "concern", "KAZ: no population in 2018. No rate can be given for a year without one.",
    )  # fmt: skip
    assert [item.sentence for item in checks.unticked(file)] == [doubt.text]


@pytest.mark.parametrize("printed", ["..", ":"])
def test_a_mark_is_no_number(upload, studied, printed):
    upload([row.replace("18932727", printed) for row in ROWS])
    assert composed() == {key: value for key, value in FIVE.items() if key != ("KAZ", 2018)}


def test_a_leap_between_years_is_doubted_with_its_cell(upload):
    file = upload([row.replace("18932727", "1893272") for row in ROWS])
    texts = {doubt.subject: (doubt.text, doubt.place) for doubt in Concern.objects.filter(file=file)}
    assert texts == {
        "KAZ 2018": (
            "KAZ: 1,893,272 people in 2018 after 18,651,931 in 2017, 89.8 % less: look into the publisher’s own file, "
            "and ask the publisher if it stands there too.", "Sheet1!D6",
        ),
        "KAZ 2019": (
            "KAZ: 19,209,555 people in 2019 after 1,893,272 in 2018, 914.6 % more: look into the publisher’s own file, "
            "and ask the publisher if it stands there too.", "Sheet1!D7",
        ),
    }  # fmt: skip
    [check] = [check for check in checks.of(file) if check.title == "The population of each year is there"]
    assert (check.outcome, len(check.items)) == (checks.WARNED, 2)


def test_one_key_twice_is_refused(upload):
    file = upload([*ROWS, "Kazakhstan,KAZ,2018,18932728"], accepted=False)
    assert file.state == SourceFile.State.QUARANTINED
    assert "rows 6 and 21 are both of KAZ" in file.message


@pytest.mark.parametrize(
    ("before", "now", "said"),
    [
        (1000, 1050, None),
        (1000, 1051, "5.1 % more"),
        (1000, 950, None),
        (1000, 949, "5.1 % less"),
        (0, 0, None),
        (0, 7, "100.0 % more"),
        (7, 0, "100.0 % less"),
    ],
)
def test_what_is_a_leap(before, now, said):
    found = rules.population_jump("KAZ", 2018, before, now, "Sheet1!D6")
    assert (said in found.text) if said else found is None


@pytest.mark.parametrize(
    ("years", "said"),
    [([2018], "2018"), ([2016, 2017, 2018], "2016–2018"), ([1990, 1992, 1993], "1990, 1992–1993"), ([], None)],
)
def test_years_without_one_are_told_together(years, said):
    found = rules.population_missing("KAZ", years)
    assert (found.found["years"] if found else None) == said


def test_a_population_of_nobody_stops_a_release_with_a_sentence(upload, studied, people):
    upload([row.replace("18651931", "0").replace("18932727", "0") for row in ROWS])
    with pytest.raises(Exception, match="The population of KAZ in 2018, Sheet1!D6, is 0: nobody can be told by it"):
        releases.publish(version="1.0.0", notes_en="Made up.", by=people.director)
    assert not Population.everything.exists()
