"""`manage.py estimate`: the whole of what goes out, and how a refusal ends."""

import io
import sys

import pytest
from django.core.management import CommandError, call_command

from flows.core.estimates import told
from flows.core.estimates.methods import METHODS


@pytest.fixture
def estimate(capsys):
    """A function that runs the command: exit code, standard output, standard error."""

    def run(*words):
        code = 0
        try:
            call_command("estimate", *map(str, words))
        except SystemExit as stop:
            code = stop.code
        out, err = capsys.readouterr()
        return code, out, err.splitlines()

    return run


@pytest.fixture
def given(tmp_path):
    """A function that writes a table and gives its path."""

    def write(text, encoding="utf-8"):
        path = tmp_path / "table.csv"
        path.write_bytes(text.encode(encoding))
        return path

    return write


ALABAMA = METHODS["residual-vital"].example
NET = (
    "area,growth,natural_increase,net,note\r\nwhite male,111428,113261,-1833,\r\nwhite female,138794,137154,1640,\r\n"
    "non-white male,-41196,72922,-114118,\r\nnon-white female,-31601,75437,-107038,\r\n"
)


def test_the_whole_of_an_answer(estimate, given):
    assert estimate("residual-vital", "--in", given(ALABAMA)) == (0, NET, [])


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (ALABAMA, "utf-8-sig"),
        (ALABAMA.replace(",", ";"), "utf-8"),
        (ALABAMA.replace(",", "\t"), "utf-8"),
        (ALABAMA.replace("\n", "\r\n"), "utf-8"),
        (ALABAMA.rstrip("\n"), "utf-8"),
    ],
    ids=["byte order mark", "semicolons", "tabs", "line ends", "no last line end"],
)
def test_however_the_table_is_written(estimate, given, text, encoding):
    assert estimate("residual-vital", "--in", given(text, encoding)) == (0, NET, [])


def test_what_goes_along_with_a_row_stays_with_it(estimate, given):
    path = given("race,area,p1,p0,births,deaths\nwhite,X,110,100,5,1\nwhite,Y,,100,5,1\nother,X,90,100,5,1\n")
    assert estimate("residual-vital", "--in", path) == (
        0,
        "race,area,growth,natural_increase,net,note\r\nwhite,X,10,4,6,\r\nwhite,Y,,4,,missing: p1\r\n"
        "other,X,-10,4,-14,\r\n",
        [],
    )


def test_bounds_beside_the_results(estimate, given):
    path = given("area,population,immigrants,emigrants,immigrants_lower,immigrants_upper\nA,1000,,50,101,105\n")
    assert estimate("rates", "--in", path)[1] == (
        "area,immigration_rate,immigration_rate_lower,immigration_rate_upper,emigration_rate,net_rate,net_rate_lower,"
        "net_rate_upper,gross_rate,gross_rate_lower,gross_rate_upper,note\r\n"
        "A,,101,105,50,,51,55,,151,155,missing: immigrants\r\n"
    )


def test_sentences_and_what_was_not_used_stand_beside_the_answer(estimate, given):
    path = given("age,p0,p1,s,remark\n0-4,100,95,.9,x\n5-9,100,,.9,y\n")
    assert estimate("survival-ratio", "--in", path) == (
        0,
        "age,s,expected,forward,reverse,average,note\r\n0-4,0.9,90,5,5.555555555555557,5.277777777777779,\r\n"
        "5-9,0.9,90,,,,missing: p1\r\n",
        [
            "net migration of all ages, without 1 that have no result: forward 5, reverse 6, average 5.",
            "Not used: remark.",
        ],
    )


def test_undefined_says_so(estimate, given):
    code, out, _ = estimate("effectiveness", "--in", given("origin,destination,value\nA,B,0\nB,A,0\n"))
    assert (code, out.splitlines()[1:]) == (0, [f"{area},0,0,0,0,,,undefined: nobody came or left" for area in "AB"])


