"""A reader asks about a number: what is taken, from whom, how often, and that no cookie is needed. All is made up."""

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from flows import asking, senders
from flows.models import Knocks, Observation, Question
from tests.curation.actions.test_at_once import at_once
from tests.flows import readers
from tests.flows.readers import Page, read

pytestmark = pytest.mark.django_db

NUMBER = "/why/1.1.0/KAZ-USA-study-visas_issued-2018/"
GAP = "/why/1.1.0/KAZ-RUS-work-registrations-2019/"
SAID = {"text": "Are dependants in it?", "email": "", "website": ""}
FROM_HERE = {"Origin": "http://testserver", "Sec-Fetch-Site": "same-origin"}


@pytest.fixture(autouse=True)
def release():
    return readers.second()


@pytest.fixture
def reader():
    """One that minds tokens of forms: there is none to send."""
    return Client(enforce_csrf_checks=True)


def send(reader, address=NUMBER, headers=FROM_HERE, sender="192.0.2.1", **said):
    return reader.post(f"{address}ask/", SAID | said, headers=headers, REMOTE_ADDR=sender)


@pytest.mark.parametrize("address", [NUMBER, GAP])
@pytest.mark.parametrize("language", ["", "/ru"])
def test_asked_from_the_number_s_own_page(reader, release, address, language):
    page = read(reader, f"{language}{address}")
    [form] = [form for form in page.all("form") if form.get("class") == "ask"]
    assert (form["method"], form["action"]) == ("post", f"{language}{address}ask/")

    response = send(reader, f"{language}{address}")

    assert (response.status_code, response.url) == (302, f"{language}{address}asked/")
    question = Question.everything.get()
    assert f"/why/{question.release}/{question.slug}/" == address
    assert (question.text, question.email, question.language) == ("Are dependants in it?", "", language[1:] or "en")
    assert len(read(reader, response.url).all("h1")) == 1


def test_each_field_has_its_label_and_what_nobody_sees_is_hidden(reader):
    page = read(reader, f"{NUMBER}ask/")
    labelled = {label["for"] for label in page.all("label")}
    fields = [field for tag in ("input", "textarea") for field in page.all(tag)]
    assert {field["id"] for field in fields} == labelled == {"ask-text", "ask-email", "ask-website"}
    [unseen] = [tag for _name, tag in page.tags if tag.get("class") == "unseen"]
    assert unseen["aria-hidden"] == "true"


def test_no_cookie_is_set_on_the_way_and_nothing_is_kept_by_caches(reader):
    for response in (reader.get(f"{NUMBER}ask/"), send(reader), send(reader, text="")):
        assert not response.cookies
        assert "no-store" in response.headers["Cache-Control"]


