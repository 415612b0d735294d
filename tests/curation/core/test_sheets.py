import pytest

from curation.core.sheets import Unreadable, read_grids
from tests.hostile import CASES


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.about)
def test_every_odd_file_gives_its_rows_or_one_sentence(case, tmp_path):
    path = tmp_path / case.name
    path.write_bytes(case.make())
    if case.refused:
        with pytest.raises(Unreadable) as refusal:
            read_grids(path, encoding=case.declared)
        assert case.refused in str(refusal.value)
        assert str(refusal.value).endswith(".") and "\n" not in str(refusal.value)
    else:
        book = read_grids(path, encoding=case.declared)
        assert book.grids[0].rows == case.rows
        assert [case.warning in warning for warning in book.warnings] == [True] * bool(case.warning)
