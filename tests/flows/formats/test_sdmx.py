"""SDMX: read back by a reader that knows nothing of ours."""

import pytest
from pysdmx.io import get_datasets, read_sdmx
from pysdmx.model import Codelist, ConceptScheme

from flows import codelists, files
from flows.core.soundness import WITHOUT_NUMBER
from flows.formats import sdmx

FLOW = "dataflow,OXUS:CAMT(1.1.0),I,A"


def test_observations_as_sdmx_csv(release):
    assert files.path(release, "observations-sdmx.csv").read_bytes().decode().split("\r\n") == [
        "STRUCTURE,STRUCTURE_ID,ACTION,FREQ,COUNTERPART_AREA,REF_AREA,CATEGORY,MEASURE,TIME_PERIOD,OBS_VALUE,"
        "OBS_STATUS,STATUS,LOWER,UPPER,YEAR_BASIS,SOURCES",
        f"{FLOW},KAZ,CAN,residence,admissions,2019,400,P,provisional,398,402,calendar,us-niv",
        f"{FLOW},KAZ,USA,residence,visas_issued,2015-10-01/P1Y,,O,partial,65,,us_fiscal,us-niv",
        f"{FLOW},KAZ,USA,study,visas_issued,2017-10-01/P1Y,1445,A,normal,1445,1445,us_fiscal,us-niv",
        f"{FLOW},TJK,CAN,work,permits_issued,2019,,Q,suppressed,2,10,calendar,us-niv",
        f"{FLOW},UZB,USA,work,visas_issued,2018-10-01/P1Y,85,A,normal,85,85,us_fiscal,us-niv",
        "",
    ]


@pytest.fixture
def structure(release):
    """The structure file as it is read, held against the schemas of SDMX-ML 3.0 before."""
    return read_sdmx(files.path(release, "structure.xml"), validate=True).structures


def test_a_reader_finds_the_numbers_by_the_structure(release, structure):
    [found] = get_datasets(files.path(release, "observations-sdmx.csv"), files.path(release, "structure.xml"))
    assert str(found.structure.short_urn) == "Dataflow=OXUS:CAMT(1.1.0)"
    assert found.data["OBS_VALUE"].dropna().astype(int).sum() == 1930
    [shape] = [each for each in structure if type(each).__name__ == "DataStructureDefinition"]
    assert [each.id for each in shape.components] == [each.id for each in sdmx.COMPONENTS]
    for component in shape.components:
        if codes := component.enumeration:
            assert set(found.data[component.id]) <= {code.id for code in codes.codes}


def test_concepts_and_codes_are_named_in_both_languages(release, structure):
    document = files.path(release, "structure.xml").read_text(encoding="utf-8")
    [concepts] = [each for each in structure if isinstance(each, ConceptScheme)]
    codes = [code for each in structure if isinstance(each, Codelist) for code in each.codes]
    lists = [each for each in structure if isinstance(each, Codelist)]
    assert all(each.name for each in [*concepts.concepts, *codes, *lists])
    assert document.count('<com:Name xml:lang="en">') - 1 == document.count('<com:Name xml:lang="ru">')  # the sender's
    assert ">Казахстан<" in document and ">Kazakhstan<" in document


def test_every_status_of_a_number_has_its_code_with_a_reason():
    ours = [line["code"] for line in codelists.read(codelists.DATA / "statuses.csv")]
    assert list(sdmx.statuses()) == [code for code in ours if code not in WITHOUT_NUMBER]
    assert all(line["reason"].endswith(".") for line in sdmx.statuses().values())


@pytest.mark.parametrize(("year", "basis", "said"), [(2018, "calendar", "2018"), (2018, "us_fiscal", "2017-10-01/P1Y")])
def test_a_fiscal_year_is_the_twelve_months_that_it_is(year, basis, said):
    assert sdmx.period(year, basis) == said
