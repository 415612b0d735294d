"""The files behind the numbers."""

from flows import columns, files
from tests.factories import observation, published


def text(release, name):
    return files.path(release, name).read_bytes().decode().split("\r\n")


def test_the_codebook_of_a_release_is_its_decisions_in_force(release):
    head, *lines = text(release, "codebook.csv")
    assert head == (
        "release,number,source,label,label_language,label_translation,label_translation_ru,condition,year_from,year_to,"
        "disposition,category,measure,reason_code,rationale,rule,sentence,concept,proposed_on,approved_on,decision"
    )
    assert lines[3] == (
        "1.1.0,4,us-niv,J-1,en,,,,,,exclude,study,visas_issued,temporary,J-1 is left out of study.,,,,2026-01-10,"
        "2026-01-20,0"
    )
    unused = """1.1.0,99,us-niv,'=Unused,en,,,"{""age"": [""18""], ""sex"": [""F""]}",,,include,study,visas_issued,"""
    assert lines[8].startswith(unused) and lines[9:] == [""]


def test_changes_are_those_against_the_release_before_with_their_causes(release):
    head, *lines = text(release, "changes.csv")
    assert head.split(",") == [column.name for column in columns.DIFFERENCE]
    of_study = [line for line in lines if ",KAZ,Kazakhstan,USA,United States,2018," in line]
    assert of_study and all(line.startswith("1.0.0,1.1.0,") for line in of_study)
    assert sum(int(line.split(",")[-1]) for line in of_study) == 2


def test_of_the_first_release_nothing_is_changed(db):
    assert text(published(observation("KAZ", "USA", 2018, "study", cells=[10])), "changes.csv")[1:] == [""]


def test_changes_stay_those_of_the_day_of_publication(release):
    """Releases that come later, or are withdrawn, are not what was the newest then."""
    published(observation("KAZ", "USA", 2018, "study", cells=[10]), version="1.1.1")
    files.discard(release)
    release.refresh_from_db()
    assert files.describe(files.path(release, "changes.csv")) == release.files["changes.csv"]
