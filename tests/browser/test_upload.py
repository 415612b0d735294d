"""Uploading in a real browser: a refusal takes the focus, the bar of a reading moves, and all of it without a script.

CI must have a browser; elsewhere these tests are skipped where there is none, and say so.
"""

import pytest
from playwright.sync_api import expect

from curation import progress
from curation.actions import concerns
from curation.core import concern_rules
from curation.models import SourceFile, SourceTable
from tests.browser.conftest import press, violations

ADD = "/admin/curation/sourcefile/add/"
PART = "#content"  # the frame of the desk is tested with its other pages
# Made up, in the layout of the nonimmigrant table.
VISAS = "Fiscal Year 2018\tA-1\tF-1\tGrand Total\nKazakhstan\t1\t2\t3\nPeru\t4\t5\t9\n"


@pytest.fixture
def page_in(desk_in, assistant):
    """A function that opens a page as the assistant: the form to upload a file, or another."""
    return lambda path=ADD, **options: desk_in(assistant, path, **options)


@pytest.fixture
def being_read(assistant):
    """A file of which somebody else is reading."""
    file = SourceFile.objects.create(
        name="niv.xlsx", source=SourceTable.objects.get(pk="us-niv"), sha256="a" * 64, size=1, content="files/x",
        state="received", uploaded_by=assistant,
    )  # fmt: skip
    yield file
    progress.forget(file.pk)


def send(page, content=VISAS, source="us-niv", name="niv.tsv"):
    page.set_input_files("#id_file", {"name": name, "mimeType": "text/plain", "buffer": content.encode()})
    page.select_option("#id_source", source)


def test_a_table_chosen_in_error_is_put_right_by_keyboard_alone(page_in):
    page = page_in()
    send(page, source="ca-pr")
    page.focus("#id_source")
    press(page, "Control+Enter")
    expect(page.get_by_role("heading", name="The file could not be read")).to_be_visible()
    page.goto(f"{ADD}?file={SourceFile.objects.get().pk}")
    assert page.title().startswith("Error: Upload a file")
    expect(page.locator("#refused")).to_be_focused()
    press(page, "Tab")
    expect(page.get_by_role("link", name="Choose that table and read again")).to_be_focused()
    press(page, "Enter")
    expect(page.locator("#id_source")).to_have_value("us-niv")
    page.focus("#id_source")
    press(page, "Control+Enter")
    expect(page.get_by_role("link", name="Labels 2 undecided")).to_be_visible()
    assert SourceFile.objects.get().state == "read"


def test_the_files_held_follow_the_table(page_in, assistant):
    page = page_in()
    send(page)
    page.get_by_role("button", name="Upload and read").click()
    page.goto(f"{ADD}?source=us-iv")
    expect(page.locator("#held")).to_have_text("No file yet.")
    page.select_option("#id_source", "us-niv")
    expect(page.locator("#held")).to_contain_text("niv.tsv")


def test_the_bar_moves_without_a_reload_and_the_page_opens_anew_at_the_end(page_in, being_read):
    notes = progress.Notes(being_read.pk)
    notes.understanding(28, 509_702)
    notes.reading(2, "FY98", 19_620)
    page = page_in(f"/admin/curation/sourcefile/{being_read.pk}/checks/")
    page.evaluate("window.same = true")
    expect(page.locator("[data-words]")).to_have_text("FY98, sheet 2 of 28")
    notes.reading(19, "FY15", 335_672)
    expect(page.locator("[data-words]")).to_have_text("FY15, sheet 19 of 28")
    expect(page.locator("[data-counted]")).to_have_text("335,672 of 509,702 cells")
    assert page.evaluate("[document.querySelector('progress').value, window.same]") == [335_672, True]
    SourceFile.objects.filter(pk=being_read.pk).update(state="read")
    expect(page.locator(".checks")).to_be_visible()
    assert page.evaluate("window.same") is None


def test_without_an_answer_the_page_says_so_and_goes_on(page_in, being_read):
    progress.Notes(being_read.pk).reading(2, "FY98", 0)
    page = page_in(f"/admin/curation/sourcefile/{being_read.pk}/checks/")
    expect(page.locator("[data-words]")).to_have_text("FY98, sheet 2 of 28".replace("28", "0"))
    page.context.set_offline(True)
    expect(page.locator("[data-trouble]")).to_have_text("The server does not answer. Trying again.")
    page.context.set_offline(False)
    expect(page.locator("[data-trouble]")).to_be_empty()


def test_all_of_it_without_a_script(page_in):
    page = page_in(java_script_enabled=False)
    send(page, VISAS.replace("\t2\t3", "\tmany\t3"))
    page.get_by_role("button", name="Upload and read").click()
    expect(page.get_by_role("heading", name="The file could not be read")).to_be_visible()
    expect(page.locator(".problem").first).to_contain_text("cell C2")
    page.get_by_role("link", name="Put it right and read again").click()
    expect(page.locator("#id_declared_marks")).to_be_visible()
    page.fill("#id_declared_marks", "many hidden")
    page.get_by_role("button", name="Read again").click()
    expect(page.locator(".checks")).to_be_visible()
    page.get_by_role("checkbox").first.check()
    page.fill("#tick-words", "As the ministry told us.")
    page.get_by_role("button", name="Tick off the chosen warnings").click()
    expect(page.locator(".ticked")).to_contain_text("ticked off by assistant")


@pytest.mark.look
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing(page_in, assistant, being_read, theme):
    page = page_in(color_scheme=theme, bypass_csp=True)  # axe itself tries inline styles
    page.evaluate("theme => localStorage.setItem('theme', theme)", theme)
    page.goto(ADD)
    found = {"upload": violations(page, PART)}
    send(page, "%PDF-1.4", name="report.csv")
    page.get_by_role("button", name="Upload and read").click()
    expect(page.locator("#refused")).to_be_visible()
    found["refused"] = violations(page, PART)
    refused = SourceFile.objects.get(state="quarantined")
    page.goto(f"/admin/curation/sourcefile/{refused.pk}/checks/")
    found["in quarantine"] = violations(page, PART)
    progress.Notes(being_read.pk).reading(2, "FY98", 19_620)
    page.goto(f"/admin/curation/sourcefile/{being_read.pk}/checks/")
    found["being read"] = violations(page, PART)
    concerns.raise_findings([concern_rules.unknown_place("Ruritania", 1, "FY18!A3")], file=being_read)
    SourceFile.objects.filter(pk=being_read.pk).update(state="read")
    expect(page.locator(".checks")).to_be_visible()
    page.wait_for_load_state()
    found["checks"] = violations(page, PART)
    assert {where: wrong for where, wrong in found.items() if wrong} == {}
