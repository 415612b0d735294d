"""The log and its chain: written by everybody, changed by nobody; each fault made on purpose is named by its line."""

import hashlib
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from functools import partial
from threading import Barrier

import pytest
from django.contrib.admin.models import ADDITION, DELETION, LogEntry
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.db import DatabaseError, connection, connections, transaction
from django.utils import timezone

from curation import chain, log, verify
from curation.actions.history import tell, tell_all
from curation.models import LogLink
from flows import seals
from flows.models import Release

FIVE = ["Proposed: work.", "Approved.", "Returned: why?", "Handed in.", "Accepted."]


@pytest.fixture
def five(people):
    """Five lines of the log, chained."""
    for words in FIVE:
        tell(people.director, people.assistant, words)
    log.catch_up()
    assert list(chain.faults()) == []


@pytest.fixture
def unsealed(five):
    """The same, with the seals taken away, as somebody who owns the database can."""
    seals.lift(connection)


def positions():
    return list(LogLink.objects.order_by("position").values_list("position", flat=True))


def line(position):
    return LogEntry.objects.filter(link__position=position)


def link(position):
    return LogLink.objects.filter(position=position)


# --- How a line is chained --------------------------------------------------------------------------------------------


def test_a_line_is_chained_once_what_it_tells_is_certain(people, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as later:
        tell(people.director, people.assistant, "Approved.")
    assert positions() == []
    for chain_it in later:
        chain_it()
    chained = LogLink.objects.get()
    assert (chained.position, chained.kind, chained.deed) == (1, "auth.user", "approved")
    assert chained.entry.change_message == "Approved."


def test_so_is_one_that_the_stock_admin_writes(people, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        LogEntry.objects.log_actions(people.director.pk, [people.assistant], DELETION, "", single_object=True)
    assert LogLink.objects.get().deed == "deleted"


def test_what_was_undone_was_never_told(people, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True) as later, transaction.atomic():
        tell(people.director, people.assistant, "Approved.")
        transaction.set_rollback(True)
    assert later == [] and positions() == []


def test_nobody_did_it_so_nobody_is_named(people):
    tell(people.director, None, "Proposed: work.")
    tell_all([], people.director, [])
    assert not LogEntry.objects.exists()


def test_what_a_crash_left_is_chained_with_the_next_look(people, monkeypatch):
    monkeypatch.setattr(log, "AT_ONCE", 2)
    groups = list(Group.objects.order_by("name"))
    LogEntry.objects.log_actions(people.director.pk, [*groups, people.assistant], ADDITION, "[]")  # sends no signal
    tell_all([people.assistant] * 4, people.director, FIVE[:4])
    assert log.is_behind()
    log.catch_up()
    assert not log.is_behind()
    assert positions() == [1, 2, 3, 4, 5, 6, 7]
    assert list(chain.faults()) == []
    told = LogLink.objects.order_by("position").values_list("entry", flat=True)
    assert list(told) == list(LogEntry.objects.order_by("pk").values_list("pk", flat=True))


def test_a_transaction_that_ended_late_comes_behind_those_that_ended_early(people):
    """Its lines have lower numbers, and the chain does not mind."""
    for words in FIVE:
        tell(people.director, people.assistant, words)
    late = LogEntry.objects.order_by("pk")[1]
    log.catch_up(since=late.pk + 1)
    log.catch_up(since=late.pk)
    log.catch_up()
    assert LogLink.objects.get(entry=late).position == 4
    assert positions() == [1, 2, 3, 4, 5] and list(chain.faults()) == []


def test_a_line_asks_little_and_one_that_is_chained_asks_once(people, five, django_assert_num_queries):
    tell(people.director, people.assistant, "Approved.")
    entry = LogEntry.objects.latest("pk")
    # whether it is chained, a transaction’s beginning and end, the head, the lines, the link, whether there are more,
    # whether a candidate is frozen
    with django_assert_num_queries(8 + (connection.vendor == "postgresql")):
        log.chain_told(entry.pk)
    with django_assert_num_queries(1):
        log.chain_told(entry.pk)


def test_the_hash_is_made_of_all_that_a_line_says_and_of_the_one_before():
    """Written out once, so that neither another engine nor another version makes another one unnoticed."""
    entry = LogEntry(
        pk=7, action_time=datetime(2026, 3, 4, 5, 6, 7, 890, tzinfo=UTC), user_id=3, content_type_id=12,
        object_id="41", object_repr="F-1", action_flag=2, change_message="Returned: “Это учёба?”",
    )  # fmt: skip
    at = LogLink(position=9, kind="curation.categorydecision", deed="returned")
    said = (
        '{"at":"2026-03-04T05:06:07.000890+00:00","by":3,"content_type":12,"deed":"returned","flag":2,'
        '"kind":"curation.categorydecision","line":7,"name":"F-1","object":"41","position":9,'
        r'"words":"Returned: \u201c\u042d\u0442\u043e \u0443\u0447\u0451\u0431\u0430?\u201d"}'
    )
    assert log.hashed("a" * 64, at, entry) == hashlib.sha256(b"a" * 64 + b"\n" + said.encode()).hexdigest()


def test_a_head_is_written_down_and_read_again(five):
    assert str(log.Head()) == ""
    last = log.head()
    assert last.position == 5 and str(last) == f"5:{last.hash}"
    assert log.Head.read(str(last)) == last


def test_many_write_at_once_and_the_chain_has_no_gap(people, transactional_db):
    """Eight connections, twelve lines each, some of them in transactions that are undone."""
    barrier = Barrier(8)

    def work(number):
        barrier.wait()
        try:
            for turn in range(12):
                with transaction.atomic():
                    tell(people.director, people.assistant, f"Approved. {number} {turn}")
                    transaction.set_rollback(turn % 4 == 0)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(work, range(8)))
    assert positions() == list(range(1, 73))
    assert not log.is_behind() and list(chain.faults()) == []


# --- What the database keeps ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("table", "sentence"),
    [("django_admin_log", "What was done stays in the log"), ("curation_loglink", "The chain of the log stays")],
)
def test_nothing_is_changed_deleted_or_pushed_out(five, table, sentence):
    columns = {"django_admin_log": "id, action_time, object_repr, action_flag, change_message, user_id",
               "curation_loglink": "id, position, kind, deed, hash, entry_id"}[table]  # fmt: skip
    tries = [f"UPDATE {table} SET id = id", f"DELETE FROM {table}"]
    if connection.vendor == "sqlite":
        tries.append(f"INSERT OR REPLACE INTO {table} ({columns}) SELECT {columns} FROM {table}")
    else:
        tries.append(f"TRUNCATE {table} CASCADE")
    for sql in tries:
        with pytest.raises(DatabaseError, match=sentence), transaction.atomic(), connection.cursor() as cursor:
            connection.check_constraints()
            cursor.execute(sql)


