"""`manage.py read_file`: what goes to standard output, what to standard error, and how a refusal ends."""

import csv
import io
import json
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

from curation.management.commands.read_file import COLUMNS
from tests.real import SOURCES, needs_sources

pytestmark = pytest.mark.django_db
SAMPLES = Path(settings.BASE_DIR) / "samples" / "workbooks"
SENTENCE_ENDS = re.compile(r"[.!?](?:\s|$)")


@pytest.fixture
def read_file(capsys):
    """A function that runs the command: exit code, standard output, standard error."""

    def run(*arguments):
        code = 0
        try:
            call_command("read_file", *map(str, arguments))
        except SystemExit as stop:
            code = stop.code
        return code, *capsys.readouterr()

    return run


@pytest.fixture
def permits(tmp_path):
    """A function that writes a small table of permits and gives its path."""

    def write(lines="Kazakhstan,1,2\nFrance,3,4", title="Permits of 2019"):
        path = tmp_path / "permits.csv"
        path.write_text(f"{title},,\nCountry of citizenship,Work,Study\n{lines}\n", encoding="utf-8")
        return path

    return write


WORK = ["Sheet1", "B3", "KAZ", "", "Work", "", "2019", "1", "1", "1", "1", "normal"]
STUDY = ["Sheet1", "C3", "KAZ", "", "Study", "", "2019", "2", "2", "2", "2", "normal"]


def test_as_csv_one_line_for_each_cell(read_file, permits):
    code, out, err = read_file(permits(), "--format", "csv")
    assert (code, list(csv.reader(io.StringIO(out, newline="")))) == (0, [list(COLUMNS), WORK, STUDY])
    assert err.splitlines() == [
        "Sheet1: 10 filled cells = 2 read + 8 set aside + 0 unaccounted",
        "  recognised as none of the source tables: its layout is proposed from the sheet alone",
        "  4 heading or key: A2:C2, A3:A3",
        "  3 another origin: A4:C4",
        "  1 title: A1:A1",
    ]


def test_as_json_numbers_are_numbers_and_what_is_not_there_is_null(read_file, permits):
    code, out, _ = read_file(permits("Kazakhstan,1,--\nFrance,3,4"), "--format", "json")
    work, study = json.loads(out)
    assert (code, list(work)) == (0, list(COLUMNS))
    assert (work["value"], work["lower"], work["upper"], work["status"]) == (1, 1, 1, "normal")
    assert (study["value"], study["lower"], study["upper"], study["status"]) == (None, 0, None, "suppressed")


def test_as_a_table_for_people(read_file, permits):
    assert read_file(permits())[1].splitlines() == [
        "sheet   cell  origin  destination  label  breakdown  period  printed  value  lower  upper  status",
        "Sheet1  B3    KAZ                  Work              2019    1        1      1      1      normal",
        "Sheet1  C3    KAZ                  Study             2019    2        2      2      2      normal",
    ]


@pytest.mark.parametrize(("form", "nothing"), [("csv", ",".join(COLUMNS) + "\r\n"), ("json", "[]\n")])
def test_nothing_to_read_is_no_error(read_file, permits, form, nothing):
    code, out, err = read_file(permits("France,3,4"), "--format", form)
    assert (code, out) == (0, nothing)
    assert "this table names no citizenship" not in err


def test_every_origin_if_asked(read_file, permits):
    lines = list(csv.reader(io.StringIO(read_file(permits(), "--all", "--format", "csv")[1], newline="")))
    assert [line[2] for line in lines[1:]] == ["KAZ", "KAZ", "FRA", "FRA"]


def test_what_the_file_does_not_say_is_declared(read_file, permits):
    path = permits(title="Permits")
    code, out, err = read_file(path)
    assert (code, out) == (2, "")
    assert err == (
        "Sheet Sheet1 does not say which year or date its numbers are of; declare the period "
        "(for example 2024, FY2018 or 2024-12-31).\n"
    )
    code, out, _ = read_file(path, "--declare", "period=FY2018", "--declare", "destination=Canada", "--format", "csv")
    assert (code, out.splitlines()[1].split(",")[3:7]) == (0, ["CAN", "Work", "", "FY2018"])


def test_one_sheet_of_several(read_file):
    code, out, err = read_file(SAMPLES / "us-niv.xlsx", "--sheet", "FY17", "--format", "csv")
    assert (code, {line.split(",")[0] for line in out.splitlines()[1:]}) == (0, {"FY17"})
    assert err.splitlines()[0] == "FY17: 523 filled cells = 420 read + 103 set aside + 0 unaccounted"