def test_from_standard_input_into_a_file(estimate, monkeypatch, tmp_path):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(ALABAMA.encode())))
    assert estimate("residual-vital", "--in", "-", "--out", tmp_path / "net.csv") == (0, "", [])
    assert (tmp_path / "net.csv").read_bytes().decode() == NET
    assert [path.name for path in tmp_path.iterdir()] == ["net.csv"]


def test_a_refusal_is_one_sentence_and_writes_nothing(estimate, given, tmp_path):
    path = given(ALABAMA.replace("123220", "-1"))
    assert estimate("residual-vital", "--in", path, "--out", tmp_path / "net.csv") == (
        2,
        "",
        ["Line 2, column deaths: -1 is below zero, which no count can be; correct it, or leave the cell empty."],
    )
    assert [each.name for each in tmp_path.iterdir()] == ["table.csv"]


def test_bytes_that_are_no_text(estimate, given):
    path = given(ALABAMA.replace("white female", "Алабама"), "cp1251")
    assert estimate("residual-vital", "--in", path) == (
        2,
        "",
        ["Line 3 is not written in UTF-8; save the table as CSV in UTF-8."],
    )


@pytest.mark.parametrize("name", ["table.csv", "../{folder}/table.csv", "linked.csv"])
def test_the_table_is_never_overwritten(estimate, given, tmp_path, name):
    path = given(ALABAMA)
    (tmp_path / "linked.csv").symlink_to(path)
    out = tmp_path / name.format(folder=tmp_path.name)
    assert estimate("residual-vital", "--in", path, "--out", out) == (
        2,
        "",
        [f"{out} is the table itself, which is never overwritten: name another file for the answer."],
    )
    assert path.read_text() == ALABAMA


def test_a_file_that_is_not_there(estimate, tmp_path):
    path = tmp_path / "none.csv"
    assert estimate("rates", "--in", path) == (2, "", [f"{path} cannot be read or written: No such file or directory."])


@pytest.mark.parametrize(("name", "why"), [("nope/x.csv", "No such file or directory"), ("", "Is a directory")])
def test_an_answer_that_can_be_written_nowhere(estimate, given, tmp_path, name, why):
    table, out = given(ALABAMA), tmp_path / name
    assert estimate("residual-vital", "--in", table, "--out", out) == (
        2,
        "",
        [f"{out} cannot be read or written: {why}."],
    )
    assert [each.name for each in tmp_path.iterdir()] == ["table.csv"]


@pytest.mark.parametrize("words", [["rate", "--in", "x"], ["rates"], []])
def test_words_that_are_wrong(words):
    with pytest.raises(CommandError):
        call_command("estimate", *words)


def test_a_base_year(estimate, given):
    path = given("area,year,value\nKAZ,2016,50\nKAZ,2017,80\n")
    assert estimate("index", "--in", path, "--base", "2017")[1] == (
        "area,year,base_year,index,note\r\nKAZ,2016,2017,62.5,\r\nKAZ,2017,2017,100,\r\n"
    )


@pytest.mark.parametrize("name", METHODS)
def test_every_example_can_be_asked_for_and_answered(estimate, given, name):
    code, example, _ = estimate(name, "--example")
    assert (code, example) == (0, METHODS[name].example)
    code, out, _ = estimate(name, "--in", given(example))
    assert code == 0
    assert set(column.name for column in METHODS[name].gives) <= set(out.splitlines()[0].split(","))


@pytest.mark.parametrize("method", METHODS.values(), ids=lambda method: method.name)
def test_help_tells_columns_and_shows_an_example(capsys, method):
    with pytest.raises(SystemExit) as stop:
        call_command("estimate", method.name, "--help")
    shown = capsys.readouterr().out
    assert stop.value.code == 0 and told.help_of(method).strip() in shown
    assert all(column.name in shown and column.says in shown for column in (*method.columns, *method.gives))
