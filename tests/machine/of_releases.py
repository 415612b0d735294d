"""What has to hold of every release: what its numbers rest on, their sums, and the causes of every difference."""

from collections import defaultdict

from curation import verify as workshop
from curation.models import SourceFile
from flows import verify
from flows.core import ledger
from flows.core.causes import unexplained
from flows.differences import causes
from flows.digest import digest
from flows.models import KEY, Contribution, Observation, Release


def rests_on_agreement(release, agreed, editions):
    """Each cell is of an accepted file and under the decision in force; it says what is printed, or what two people
    agreed that it should say.
    """
    accepted = set(SourceFile.objects.filter(state="accepted").values_list("source_id", "sha256"))
    for cell in Contribution.everything.of(release).select_related("treatment", "source"):
        file = cell.source.code, cell.source.sha256
        assert file in accepted, f"{cell.source.file_name} is not accepted."
        assert str(cell.value) == agreed.text(file, cell.cell, editions[file[1]].cells[cell.cell]), cell.cell
        said = agreed.said[cell.treatment.decision]
        broken_down = dict(part.split("=", 1) for part in cell.breakdown.split("; ") if part)
        governing = agreed.governing(
            said.label, cell.year, {"destination": cell.place or cell.destination, **broken_down}
        )
        assert governing is said, f"{cell.cell} counts under {said}; in force is {governing}."
        assert said.state == "approved" and said.reviewer not in (None, said.by)
        assert cell.counted == (said.disposition == "include")
        assert not cell.counted or (cell.category, said.measure or cell.measure) == (said.category, cell.measure)


def adds_up(release):
    """Each number is the sum of its cells: as value, at least, and at most."""
    found = defaultdict(list)
    for *key, value, lower, upper in (
        Contribution.everything.of(release).filter(counted=True).values_list(*KEY, "value", "lower", "upper")
    ):
        found[tuple(key)].append((value, lower, upper))
    for row in Observation.everything.of(release):
        cells = found.pop(tuple(getattr(row, name) for name in KEY), [])
        assert row.cells == len(cells)
        assert row.lower == sum(lower for _, lower, _ in cells)
        if row.value is not None:
            assert row.value == sum(value for value, _, _ in cells)
            assert row.upper == sum(upper for _, _, upper in cells)
    assert not found, f"Cells of no number: {found}"


def differences_are_explained(former, release):
    """Since each release before: the causes add up to the difference, number by number and in all. So they do back."""
    for old in former:
        explained(old, list(causes.between(old, release)))
    explained(release, list(causes.between(release, former[-1])) if former else [])


def explained(old, rows):
    for row in rows:
        rest = unexplained(row.change, row.causes)
        assert not any(rest), f"{row.change} since {old}: unexplained {rest}, causes {row.causes}"
        assert row.causes or row.change.kind == "unchanged", row
    for account in ledger.add_up(rows):
        assert (account.unexplained, account.loose) == (0, 0), account


def all_is_sound(digests):
    """The program's own invariants, the whole chain, and what each release said."""
    assert [str(finding) for finding in workshop.findings()] == []
    assert [str(finding) for finding in verify.findings()] == []
    assert {release.pk: digest(release) for release in Release.objects.filter(pk__in=digests)} == digests
