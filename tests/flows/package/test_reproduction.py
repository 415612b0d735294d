"""A release is built again from what it was made of, by the script alone. Figures are made up."""

import ast
import csv
import hashlib
import json
import os
import subprocess
import sys
import zipfile

import pytest
from django.utils import timezone, translation

from flows import columns, files, verify
from flows.package import rebuild, reproduction
from tests.flows.package import releases

PLAIN = "flows.formats.from_rows.make"
NAME = "camt-1.0.0-sources.zip"
PARTS = [
    "README.md", "SHA256SUMS", "cells.csv", "decisions.csv", "facts.csv", "names.csv", "rebuild.py", "release.json",
    "sources.json",
]  # fmt: skip


@pytest.fixture
def release(db, settings):
    settings.RELEASE_MAKERS = [PLAIN, "flows.package.reproduction.make"]
    return releases.publish()


@pytest.fixture
def folder(release, tmp_path):
    return unpacked(release, tmp_path / "taken-home")


def unpacked(release, to):
    with zipfile.ZipFile(files.path(release, NAME)) as archive:
        archive.extractall(to)
    return to


def run(folder, *words):
    """The script as a reader runs it: with nothing of ours at hand."""
    command = [sys.executable, "-I", str(folder / "rebuild.py"), *words]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", cwd=folder)


def rows(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def rewrite(path, change):
    """Change the rows of a table, and the checksums with them, as whoever wants to deceive would."""
    table = rows(path)
    change(table)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, table[0].keys(), lineterminator="\r\n")
        writer.writeheader()
        writer.writerows(table)
    sums = path.parent / "SHA256SUMS"
    lines = [line for line in sums.read_text().splitlines() if not line.endswith(f"  {path.name}")]
    sums.write_text("\n".join([*lines, f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}", ""]))


def test_the_script_makes_the_same_bytes(release, folder):
    done = run(folder)
    published = files.path(release, "observations.csv").read_bytes()
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.strip() == (
        f"{folder / 'observations.csv'} is observations.csv of release 1.0.0, byte for byte: 15 numbers from 20 cells, "
        f"SHA-256 {hashlib.sha256(published).hexdigest()}."
    )
    assert (folder / "observations.csv").read_bytes() == published


def test_it_writes_where_it_is_told(release, folder, tmp_path):
    assert run(folder, "--to", str(tmp_path / "again.csv")).returncode == 0
    assert (tmp_path / "again.csv").read_bytes() == files.path(release, "observations.csv").read_bytes()
    assert sorted(path.name for path in folder.iterdir()) == PARTS


def test_where_it_cannot_write_it_says_so(folder):
    done = run(folder, "--to", "/nonexistent/x")
    assert (done.returncode, done.stderr) == (
        1,
        "/nonexistent/x cannot be written (No such file or directory): name a file in a folder that is there.\n",
    )


def test_only_what_no_cell_says_is_declared(folder):
    told = [tuple(row[name] for name in ("origin", "destination", "year", "fact", "what")) for row in rows(
        folder / "facts.csv")]  # fmt: skip
    assert told == [
        ("KAZ", "USA", "2016", "absent", "us-iv"),
        ("KGZ", "USA", "2016", "absent", "us-iv"),
        ("KGZ", "USA", "2018", "silent", "us-iv"),
        ("TJK", "EU", "2019", "absent", "FRA"),
        ("TJK", "EU", "2020", "status", "break"),
        ("TKM", "USA", "2018", "silent", "us-iv"),
        ("TKM", "USA", "2018", "year_basis", "us_fiscal"),
        ("UZB", "CAN", "2019", "not_hidden", "1"),
        ("UZB", "KOR", "2024", "status", "provisional"),
    ]
    assert all(row["reason"] for row in rows(folder / "facts.csv"))


def of(table, origin, destination, year):
    wanted = [origin, destination, year]
    return next(row for row in table if [row["origin"], row["destination"], row["year"]] == wanted)


def another_value(table):
    of(table, "KAZ", "USA", "2018").update(value="1179", lower="1179", upper="1179")


def unbounded(table):
    of(table, "KAZ", "CAN", "2019")["upper"] = ""


def one_cell_less(table):
    table.remove(of(table, "TJK", "DEU", "2019"))


def one_cell_more(table):
    cell = of(table, "TJK", "DEU", "2019")
    table.insert(table.index(cell), dict(cell))


def no_longer_hidden(table):
    of(table, "TJK", "CAN", "2019").update(value="3")


def another_year(table):
    of(table, "TJK", "POL", "2019")["year"] = "2018"


def another_age(table):
    of(table, "TJK", "DEU", "2019")["breakdown"] = "age=0-17"


def not_within(table):
    of(table, "KAZ", "CAN", "2019")["value"] = "1"


def no_number(table):
    of(table, "KAZ", "CAN", "2019")["value"] = "many"


def out_of_order(table):
    table.reverse()


NOT_SAME = "is not observations.csv of release 1.0.0"


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (another_value, NOT_SAME),
        (unbounded, NOT_SAME),
        (one_cell_less, NOT_SAME),
        (one_cell_more, NOT_SAME),
        (no_longer_hidden, NOT_SAME),
        (another_year, "the decision about “asylum class 1” is not in force in that year"),
        (another_age, "the decision about “asylum class 1” is for age ['18-25', '26+'] only"),
        (not_within, "cells.csv, line 2: FY18!A130: 1 is not within 398 and 402."),
        (no_number, "cells.csv, line 2: cannot be understood"),
        (out_of_order, "the lines are not in order"),
    ],
)
def test_an_altered_cell_is_found(folder, change, sentence):
    rewrite(folder / "cells.csv", change)
    done = run(folder)
    assert done.returncode == 1 and sentence in done.stderr


