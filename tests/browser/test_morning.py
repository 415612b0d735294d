"""An assistant's morning by keyboard alone, with a real worker: from the login to a file handed in.

The one thing that no key can do here is to choose a file in the system's own window. CI must have a browser; elsewhere
this is skipped where there is none, and says so.
"""

import subprocess
import sys
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.core.files import File
from playwright.sync_api import expect

from curation.actions import decisions, readings, uploads
from curation.core.sheets import address as address_of
from curation.models import CategoryDecision, Label, Reading, SourceFile, SourceTable
from tests.browser.conftest import SAMPLE, press
from tests.curation.conftest import person
from tests.processes import environment

LEFT = 30
PATIENCE = 60_000  # milliseconds in which the worker has to read the file
STEPS = 150


@pytest.fixture
def people(live_server):
    return SimpleNamespace(
        assistant=person("assistant", "assistant"),
        colleague=person("colleague", "assistant"),
        director=person("director", "director"),
    )


@pytest.fixture
def earlier(people):
    """Another year's decisions: all labels of the table but the thirty largest were settled, the file is gone again."""
    with SAMPLE.open("rb") as opened:
        table = SourceTable.objects.get(pk="us-niv")
        uploaded = File(opened, name="earlier.xlsx")
        file = uploads.receive(uploaded, source=table, by=people.colleague, read_in_background=False)
    readings.read(file)
    largest_first = Label.objects.exclude(text="BCC").order_by("-standing__people", "pk")
    for label in largest_first[LEFT:]:
        said = decisions.propose(label, disposition="not_data", rationale="Made up.", by=people.colleague)
        decisions.approve(said, by=people.director, note="Made up.")
    uploads.withdraw(file, reason="Made up.", by=people.colleague)


@pytest.fixture
def address(live_server, settings, earlier):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    return live_server.url


@pytest.fixture
def worker(address):
    """A process of its own that takes jobs out of the queue, as `serve --worker` starts one."""
    command = [sys.executable, "manage.py", "db_worker", "--interval", "0.1", "--no-startup-delay"]
    process = subprocess.Popen(command, cwd=settings.BASE_DIR, env=environment(), stderr=subprocess.DEVNULL)
    yield process
    process.terminate()
    process.wait(30)


def tab_to(page, what, role="link"):
    """Tab until the control has the focus, as somebody without a mouse does."""
    wanted = page.get_by_role(role, name=what).first
    wanted.wait_for()
    for _step in range(STEPS):
        press(page, "Tab")
        if wanted.evaluate("control => control === document.activeElement"):
            return wanted
    raise AssertionError(f"“{what}” cannot be reached by Tab.")


def row(page, number):
    return page.locator("li.label").nth(number)


def test_an_assistants_morning_by_keyboard_alone(page_in, worker, people):
    people.assistant.set_password("made up 2026")
    people.assistant.save()
    page = page_in("/admin/", viewport={"width": 1440, "height": 1000})
    log_in(page)
    file = upload(page)
    correct_a_heading(page, file)
    undo_a_batch(page, file)
    decide_thirty(page)
    hand_in(page, file)


def log_in(page):
    page.keyboard.type("assistant")
    press(page, "Tab")
    page.keyboard.type("made up 2026")
    press(page, "Enter")
    expect(page.get_by_role("heading", name="My desk")).to_be_visible()


def upload(page):
    """The sample workbook, with the bar until it is read."""
    press(page, "u")
    expect(page.get_by_role("heading", name="Upload a file")).to_be_visible()
    page.set_input_files("#id_file", SAMPLE)
    tab_to(page, "Source table", role="combobox")
    page.keyboard.type("us-niv")
    press(page, "Control+Enter")
    expect(page.get_by_role("progressbar").or_(page.locator(".checks"))).to_be_visible()
    expect(page.locator(".checks")).to_be_visible(timeout=PATIENCE)
    file = SourceFile.objects.get(name=SAMPLE.name)
    assert file.state == "read"
    return file


def correct_a_heading(page, file):
    """The last class of the sheets is taken for a printed total; the file is read anew."""
    tab_to(page, "Layout")
    press(page, "Enter")
    tab_to(page, "FY", role="grid")
    heading = Reading.objects.filter(sheet__file=file, sheet__position=0, label__text="BCC").first().column
    press(page, "g")
    page.keyboard.type(address_of(0, heading))
    press(page, "Enter", "c", "t")
    expect(page.locator("#layout-dock")).to_contain_text("column “BCC” is printed total")
    press(page, "Enter")
    expect(page.locator("#layout-kept")).to_contain_text("not saved")
    press(page, "Control+s")
    expect(page.locator(".messagelist")).to_contain_text("The layout is kept with table us-niv")
    expect(page.get_by_role("button", name="Hand in")).to_be_visible(timeout=PATIENCE)
    file.refresh_from_db()
    assert file.state == "read"
    assert not Label.objects.filter(text="BCC", readings__sheet__file=file).exists()


def undo_a_batch(page, file):
    tab_to(page, "Labels")
    press(page, "Enter")
    tab_to(page, f"Decide {LEFT} labels")
    press(page, "Enter")
    expect(page.locator("li.label")).to_have_count(LEFT)
    tab_to(page, "", role="group")
    press(page, " ", "ArrowDown", " ", "n")
    expect(page.locator("form.batch")).to_contain_text("Batch of 2")
    page.keyboard.type("Nothing of it is data.")
    press(page, "Control+Enter")
    expect(page.locator("#undo")).to_contain_text("2 proposed")
    press(page, "z")
    expect(page.locator("#undo")).to_have_count(0)
    assert not CategoryDecision.objects.waiting().exists()


def decide_thirty(page):
    """Each as suggested, or else excluded in words; the first is flagged as well."""
    press(page, "ArrowUp", "ArrowUp")
    for number in range(LEFT):
        here = row(page, number)
        expect(here.locator(".label-line")).to_be_focused()
        if here.locator(".suggestion-line").count():
            press(page, "Enter")
        else:
            press(page, "x", "1", "e")
            page.keyboard.type("Made up: nobody stays.")
            press(page, "Escape")
        if number == 0:
            press(page, "f")
            page.keyboard.type("Made up: do they stay?")
        press(page, "Control+Enter")
        expect(here.locator(".state")).to_contain_text("saved")
    waiting = CategoryDecision.objects.waiting()
    assert waiting.count() == LEFT
    assert waiting.get(concerns__text="Made up: do they stay?").flagged


def hand_in(page, file):
    page.goto(f"/admin/curation/sourcefile/{file.pk}/labels/")
    expect(page.get_by_text(f"0 of {file_labels(file)} need you")).to_be_visible()
    tab_to(page, "Hand in", role="button")
    press(page, "Enter")
    expect(page.locator(".messagelist")).to_contain_text("handed in")
    file.refresh_from_db()
    assert file.state == "submitted"


def file_labels(file):
    return Label.objects.filter(readings__sheet__file=file).distinct().count()
