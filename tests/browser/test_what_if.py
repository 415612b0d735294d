"""What if in a real browser: asked by keyboard, kept, offered to readers and read by a stranger. All made up."""

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import expect

from curation.actions import releases
from curation.models import Label, Scenario
from flows.models import OfferedScenario
from tests.browser.conftest import press, violations
from tests.curation.conftest import decide, hold, people  # noqa: F401  fixtures

pytestmark = pytest.mark.look

NIV = "us-niv"
TELEPHONE = {"width": 390, "height": 844}


@pytest.fixture
def visas(live_server, hold, decide):  # noqa: F811
    """Three origins; of exchange visitors, who are left out, there are so many that others would be first."""
    hold(NIV, [
        ("KAZ", "F-1", "FY2018", 1_178), ("KAZ", "J-1", "FY2018", 2_205), ("UZB", "F-1", "FY2018", 1_330),
        ("KAZ", "F-1", "FY2019", 1_200), ("KAZ", "J-1", "FY2019", 1_999), ("UZB", "F-1", "FY2019", 1_400),
        ("KAZ", "J-2", "FY2018", 59),
    ])  # fmt: skip
    decide(NIV, "F-1", category="study")
    decide(NIV, "J-1", category="study", reason_code="temporary")
    decide(NIV, "J-2", category="study", reason_code="temporary")
    director = User.objects.get(username="director")
    releases.publish(version="1.0.0", notes_en="Made up.", by=director)
    return director


def pk(text):
    return Label.objects.get(source=NIV, text=text).pk


def here(*texts, **asked):
    labels = "&".join(f"label={pk(text)}" for text in texts)
    return "/admin/curation/scenario/whatif/?" + "&".join([labels, *(f"{name}={said}" for name, said in asked.items())])


@pytest.mark.parametrize("script", [True, False], ids=["with a script", "without one"])
def test_a_question_is_asked_kept_and_offered_and_a_stranger_reads_it(desk_in, page_in, visas, script):
    page = desk_in(visas, here("J-1"), java_script_enabled=script)
    page.get_by_label("add a label").fill("J-2")
    page.get_by_label("from", exact=True).select_option("out")
    page.get_by_label("to", exact=True).select_option("study")
    page.get_by_role("button", name="Ask").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What if J-1 and J-2 counted as study?")
    expect(page.locator(".larges")).to_contain_text("+4,263")
    page.get_by_role("link", name="Offer to readers").click()
    page.get_by_role("button", name="Keep, and go on to the words for readers").click()
    page.get_by_label("Title, in English").fill("What if exchange visitors counted?")
    page.get_by_label("Title, in Russian").fill("Что, если учитывать участников обменов?")
    page.get_by_label("Text, in English").fill("Made up.")
    page.get_by_label("Text, in Russian").fill("Вымышлено.")
    page.get_by_role("button", name="Offer to readers").click()
    expect(page.locator(".messagelist")).to_contain_text("Readers find it under “What if”.")

    reader = page_in("/what-if/", java_script_enabled=script)
    reader.get_by_role("link", name="What if exchange visitors counted?").click()
    expect(reader.locator(".compared")).to_contain_text("3,442")
    reader.get_by_role("link", name="1,178").click()
    expect(reader.get_by_role("heading", level=1)).to_contain_text("Study: Kazakhstan")


def test_the_keys_of_the_mapping_desk_and_of_the_page(desk_in, visas):
    page = desk_in(visas, f"/admin/curation/label/desk/?state=all&source={NIV}&open={pk('J-1')}")
    page.locator(f"#label-{pk('J-1')} .label-line").focus()
    press(page, " ", "ArrowDown", " ", "i")
    page.wait_for_url("**/whatif/?label=*&label=*")
    page.goto(here("J-1", to="study"))
    press(page, "Control+s")
    expect(page.get_by_role("heading", level=1)).to_have_text("Keep as a scenario")
    page.get_by_role("button", name="Keep as a scenario").click()
    expect(page.locator(".question-head")).to_contain_text("Kept as")
    assert Scenario.objects.get().title == "J-1 as study"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_the_pages_for_readers_and_they_fit_a_telephone(page_in, visas, scheme):
    said = {"title_en": "J?", "title_ru": "J?", "text_en": "Made up.", "text_ru": "Вымышлено."}
    offered = {"labels": [[NIV, "J-1"]], "to": "study", "offered_at": visas.date_joined}
    OfferedScenario.objects.create(slug="j", **said, **offered)
    page = page_in("/what-if/", color_scheme=scheme, viewport=TELEPHONE, bypass_csp=True)
    for path in ("/what-if/", "/what-if/j/", "/ru/what-if/j/"):
        page.goto(path)
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") == TELEPHONE["width"]