@pytest.mark.parametrize("taken", ["position", "entry_id"])
def test_no_link_pushes_another_out_by_its_place_or_its_line(five, people, taken):
    if connection.vendor != "sqlite":
        pytest.skip("Only SQLite can replace rows in this way.")
    tell(people.director, people.assistant, "Approved.")
    fresh = {"position": 99, "entry_id": LogEntry.objects.latest("pk").pk}
    fresh[taken] = LogLink.objects.values_list(taken, flat=True)[0]
    sql = "INSERT OR REPLACE INTO curation_loglink (position, entry_id, kind, deed, hash) VALUES (%s, %s, '', '', '')"
    with pytest.raises(DatabaseError, match="The chain of the log stays"), transaction.atomic():
        connection.cursor().execute(sql, [fresh["position"], fresh["entry_id"]])


# --- What is found ----------------------------------------------------------------------------------------------------

OTHER = {
    "action_time": timezone.now,
    "user": lambda people: people.colleague,
    "content_type": lambda people: ContentType.objects.get_for_model(Release),
    "object_id": lambda people: "4711",
    "object_repr": lambda people: "somebody",
    "action_flag": lambda people: DELETION,
    "change_message": lambda people: "Approved after all.",
}


@pytest.mark.parametrize("position", [1, 3])
@pytest.mark.parametrize("column", OTHER)
def test_an_edited_line_is_found(unsealed, people, column, position):
    made = OTHER[column]
    line(position).update(**{column: made() if made is timezone.now else made(people)})
    assert list(chain.faults()) == [
        f"Line {position} of the log was changed after it was chained: what it says now does not give the hash that is "
        "kept."
    ]


@pytest.mark.parametrize("change", [{"kind": "flows.release"}, {"deed": "returned"}])
def test_so_is_a_link_that_sorts_its_line_elsewhere(unsealed, change):
    link(2).update(**change)
    [sentence] = chain.faults()
    assert sentence.startswith("Line 2 of the log was changed after it was chained")


@pytest.mark.parametrize("position", [1, 4])
def test_an_edited_hash_is_found_once(unsealed, position):
    link(position).update(hash="f" * 64)
    assert list(chain.faults()) == [
        f"The link of line {position} of the log was changed: the line does not give the hash that is kept."
    ]


