"""The log as the director reads it. The figures are made up."""

import csv
from datetime import UTC, datetime

import pytest
from django.contrib.admin.models import ADDITION, DELETION, LogEntry
from django.contrib.auth.models import Group
from django.db import connection
from django.urls import reverse

from curation import log
from curation.actions import decisions
from curation.actions.history import tell, tell_all
from curation.admin import log as page
from curation.models import LogLink
from flows import seals

LOG, CSV = "/admin/log/", "/admin/log/csv/"


@pytest.fixture
def lines(people, label):
    """What three people did on three days: proposed and approved, made a group, took it away again."""
    decision = decisions.propose_as_suggested(label, by=people.assistant)
    decisions.approve(decision, by=people.colleague, note="Quite so.")
    group = Group.objects.create(name="=readers")
    LogEntry.objects.log_actions(people.director.pk, [group], ADDITION, '[{"added": {}}]', single_object=True)
    LogEntry.objects.log_actions(people.director.pk, [group], DELETION, "", single_object=True)
    seals.lift(connection)
    for day, entry in enumerate(LogEntry.objects.order_by("pk"), 1):
        LogEntry.objects.filter(pk=entry.pk).update(action_time=datetime(2026, 3, day, 23, 59, 59, tzinfo=UTC))
    seals.install(connection)
    return decision


def shown(browser, **asked):
    return browser.get(LOG, asked).context["log"]


def numbers(browser, **asked):
    return [line.link.position for line in shown(browser, **asked).lines]


def rows(response):
    return list(csv.reader(b"".join(response.streaming_content).decode("utf-8-sig").splitlines()))


# --- Who reads it -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("address", [LOG, CSV])
def test_only_the_director_reads_it(desk, lines, address):
    assert desk("assistant").get(address).status_code == 403
    assert desk("director").get(address).status_code == 200


def test_an_assistant_reads_the_history_of_a_thing(desk, lines):
    history = reverse("admin:curation_categorydecision_history", args=[lines.pk])
    assert "Approved. Quite so." in desk("assistant").get(history).content.decode()


def test_the_way_to_it_is_shown_to_whoever_may(desk, people):
    def linked(name):
        return LOG in {
            link["url"] for _title, links in desk(name).get("/admin/").context["navigation"] for link in links
        }

    assert linked("director") and not linked("assistant")
    assert 'aria-current="page">Log' in desk("director").get(LOG).content.decode()


# --- What it says -----------------------------------------------------------------------------------------------------


def test_the_newest_stands_first_with_who_what_when_and_its_hash(desk, lines, people):
    told = [
        (line.link.position, str(line.entry.user), str(line.deed), line.kind, line.entry.object_repr)
        for line in shown(desk("director")).lines
    ]
    assert told == [
        (4, "director", "deleted", "group", "=readers"),
        (3, "director", "added", "group", "=readers"),
        (2, "colleague", "approved", "category decision", str(lines)),
        (1, "assistant", "proposed", "category decision", str(lines)),
    ]
    drawn = desk("director").get(LOG).content.decode()
    assert "2 Mar 2026, 23:59:59" in drawn and "Approved. Quite so." in drawn
    assert f"<code>{LogLink.objects.get(position=2).hash[:12]}</code>" in drawn


def test_each_thing_is_linked_for_whoever_may_see_it(desk, lines, people):
    director = [line.url for line in shown(desk("director")).lines]
    decision = reverse("admin:curation_categorydecision_change", args=[lines.pk])
    assert director == ["", "", decision, decision]  # groups are not a director's business
    people.director.is_superuser = True
    people.director.save()
    group = LogEntry.objects.filter(action_flag=ADDITION).values_list("object_id", flat=True)[0]
    administrator = [line.url for line in shown(desk("director")).lines]
    assert administrator == ["", reverse("admin:auth_group_change", args=[group]), decision, decision]


def test_a_release_is_linked_to_its_page_at_the_desk(desk, things, people):
    tell(things["release"], people.director, "Published release 0.1.0.")
    [line] = shown(desk("director"), kind="flows.release").lines
    assert line.url == reverse("admin:curation_publication_change", args=[things["release"].pk])
    assert (line.kind, str(line.deed)) == ("release", "published")


def test_what_the_program_no_longer_knows_keeps_the_name_it_had(people):
    assert page.name_of("curation.gone") == "curation.gone" and page.name_of("") == ""
    link = LogLink(kind="curation.gone", deed="danced", entry=LogEntry(object_id="1", action_flag=2))
    line = page.Line(link, people.director)
    assert (line.kind, line.deed, line.url) == ("curation.gone", "danced", "")


