"""The mapping desk in a real browser: by keyboard alone, without a script, without a server for a while, and by axe."""

import re
from functools import partial

import pytest
from django.contrib.auth.models import Group, User
from django.core.files import File
from playwright.sync_api import expect

from curation.actions import readings, uploads
from curation.models import Batch, CategoryDecision, Draft, SourceTable
from tests.browser.conftest import SAMPLE, press, violations

pytestmark = pytest.mark.look

DESK = "/admin/curation/label/desk/?source=us-niv"
OURS = {"include": [["#mapping"], [".keys-bar"]]}


@pytest.fixture
def assistant(assistant):
    """Somebody who uploaded the sample of the nonimmigrant table."""
    with SAMPLE.open("rb") as opened:
        uploaded = File(opened, name=SAMPLE.name)
        table = SourceTable.objects.get(pk="us-niv")
        readings.read(uploads.receive(uploaded, source=table, by=assistant, read_in_background=False))
    return assistant


@pytest.fixture
def page_in(desk_in, assistant):
    """A function that opens the mapping desk as the assistant."""
    return partial(desk_in, assistant, DESK)


def row(page, text):
    return page.locator("li.label").filter(has=page.get_by_role("link", name=text, exact=True))


def into_the_list(page):
    """Tab until the list has the focus, as somebody without a mouse does."""
    for _step in range(80):
        press(page, "Tab")
        if page.evaluate("document.activeElement.classList.contains('label-line')"):
            return
    raise AssertionError("The list cannot be reached by Tab.")


def test_labels_are_decided_by_keyboard_alone(page_in):
    page = page_in()
    into_the_list(page)
    press(page, "ArrowDown", "Enter", "Control+Enter")
    expect(row(page, "J-1").locator(".state")).to_contain_text("saved")
    expect(row(page, "F-1").locator(".label-line")).to_be_focused()
    expect(page.locator("#facets")).to_contain_text("proposed by me")

    press(page, "s")
    expect(row(page, "F-1").locator(".state")).to_have_text("draft kept")
    press(page, "Control+Enter")
    expect(row(page, "F-1").locator(".outcome")).to_contain_text("until then it is a draft")
    press(page, "e")
    page.keyboard.type("They learn.")
    press(page, "Control+Enter")
    expect(row(page, "F-1").locator(".state")).to_contain_text("saved")

    decided = {each.label.text: (each.disposition, each.rationale) for each in CategoryDecision.objects.all()}
    assert decided["F-1"] == ("include", "They learn.")
    assert decided["J-1"][0] == "exclude"
    assert not Draft.objects.exists()


def test_a_key_again_and_an_undo(page_in):
    page = page_in()
    row(page, "F-1").locator(".label-line").focus()
    press(page, "Enter", "Control+Enter")
    expect(row(page, "F-1").locator(".state")).to_contain_text("saved")
    row(page, "F-2").locator(".label-line").focus()
    press(page, ".")
    expect(row(page, "F-2").get_by_role("radio", name="study")).to_be_checked()
    expect(row(page, "F-2").locator("textarea")).to_have_value(
        "The codebook counts F visas (“Academic Student”) as study."
    )
    press(page, "z")
    expect(row(page, "F-2").get_by_role("radio", name="study")).not_to_be_checked()
    press(page, "z")
    expect(row(page, "F-1").locator(".state")).to_have_text("draft kept")
    assert CategoryDecision.objects.get().state == "withdrawn"
    assert Draft.objects.get().content["what"] == "study"


def test_several_at_once_with_a_preview_and_one_undo(page_in):
    page = page_in()
    row(page, "F-1").locator(".label-line").focus()
    press(page, " ", "ArrowDown", " ", "ArrowDown", " ", "s")
    form = page.locator("form.batch")
    expect(form.get_by_role("heading").first).to_have_text("Batch of 3: study")
    form.get_by_role("link", name="leave out").last.click()
    expect(form.get_by_role("heading").first).to_have_text("Batch of 2: study")
    assert not CategoryDecision.objects.exists()
    form.get_by_role("textbox").fill("They learn.")
    press(page, "Control+Enter")
    undo = page.locator("#undo")
    expect(undo).to_contain_text("2 proposed as study")
    assert Batch.objects.get().decisions.count() == 2
    expect(page.locator("li.label.current .label-line")).to_be_focused()
    press(page, "z")
    expect(undo).to_have_count(0)
    assert not CategoryDecision.objects.waiting().exists()