@pytest.mark.parametrize(
    "said, field",
    [
        ({"text": " "}, "ask-text"),
        ({"text": "x" * 2001}, "ask-text"),
        ({"email": "nobody"}, "ask-email"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_what_was_written_stays(reader, said, field):
    response = send(reader, **said)
    page = Page(response.content.decode())
    assert response.status_code == 422
    [marked] = [tag for _name, tag in page.tags if tag.get("aria-invalid")]
    assert marked["id"] == field
    assert [tag for _name, tag in page.tags if tag.get("id") == marked["aria-describedby"]]
    assert (SAID | said)["text"].strip() in response.content.decode()
    assert not Question.everything.exists()


@pytest.mark.parametrize(
    "headers, status",
    [
        (FROM_HERE, 302),
        ({"Origin": "http://testserver"}, 302),
        ({"Sec-Fetch-Site": "same-origin"}, 302),
        ({}, 403),
        ({"Origin": "null", "Sec-Fetch-Site": "same-origin"}, 403),
        ({"Origin": "https://testserver"}, 403),
        ({"Origin": "http://elsewhere.test"}, 403),
        ({"Origin": "http://testserver", "Sec-Fetch-Site": "cross-site"}, 403),
        ({"Origin": "http://testserver", "Sec-Fetch-Site": "same-site"}, 403),
        ({"Sec-Fetch-Site": "none"}, 403),
    ],
)
def test_only_from_one_of_our_own_pages(reader, headers, status):
    assert send(reader, headers=headers).status_code == status
    assert Question.everything.exists() == (status == 302)


def test_a_program_that_fills_in_everything_is_thanked_and_not_kept(reader):
    assert send(reader, website="https://buy.test/").status_code == 302
    assert not Question.everything.exists()


def test_what_is_much_too_large_is_not_even_read(reader):
    response = send(reader, text="x" * senders.LARGEST_FORM)
    assert response.status_code == 413
    assert "2,000 characters are taken" in response.content.decode()


@pytest.mark.parametrize("address", ["/why/1.1.0/KAZ-USA-study-visas_issued-1999/", "/why/1.1.0/x/", "/why/9.9.9/x/"])
def test_about_what_is_not_there_nobody_can_ask(reader, address):
    assert send(reader, address).status_code == reader.get(f"{address}asked/").status_code == 404


def test_so_many_an_hour_of_one_household_and_of_all(reader, monkeypatch):
    monkeypatch.setattr(asking, "OF_ALL", asking.OF_ONE + 1)
    for number in range(asking.OF_ONE):
        assert send(reader, sender=f"2001:db8::{number}").status_code == 302
    refused = send(reader, sender="2001:db8::ffff")
    assert refused.status_code == 429 and 0 < int(refused.headers["Retry-After"]) <= 3600
    assert "no more are taken: try again in" in refused.content.decode()
    assert "Are dependants in it?" in refused.content.decode()
    assert send(reader, sender="192.0.2.7").status_code == 302
    assert send(reader, sender="192.0.2.8").status_code == 429
    assert Question.everything.count() == asking.OF_ONE + 1


@pytest.mark.django_db(transaction=True)
def test_of_many_who_ask_at_once_none_slips_by(release):
    row = Observation.public.first()
    calls = [((row,), {"text": "So?", "language": "en", "mark": "same"})] * (asking.OF_ONE + 3)
    refused = at_once(asking.ask, calls)
    assert sum(not sentence for sentence in refused) == Question.everything.count() == asking.OF_ONE
    assert all("no more are taken" in sentence for sentence in refused if sentence)


def test_nobody_can_tell_who_asked_and_the_next_hour_forgets_it(reader, monkeypatch):
    send(reader)
    marks = set(Knocks.objects.values_list("mark", flat=True))
    assert len(marks) == 2 and not [mark for mark in marks if "192.0.2.1" in mark]
    later = asking.timezone.now() + asking.HOUR
    monkeypatch.setattr(asking.timezone, "now", lambda: later)
    send(reader)
    assert marks & set(Knocks.objects.values_list("mark", flat=True)) == {asking.EVERYBODY}
    assert set(Knocks.objects.values_list("count", flat=True)) == {1}


def test_who_hears_of_it_is_in_the_same_transaction(release):
    def stumble(question, **_signal):
        raise RuntimeError("Made up.")

    row = Observation.public.first()
    asking.question_asked.connect(stumble)
    try:
        with pytest.raises(RuntimeError):
            asking.ask(row, text="So?", language="en", mark="a")
    finally:
        asking.question_asked.disconnect(stumble)
    assert not Question.everything.exists() and not Knocks.objects.exists()


def test_what_was_asked_stays_and_the_address_can_only_go(reader):
    send(reader, email="reader@example.org")
    asked = Question.everything.all()
    for change in ({"text": "Other."}, {"email": "other@example.org"}):
        with pytest.raises(IntegrityError, match="What a reader asked stays as it was asked"), transaction.atomic():
            asked.update(**change)
    with pytest.raises(IntegrityError, match="What a reader asked stays"), transaction.atomic():
        asked._raw_delete("default")
    asking.forget_address(asked.get().pk)
    assert asked.get().email == ""


def test_asking_costs_few_queries(reader, django_assert_max_num_queries):
    send(reader)
    with django_assert_max_num_queries(24):
        send(reader)