# --- How it is narrowed -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"who": "director"}, [4, 3]),
        ({"who": "stranger"}, []),
        ({"deed": "approved"}, [2]),
        ({"kind": "auth.group"}, [4, 3]),
        ({"kind": "curation.categorydecision", "who": "assistant"}, [1]),
        ({"since": "2026-03-02"}, [4, 3, 2]),
        ({"until": "2026-03-02"}, [2, 1]),
        ({"since": "2026-03-02", "until": "2026-03-03"}, [3, 2]),
        ({"since": "2026-03-05"}, []),
        ({"until": "9999-12-31"}, [4, 3, 2, 1]),
        ({"words": "quite SO"}, [2]),
        ({"words": "=reader"}, [4, 3]),
        ({"before": "3"}, [2, 1]),
        ({"who": "", "words": "  "}, [4, 3, 2, 1]),
    ],
)
def test_it_is_narrowed_by_whom_what_deed_days_and_words(desk, lines, asked, found):
    assert numbers(desk("director"), **asked) == found
    if "before" not in asked:
        taken = rows(desk("director").get(CSV, asked))
        assert [int(row[0]) for row in taken[1:]] == found


@pytest.mark.parametrize(
    "asked",
    [
        {"who": "nobody"},
        {"deed": "danced"},
        {"kind": "curation.gone"},
        {"since": "soon"},
        {"before": "-1"},
        {"before": "9" * 30},
    ],
)
def test_what_cannot_be_understood_shows_nothing_and_says_so(desk, lines, asked):
    refused = desk("director").get(LOG, asked)
    assert refused.status_code == 400 and refused.context["log"].lines == []
    assert "what was asked for cannot be understood" in refused.content.decode()
    assert desk("director").get(CSV, asked).status_code == 400


def test_it_is_read_page_by_page_from_where_one_was(desk, people, monkeypatch):
    """By the number of the line: what is written meanwhile moves nothing."""
    monkeypatch.setattr(page, "A_PAGE", 2)
    tell_all([people.assistant] * 5, people.director, ["Approved."] * 5)
    browser = desk("director")
    first = shown(browser, who="director")
    assert ([line.link.position for line in first.lines], first.older) == ([5, 4], "who=director&before=4")
    tell(people.assistant, people.director, "Approved.")
    second = browser.get(f"{LOG}?{first.older}").context["log"]
    assert ([line.link.position for line in second.lines], second.older) == ([3, 2], "who=director&before=2")
    last = browser.get(f"{LOG}?{second.older}").context["log"]
    assert ([line.link.position for line in last.lines], last.older, last.newest) == ([1], "", "who=director")


def test_the_spreadsheet_holds_whole_hashes_and_runs_no_formula(desk, lines):
    head, newest, *_rest = rows(desk("director").get(CSV))
    assert head == ["line", "at", "by", "deed", "kind", "number", "thing", "words", "hash"]
    assert newest[:5] == ["4", "2026-03-04T23:59:59+00:00", "director", "deleted", "auth.group"]
    assert newest[6] == "'=readers" and newest[8] == log.head().hash


# --- How its chain stands ---------------------------------------------------------------------------------------------


def test_an_empty_log_says_so(desk, people):
    assert "Nothing was done yet." in desk("director").get(LOG).content.decode()


def test_what_waits_to_be_chained_is_chained_with_the_look(desk, lines):
    assert not LogLink.objects.exists()
    drawn = desk("director").get(LOG).content.decode()
    assert "The chain holds." in drawn and "The last 4 lines give the hashes that are kept for them." in drawn
    assert log.head().hash in drawn and "manage.py verify" in drawn


def test_a_broken_chain_is_said_before_anything_else(desk, lines):
    desk("director").get(LOG)
    seals.lift(connection)
    LogEntry.objects.filter(link__position=2).update(change_message="Approved after all.")
    drawn = desk("director").get(LOG).content.decode()
    assert "The chain does not hold." in drawn and "Line 2 of the log was changed" in drawn
    assert "The chain holds." not in drawn


def test_few_queries(desk, people, django_assert_num_queries):
    """As many for a hundred lines as for one: most are for the session, the rights and the frame of the page."""
    tell_all([people.assistant] * 150, people.director, ["Approved."] * 150)
    browser = desk("director")
    browser.get(LOG)
    with django_assert_num_queries(13):
        browser.get(LOG)