def test_of_the_last_line_nobody_can_say_whether_it_or_its_link_was_edited(unsealed):
    link(5).update(hash="f" * 64)
    [sentence] = chain.faults()
    assert sentence.startswith("Line 5 of the log, or its link, was changed")


def test_an_edit_with_a_hash_that_fits_shows_at_the_next_line(unsealed):
    """Who edits a line and reckons its hash anew would have to write the whole chain anew behind it."""
    line(2).update(change_message="Approved after all.")
    held, before = link(2).get(), link(1).get()
    link(2).update(hash=log.hashed(before.hash, held, line(2).get()))
    [sentence] = chain.faults()
    assert sentence.startswith("Line 3 of the log")


@pytest.mark.parametrize(
    ("gone", "sentence"),
    [
        ([3], "Line 3 of the log is gone: the chain has a gap there."),
        ([1, 2], "Lines 1 to 2 of the log are gone: the chain has a gap there."),
    ],
)
def test_a_gap_is_found(unsealed, gone, sentence):
    entries = list(LogEntry.objects.filter(link__position__in=gone).values_list("pk", flat=True))
    LogLink.objects.filter(position__in=gone).delete()
    LogEntry.objects.filter(pk__in=entries).delete()
    assert list(chain.faults()) == [sentence]


def test_a_line_that_is_gone_while_its_link_stands_is_found(unsealed):
    with transaction.atomic():
        entry = link(3).get().entry_id
        with connection.cursor() as cursor:  # the foreign key is looked at when the transaction ends; it never does
            cursor.execute("DELETE FROM django_admin_log WHERE id = %s", [entry])
        assert list(chain.faults()) == ["Line 3 of the log is gone: only its link is left."]
        transaction.set_rollback(True)


def test_two_edits_are_two_sentences(unsealed):
    line(1).update(object_repr="somebody")
    line(4).update(object_repr="somebody")
    assert [sentence[:6] for sentence in chain.faults()] == ["Line 1", "Line 4"]


def release_with(head, version="1.0.0"):
    number = dict(zip(("major", "minor", "patch"), map(int, version.split(".")), strict=True))
    return Release.objects.create(
        version=version, **number, state="published", published_at=timezone.now(), log_head=str(head)
    )


def test_a_log_that_was_cut_off_is_found_by_the_last_release(unsealed):
    """What is left is a whole chain: only what was kept outside of it tells that there was more."""
    last = log.head()
    release_with(last)
    release_with("", "1.0.1")  # published before there was a chain
    assert list(chain.cut_off()) == []
    entries = list(LogEntry.objects.filter(link__position__gt=3).values_list("pk", flat=True))
    LogLink.objects.filter(position__gt=3).delete()
    LogEntry.objects.filter(pk__in=entries).delete()
    assert list(chain.faults()) == []
    assert list(chain.cut_off()) == [
        f"When release 1.0.0 was published the log ended with line 5 and the hash {last.hash[:12]}…; that line is gone "
        "now: the log was cut off or written anew."
    ]


def test_so_is_one_that_was_written_anew(unsealed):
    """Somebody edits a line and makes the whole chain fit."""
    release_with(log.head())
    LogLink.objects.all().delete()
    LogEntry.objects.filter(change_message="Returned: why?").update(change_message="Approved.")
    log.catch_up()
    assert list(chain.faults()) == []
    [sentence] = chain.cut_off()
    assert "that line has another now" in sentence


def test_verify_chains_what_was_left_and_names_what_is_wrong(unsealed, people):
    tell(people.director, people.assistant, "Approved.")
    assert [finding.sentence for finding in verify.findings()] == [] and positions() == [1, 2, 3, 4, 5, 6]
    line(2).update(object_repr="somebody")
    release_with(log.Head(9, "f" * 64))
    findings = verify.findings()
    assert [finding.invariant for finding in findings] == [10, 10]
    assert findings[0].sentence.startswith("Line 2 of the log was changed")
    assert findings[1].sentence.startswith("When release 1.0.0 was published the log ended with line 9")


def test_the_last_lines_are_looked_at_for_little(unsealed, django_assert_num_queries):
    line(2).update(object_repr="somebody")
    with django_assert_num_queries(4):  # the head, where to begin, links, lines
        last, wrong = chain.newest(2)
    assert (last.position, wrong) == (5, [])
    look = partial(chain.newest, 4)
    assert [sentence[:6] for sentence in look()[1]] == ["Line 2"]
