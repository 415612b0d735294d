"""What is let in, judged in this very process: nothing here may be dangerous to look at."""

import pytest

from curation.core import gate
from curation.core.gate import Limits, inspect, misnamed
from curation.core.problems import Unreadable
from tests.hostile import CONTAINERS, DISGUISED, MARKUP, num, ods, old_num, row, table, value, xls, xlsx

AT_THE_GATE = [*DISGUISED, *CONTAINERS, *(case for case in MARKUP if "document type" in case.outcome)]


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("t.xlsx", xlsx(num("A1", 7)), "xlsx"),
        ("t.xls", xls(old_num(0, 0, 7)), "xls"),
        ("t.ods", ods(table(row(value("float", 7)))), "ods"),
        ("t.csv", b"a,b\n1,2\n", "text"),
        ("t.tsv", b"a\tb\n1\t2\n", "text"),
        ("t.txt", b"a,b\n1,2\n", "text"),
        ("no ending", xlsx(num("A1", 7)), "xlsx"),
        ("T.XLSX", xlsx(num("A1", 7)), "xlsx"),
        ("t.csv", b"[\xec\x84\x9c\xec\x9a\xb8],1\n", "text"),
    ],
    ids=["xlsx", "xls", "ods", "csv", "tsv", "txt", "no ending", "capitals", "a bracket first"],
)
def test_content_decides_what_a_file_is(name, content, kind, tmp_path):
    path = tmp_path / "kept"
    path.write_bytes(content)
    assert inspect(path, name) == kind
    assert misnamed(kind, name) is None


@pytest.mark.parametrize(
    "case", [case for case in AT_THE_GATE if isinstance(case.outcome, str)], ids=lambda case: case.about
)
def test_what_is_dangerous_or_no_table_gets_no_further(case, tmp_path):
    with pytest.raises(Unreadable) as refusal:
        inspect(case.write(tmp_path))
    assert case.outcome in str(refusal.value)


@pytest.mark.parametrize(
    "case", [case for case in DISGUISED if isinstance(case.outcome, list)], ids=lambda case: case.about
)
def test_a_workbook_under_another_workbooks_name_is_let_in_with_a_warning(case, tmp_path):
    kind = inspect(case.write(tmp_path))
    assert case.warning in misnamed(kind, case.name)


@pytest.mark.parametrize(
    ("limits", "sentence"),
    [
        (Limits(size=1000), "has more than 0 MiB"),
        (Limits(unzipped=1000), "unpacks to 0 MiB and the limit is 0 MiB"),
        (Limits(members=5), "holds 6 parts and a workbook may have 5"),
        (Limits(sheets=0), "has 1 sheets and the limit is 0"),
    ],
)
def test_limits_are_what_they_are_set_to(limits, sentence, tmp_path):
    path = tmp_path / "t.xlsx"
    path.write_bytes(xlsx(num("A1", 7)))
    with pytest.raises(Unreadable, match=sentence):
        inspect(path, limits=limits)


def test_every_kind_and_every_remedy_is_said_in_words():
    for magic, what, remedy in gate.DISGUISES:
        with pytest.raises(Unreadable, match="^The file is .* and no table: .*upload") as refusal:
            gate.inspect_bytes(magic + b"x", "t.bin")
        assert what in str(refusal.value) and remedy in str(refusal.value)
