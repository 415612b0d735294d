"""People, source tables, files and labels to try the workshop on. Their figures are made up."""

from functools import partial
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import Group, User
from django.core.files import File

from curation import demo, grids, log, standings
from curation.actions import amendments, concepts, corrections, decisions, readings, uploads
from curation.core.sheets import Book, Grid
from curation.models import Concept, Coverage, Label, Reading, Series, Sheet, SourceFile, SourceTable
from tests.curation.holding import held_file
from tests.curation.proposer import Person


def person(name, group=""):
    user = User.objects.create_user(name, password=name, is_staff=True)
    if group:
        user.groups.add(Group.objects.get(name=group))
    return user


@pytest.fixture
def people(db):
    """Two assistants, a director, and somebody with an account and no rights."""
    return SimpleNamespace(
        assistant=person("assistant", "assistant"),
        colleague=person("colleague", "assistant"),
        director=person("director", "director"),
        stranger=person("stranger"),
    )


@pytest.fixture
def source(db):
    """The table of nonimmigrant visas, counted in US fiscal years 2016 to 2019."""
    assert Series.objects.get(destination="USA", category="study").tables == ["us-niv"]
    return SourceTable.objects.get(pk="us-niv")


@pytest.fixture
def make_file(people, source):
    """A function that makes a file of the table, read and not handed in yet."""

    def make(name="niv.xlsx", *, source=source, by=people.assistant, state="read", sha256="", **fields):
        number = SourceFile.objects.count()
        return SourceFile.objects.create(
            name=name,
            source=source,
            sha256=sha256 or f"{number:064x}",
            size=1,
            content=f"files/{number}",
            state=state,
            uploaded_by=by,
            **fields,
        )

    return make


@pytest.fixture
def make_label(make_file, source):
    """A function that makes a label with one cell for each `(period, people)`, in `file` or in the table's one file."""
    of_table = {}

    def make(text="J-1", *cells, file=None, source=source, destination="USA", breakdown=""):
        if file is None:
            file = of_table.get(source.pk) or of_table.setdefault(source.pk, make_file(source=source))
        parts = [["class", text]]
        label, _ = Label.objects.get_or_create(
            source=source, key=text.casefold(), defaults={"parts": parts, "text": text, "first_file": file}
        )
        sheet, _ = Sheet.objects.get_or_create(file=file, position=0, defaults={"name": "FY18"})
        first = sheet.readings.count()
        for number, (period, people) in enumerate(cells, first):
            Coverage.objects.get_or_create(file=file, destination=destination, period=period)
            Reading.objects.create(
                sheet=sheet,
                label=label,
                row=number,
                column=1,
                origin="KAZ",
                destination=destination,
                breakdown=breakdown,
                period=period,
                printed=str(people),
                value=people,
                lower=people,
                upper=people,
                status="normal",
            )
        standings.refresh(source=source)
        return label

    return make


@pytest.fixture
def make_correction(make_file, people):
    """A function that declares an error of a file's sheet FY18, whose one line of numbers is `cells`."""

    def make(cells="B2", text="3", *, file=None, by=people.assistant, **said):
        file = file or make_file()
        lines = [["Fiscal Year 2018", "F-1", "J-1"], ["Kazakhstan", "30", "7"]]
        grids.keep(file, Book((Grid("FY18", lines, (), False),), "xlsx", None, False, (), ()))
        words = {"what": "Ten times too large.", "why": "The line adds up only so."}
        return corrections.propose(file, sheet="FY18", cells=cells, corrected=[[text]], **(words | said), by=by)

    return make


@pytest.fixture
def own(make_file, make_label, make_correction):
    """A director with every right, and what waits of their own making: one of each thing that a second person judges.

    They brought in `file` and handed it in, only handed in `handed_in`, and only said how `prepared` is to be read.
    """
    me = person("proposer", "director")
    User.objects.filter(pk=me.pk).update(is_superuser=True)
    me = User.objects.get(pk=me.pk)
    return SimpleNamespace(
        me=me,
        decision=decisions.propose_as_suggested(make_label("J-1", ("FY2018", 5)), by=me),
        reason=concepts.give_reason(Concept.objects.get(pk="exchange_visitor"), text_en="Made up.", by=me),
        amendment=amendments.propose("alias", "Nederlandia", values={"area": "NLD"}, rationale="Made up.", by=me),
        correction=make_correction(by=me),
        file=make_file("own.xlsx", state="submitted", by=me, submitted_by=me),
        handed_in=make_file("handed-in.xlsx", state="submitted", submitted_by=me),
        prepared=make_file("prepared.xlsx", state="submitted", prepared_by=me),
    )


@pytest.fixture
def my(own, tmp_path, monkeypatch, settings):
    """The proposer, who also brought in and read the one sample of the demo."""
    settings.VAR = tmp_path
    (tmp_path / "workbooks").mkdir()
    for name in ("decisions.csv", "workbooks/ca-imp.csv"):
        (tmp_path / name).symlink_to(demo.SAMPLES / name)
    monkeypatch.setattr(demo, "SAMPLES", tmp_path)
    table = SourceTable.objects.get(pk="ca-imp")
    with (tmp_path / "workbooks" / "ca-imp.csv").open("rb") as opened:
        file = uploads.receive(File(opened, name="ca-imp.csv"), source=table, by=own.me, read_in_background=False)
    my = Person(own, readings.read(file))
    log.catch_up()  # as it stands outside of a test, where each line is chained when it was written
    return my


@pytest.fixture
def label(make_label):
    """A label with 120 people in the years of the series, too few to wait for the director."""
    return make_label("J-1", ("FY2017", 50), ("FY2018", 70), ("FY2021", 9_000))


@pytest.fixture
def hold(people):
    """Holds an accepted file of a table: `hold("us-niv", [("KAZ", "F-1", "FY2018", 7)], destination="USA")`.

    A cell is a number or one of `holding`'s HIDDEN, NOT_THERE, NEVER_WAS; `covers` are periods held without a cell.
    """

    return partial(held_file, people)


@pytest.fixture
def decide(people):
    """Decides a label, by two persons: `decide("us-niv", "F-1", category="study")`."""

    def decide(table, text, *, category="", **content):
        label = Label.objects.get(source=table, key=text.casefold())
        decision = decisions.propose(
            label, category=category, rationale="Made up for a test.", by=people.assistant, **content
        )
        decisions.approve(decision, by=people.director)
        return decision

    return decide