@pytest.mark.parametrize("name", ["jp-entries.csv", "kr-status.csv"])
def test_what_was_put_right_guessed_or_declared_is_said(read_file, name):
    code, _, err = read_file(SAMPLES / name)
    said = {
        "jp-entries.csv": "declared correction, Q1:AU1: The headings from the 17th column on stand one column too far",
        "kr-status.csv": "Declared once for this very data: period = 2024-12-31 (see curation/data/declarations.csv).",
    }
    assert code == 0 and said[name] in err
    assert ("The encoding was guessed as cp949" in err) == (name == "kr-status.csv")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--source", "us-visas"], "There is no source table “us-visas”; expected one of us-niv, us-iv,"),
        (["--sheet", "FY30"], "There is no sheet “FY30” in this file; it holds Sheet1."),
        (["--declare", "2019"], "“2019” declares nothing; expected NAME=VALUE, for example period=2024."),
        (["--declare", "year=2019"], "“year” cannot be declared; expected one of period,"),
        (["--source", "us-niv"], "Sheet Sheet1 does not look like table us-niv: expected to find “Fiscal Year ????”"),
        (["--declare", "encoding=klingon"], "The encoding “klingon” is not known here"),
    ],
)
def test_asked_for_wrongly_it_answers_in_one_sentence(read_file, permits, arguments, sentence):
    code, out, err = read_file(permits(), *arguments)
    assert (code, out) == (2, "")
    assert err.startswith(sentence) and len(SENTENCE_ENDS.findall(err)) == 1


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"%PDF-1.7 no table",
        b"PK\x03\x04 cut short",
        b"\x00\x01\x02\x03",
        b'{"a": 1}',
        b"only words, and no number\nnot, here\n",
        b"Country of citizenship,2018\nKazakhstan,five\nFrance,6\nPeru,7\nChile,8\n",
        b"Country of citizenship,2018\nKazakhstan,5\nKazakhstan,6\n",
        b"Country of citizenship,2018,2018\nKazakhstan,5,6\n",
        b"Country of citizenship,2018\nKazakhstan,-\nUzbekistan,-\nFrance,6\nPeru,7\nChile,8\n",
    ],
    ids=["empty", "pdf", "zip", "bytes", "json", "words", "a word", "twice", "headings", "marks"],
)
@pytest.mark.parametrize("name", ["table.csv", "table.xlsx"])
def test_a_file_that_cannot_be_read_ends_with_2_one_sentence_and_no_line_of_it(read_file, tmp_path, content, name):
    path = tmp_path / name
    path.write_bytes(content)
    code, out, err = read_file(path)
    assert (code, out) == (2, "")
    assert len(err.splitlines()) == 1 and len(SENTENCE_ENDS.findall(err)) == 1


@pytest.mark.parametrize(
    ("name", "sentence"), [("gone.csv", "There is no file"), (".", "is a folder: name one file in it.")]
)
def test_what_is_no_file_is_refused_too(read_file, tmp_path, name, sentence):
    code, out, err = read_file(tmp_path / name)
    assert (code, out, len(err.splitlines())) == (2, "", 1)
    assert sentence in err


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("us-niv.xlsx", "  recognised as a sheet of us-niv"),
        ("ca-imp.csv", "  laid out as each of ca-imp, ca-tfwp, ca-study-monthly, ca-pr-monthly, which the sheet does"),
    ],
)
def test_the_table_that_was_recognised_is_said(read_file, name, said):
    assert any(line.startswith(said) for line in read_file(SAMPLES / name)[2].splitlines())
    assert said not in read_file(SAMPLES / name, "--source", Path(name).stem)[2]


def test_another_origin_is_none_of_ours_unless_all_are_asked_for(read_file, tmp_path):
    path = tmp_path / "permits.csv"
    path.write_text("destination,2018\nFrance,5\n", encoding="utf-8")
    code, out, err = read_file(path, "--declare", "origin=RUS")
    assert (code, out) == (2, "")
    assert err.startswith("“RUS”, declared as origin, is none of the five countries that are followed (KAZ, KGZ,")
    assert read_file(path, "--declare", "origin=RUS", "--all", "--format", "csv")[0] == 0
    assert read_file(path, "--declare", "origin=Kazakhstan")[0] == 0


def test_long_labels_that_begin_alike_stay_apart(read_file, tmp_path):
    path = tmp_path / "permits.csv"
    long = "Work permits for employees of international "
    path.write_text(f"Permits of 2019,,\nCountry of citizenship,{long}firms,{long}bodies\nKazakhstan,1,2\n")
    table = read_file(path)[1]
    assert "Work permits f…ational firms" in table and "Work permits f…tional bodies" in table


def test_a_fault_of_ours_is_a_sentence_as_well(read_file, permits, monkeypatch):
    def fail(*_arguments, **_keywords):
        raise ZeroDivisionError("made up")

    monkeypatch.setattr("curation.management.commands.read_file.read_sheets", fail)
    code, out, err = read_file(permits())
    assert (code, out) == (2, "")
    assert err.startswith(
        "permits.csv brought the reader to a stop (ZeroDivisionError), which is a fault of this program"
    )
    with pytest.raises(ZeroDivisionError):
        read_file(permits(), "--traceback")


@needs_sources
def test_every_line_of_the_state_departments_workbook(read_file):
    path = SOURCES / "us-dos-niv-detail/FYs97-24_NIVDetailTable.xlsx"
    code, out, err = read_file(path, "--all", "--format", "csv")
    assert (code, out.count("\r\n")) == (0, 471_463)
    assert "FY18,W130,KAZ,USA,F-1,,FY2018,1178,1178,1178,1178,normal\r\n" in out
    assert "FY15,AV122,GEO,USA,M-2,,FY2015,0.24,0.24,0.24,0.24,normal\r\n" in out
    assert "FY15!AV122: “0.24” is not a whole number" in err