def excluded(table):
    next(row for row in table if row["label"] == "F-1")["disposition"] = "exclude"


def work(table):
    next(row for row in table if row["label"] == "F-1")["category"] = "work"


@pytest.mark.parametrize(
    ("change", "sentence"),
    [(excluded, NOT_SAME), (work, "the decision about “F-1” is about work, visas_issued")],
)
def test_another_decision_is_found(folder, change, sentence):
    rewrite(folder / "decisions.csv", change)
    done = run(folder)
    assert done.returncode == 1 and sentence in done.stderr


def whole(table):
    table.remove(of(table, "KAZ", "USA", "2016"))


def called_normal(table):
    of(table, "KAZ", "USA", "2016").update(fact="status", what="normal")


def stated_on_half(table):
    table.insert(0, {**of(table, "KAZ", "USA", "2016"), "fact": "status", "what": "normal"})


def limited(table):
    table.insert(0, {**of(table, "KAZ", "USA", "2016"), "origin": "KAZ", "year": "2015", "fact": "upper", "what": "9"})


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (whole, NOT_SAME),
        (called_normal, NOT_SAME),
        (stated_on_half, "KAZ, USA, 2016, residence, visas_issued: it is called normal, and its value is None."),
        (limited, "an upper bound is stated, although all its parts are there"),
    ],
)
def test_a_fact_cannot_stand_against_the_cells(folder, change, sentence):
    rewrite(folder / "facts.csv", change)
    done = run(folder)
    assert done.returncode == 1 and sentence in done.stderr


def test_a_file_that_was_altered_is_named(folder):
    with (folder / "names.csv").open("a") as file:
        file.write("XYZ,Nowhere,false\r\n")
    done = run(folder)
    assert done.returncode == 1
    assert done.stderr.startswith("names.csv is not the file that was published: its SHA-256 is ")
    (folder / "names.csv").unlink()
    assert run(folder).stderr == "names.csv is not here.\n"


def test_checksums_are_those_of_the_files(folder):
    told = dict(reversed(line.split("  ")) for line in (folder / "SHA256SUMS").read_text().splitlines())
    assert sorted([*told, "SHA256SUMS"]) == PARTS
    assert {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in told} == told
    done = subprocess.run(["sha256sum", "-c", "--strict", "SHA256SUMS"], cwd=folder, capture_output=True)
    assert done.returncode == 0, done.stderr


def test_what_was_corrected_and_what_may_not_be_passed_on_is_told(folder):
    told = json.loads((folder / "sources.json").read_text(encoding="utf-8"))
    assert [(each["code"], each["url"], each["original"], each["why_not"]) for each in told] == [
        ("us-niv", "https://example.org/us-niv", None, "It was not at hand when the release was published."),
        ("us-iv", "", None, "Its licence does not clearly allow to pass it on."),
    ]
    assert told[0]["corrections"] == [releases.CORRECTION]
    corrected = of(rows(folder / "cells.csv"), "KAZ", "USA", "2018")
    assert (corrected["printed"], corrected["value"]) == ("117", "1178")


def test_what_was_left_out_is_listed_and_does_not_count(folder):
    left = of(
        [row for row in rows(folder / "cells.csv") if row["cell"] == "C130"], "KAZ", "USA", "2018"
    )  # fmt: skip
    decision = {row["number"]: row for row in rows(folder / "decisions.csv")}[left["decision"]]
    assert (left["value"], decision["label"], decision["disposition"]) == ("2205", "J-1", "exclude")


def test_the_columns_are_those_that_are_described(folder):
    assert list(rebuild.COLUMNS) == [column.name for column in columns.OBSERVATIONS]
    for name, (described, _rows) in reproduction.TABLES.items():
        assert list(rows(folder / name)[0]) == [column.name for column in described]


def test_a_text_that_a_spreadsheet_would_run_is_read_as_it_was():
    assert [rebuild.as_printed(text) for text in ("'＠1", "'=1", "''=1", "'tis", "=1", "", "'")] == [
        "＠1", "=1", "'=1", "'tis", "=1", "", "'",
    ]  # fmt: skip


def test_the_same_bytes_again_elsewhere_at_another_time(release, tmp_path):
    before = files.path(release, NAME).read_bytes()
    place = tmp_path / "again"
    place.mkdir()
    (place / "observations.csv").write_bytes(files.path(release, "observations.csv").read_bytes())
    old = os.umask(0o077)
    try:
        with translation.override("ru"), timezone.override("Asia/Tashkent"):
            reproduction.make(release, place)
    finally:
        os.umask(old)
    assert (place / NAME).read_bytes() == before


def test_the_script_needs_nothing_that_old_pythons_do_not_have():
    tree = ast.parse(reproduction.SCRIPT.read_text(encoding="utf-8"), feature_version=(3, 8))
    imported = {name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names}
    imported |= {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {name.split(".")[0] for name in imported} <= sys.stdlib_module_names


def test_a_release_with_all_its_files_holds(whole):
    assert list(verify.findings(whole)) == []
    (files.folder(whole) / NAME).write_bytes(b"altered")
    assert [finding.sentence for finding in verify.findings(whole)] == [
        f"Release 1.0.0: its file {NAME} is not, byte for byte, the one that was published."
    ]