def ticked(page):
    return page.locator("li.label:has([name=label]:checked) .printed").all_inner_texts()


@pytest.mark.parametrize("width", [1280, 1600])
def test_the_first_press_of_the_mouse_is_what_counts(page_in, width):
    page = page_in(viewport={"width": width, "height": 900})
    boxes = page.get_by_role("checkbox", name="into a batch")
    for at in (5, 3):
        boxes.nth(at).click()
        expect(boxes.nth(at)).to_be_checked()
    assert len(ticked(page)) == 2
    boxes.nth(5).click()
    boxes.nth(3).click()
    key = page.locator("li.label").nth(6).locator(".key.study")
    key.click()
    expect(key.get_by_role("radio")).to_be_checked()
    expect(page.locator("li.label").nth(6)).to_have_class(re.compile("current"))


def test_many_are_ticked_at_once_by_mouse_and_by_keyboard(page_in):
    page = page_in()
    boxes, every = page.get_by_role("checkbox", name="into a batch"), page.get_by_label("Tick all that are shown")
    shown = page.locator("li.label .printed").all_inner_texts()
    boxes.nth(2).click()
    boxes.nth(6).click(modifiers=["Shift"])
    assert ticked(page) == shown[2:7]
    expect(page.locator("li.label").first).to_have_class(re.compile("current"))  # nothing moved under the hand
    assert every.evaluate("box => box.indeterminate")
    boxes.nth(6).click()
    boxes.nth(4).click(modifiers=["Shift"])
    assert ticked(page) == shown[2:4]
    every.click()
    assert ticked(page) == shown
    every.click()
    assert ticked(page) == []

    page.locator("li.label").nth(1).locator(".label-line").focus()
    press(page, "Shift+ArrowDown", "Shift+ArrowDown", "s")
    assert ticked(page) == shown[1:4]
    expect(page.locator("form.batch").get_by_role("heading").first).to_have_text("Batch of 3: study")


def test_the_menu_counts_what_is_left_as_one_decides(page_in):
    page = page_in()
    count = page.locator("#nav-sidebar [data-waiting=labels]")
    before = int(count.text_content())
    row(page, "F-1").locator(".label-line").focus()
    press(page, "Enter", "Control+Enter")
    expect(count).to_have_text(str(before - 1))
    page.goto(f"{DESK}&q=nothing-is-called-so")
    expect(page.locator("#progress")).to_have_text("0 of 0 labels")


def test_the_shown_cell_is_in_its_window_with_its_whole_number_and_that_of_its_line(page_in):
    page = page_in(bypass_csp=True)
    page.add_style_tag(content=".cell-window { width: 12rem }")
    row(page, "J-1").locator(".label-line").focus()
    press(page, "]")  # before the label itself stands there
    expect(page.locator("#pane .beside")).to_contain_text("J-1")
    expect(page.locator("#pane")).to_contain_text("2 of 20")
    edges = """() => [...document.querySelectorAll(".cells [aria-current]")].map(cell => {
        const [own, around] = [cell, cell.closest(".cell-window")].map(each => each.getBoundingClientRect());
        return own.left >= around.left && own.right <= around.right + 1;
    })"""
    assert page.evaluate(edges) == [True]
    numbers = """() => [...document.querySelectorAll(".cells tbody th")].map(number => {
        const around = number.closest(".cell-window"), left = around.getBoundingClientRect().left;
        return around.scrollLeft > 0 && number.getBoundingClientRect().left >= left;
    })"""
    assert set(page.evaluate(numbers)) == {True}


def test_flag_find_the_next_cell_and_all_keys(page_in):
    page = page_in()
    row(page, "J-1").locator(".label-line").focus()
    expect(page.locator("#pane")).to_contain_text("1 of 20")
    press(page, "]")
    expect(page.locator("#pane")).to_contain_text("2 of 20")
    press(page, "f")
    expect(row(page, "J-1").get_by_label("doubt")).to_be_focused()
    press(page, "Escape", "?")
    dialog = page.get_by_role("dialog", name="All keys")
    dialog.get_by_label("Single letters act").uncheck()
    press(page, "Escape")
    row(page, "J-1").locator(".label-line").focus()
    press(page, "w")
    expect(row(page, "J-1").get_by_role("radio", name="work")).not_to_be_checked()
    press(page, "?")  # the way back to the letters is none of them
    dialog.get_by_label("Single letters act").check()
    press(page, "Escape")
    row(page, "J-1").locator(".label-line").focus()
    press(page, "/")
    expect(page.get_by_role("searchbox", name="Find a label")).to_be_focused()


def test_what_the_server_did_not_take_stays_is_said_and_is_sent_again(page_in):
    page = page_in()
    page.route("**/draft/", lambda route: route.abort())
    row(page, "A-2").locator(".label-line").focus()
    press(page, "x")
    expect(row(page, "A-2").locator(".state")).to_contain_text("Not saved: no answer from the server.")
    kept = page.evaluate("Object.values(sessionStorage)")
    assert len(kept) == 1 and '"what":"exclude"' in kept[0]
    page.unroute("**/draft/")
    expect(row(page, "A-2").locator(".state")).to_have_text("draft kept")
    assert Draft.objects.get().content["what"] == "exclude"
    assert page.evaluate("sessionStorage.length") == 0


def test_somebody_who_was_first_is_named_and_both_are_kept(page_in):
    page = page_in()
    colleague = User.objects.create_user("colleague", is_staff=True)
    colleague.groups.add(Group.objects.get(name="assistant"))
    from curation.actions import decisions
    from curation.models import Label

    decisions.propose(Label.objects.get(text="J-1"), category="study", rationale="They stay.", by=colleague)
    row(page, "J-1").locator(".label-line").focus()
    press(page, "Enter", "Control+Enter")
    told = row(page, "J-1").get_by_role("alert")
    expect(told).to_contain_text("“J-1” was decided while you wrote. colleague: study")
    told.get_by_role("button", name="Propose mine as a change").click()
    expect(row(page, "J-1").locator(".state")).to_contain_text("saved")
    assert CategoryDecision.objects.waiting().count() == 2


def test_the_same_without_a_script(page_in):
    page = page_in(java_script_enabled=False)
    f1 = row(page, "F-1")
    f1.get_by_role("radio", name="study").check()
    f1.get_by_role("textbox", name="rationale").fill("They learn.")
    row(page, "A-2").get_by_role("radio", name="exclude").check()
    page.get_by_role("button", name="Save this page").click()
    expect(page.get_by_text("Proposed: 1 label.")).to_be_visible()
    expect(page.get_by_text("“A-2”: Give a rationale")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Undone: 1 proposal is withdrawn.")).to_be_visible()

    for text in ("F-1", "F-2"):
        row(page, text).get_by_role("checkbox").check()
    page.get_by_label("The ticked ones are").select_option("study")
    page.get_by_role("button", name="Decide the ticked ones").click()
    expect(page.get_by_role("heading", name="Batch of 2: study")).to_be_visible()
    page.get_by_label("Rationale for all 2").fill("They learn.")
    page.get_by_role("button", name="Propose 2").click()
    expect(page.get_by_text("Proposed: 2 labels.")).to_be_visible()
    assert Batch.objects.last() and CategoryDecision.objects.waiting().count() == 2


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing(page_in, theme):
    page = page_in(color_scheme=theme)
    row(page, "J-1").locator(".label-line").focus()
    press(page, "x")
    expect(page.locator("#pane")).to_contain_text("1 of 20")
    found = violations(page, OURS)
    press(page, " ", "ArrowDown", " ", "w")
    expect(page.locator("form.batch")).to_be_visible()
    found += violations(page, OURS)
    assert found == []


def test_on_a_telephone_nothing_stands_out_at_the_side(page_in):
    page = page_in()
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
