"""A publisher's file: received, read, handed in, accepted by a second person, or withdrawn with a reason.

received → read → submitted → accepted → withdrawn, or quarantined where it cannot be read
"""

from contextlib import contextmanager
from functools import partial
from pathlib import PurePath

from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from curation import differences, kept, progress, queries, standings
from curation.actions import concerns, misplaced
from curation.actions.declared import checked
from curation.actions.history import tell
from curation.actions.refused import Refused, require
from curation.core import concern_rules, gate
from curation.core.problems import FILE, Problem, Unreadable
from curation.models import SourceFile

State = SourceFile.State


def receive(
    uploaded,
    *,
    source,
    by,
    retrieved_on=None,
    retrieved_from="",
    note="",
    declared=None,
    read_in_background=True,
):
    """Keep an uploaded file as it came and have it read. Returns the file.

    `uploaded` is a Django file; `declared` says what the file does not (`curation.core.files.DECLARABLE`). A file that
    the gate refuses is returned in quarantine, with the reason in `message` and `problems`; it does not count as held.
    """
    require(by, "curation.upload_sourcefile", "upload files")
    declared = checked(declared or {})
    if uploaded.size > settings.UPLOAD_LIMIT:
        raise NotTaken(too_large(uploaded.size))
    with on_disk(uploaded) as bytes_:
        refuse_held(bytes_.sha256, source)
        problems = complaints(bytes_.path, uploaded.name)
        file = come_again(source, bytes_.sha256, by) or SourceFile(source=source, sha256=bytes_.sha256, uploaded_by=by)
        said = dict(
            name=PurePath(uploaded.name).name[-255:],
            size=bytes_.size,
            content=bytes_.keep(),
            retrieved_on=retrieved_on,
            retrieved_from=retrieved_from,
            note=note,
            declared=declared,
            state=State.QUARANTINED if problems else State.RECEIVED,
            message="".join(problems),
            problems=[problem.as_json() for problem in problems],
        )
        enter(file, said, by)
    if read_in_background and file.state == State.RECEIVED:
        have_read(file)
    return file


@contextmanager
def on_disk(uploaded):
    """The uploaded bytes, beside the kept ones. A full disk is said, not suffered."""
    try:
        with kept.incoming(uploaded.chunks()) as bytes_:
            yield bytes_
    except OSError as problem:
        raise NotTaken(
            Problem(
                "{Place} could not be kept ({found}): {remedy}.",
                place=FILE,
                found=str(problem.strerror or problem),
                expected="room on the disk for it",
                remedy="tell whoever looks after the site, and try again",
            )
        ) from problem


def come_again(source, sha256, by):
    """A person's own file of the same table and bytes that could not be read: trying again makes no second one."""
    stuck = SourceFile.objects.filter(source=source, sha256=sha256, uploaded_by=by, state=State.QUARANTINED)
    return stuck.order_by("pk").last()


def enter(file, said, by):
    """Write what is said of a file into its row; whoever came first with the same bytes wins."""
    with held_once(file.sha256, file.source):
        if file.pk:
            move(file, (State.QUARANTINED,), **said)
        else:
            for name, value in said.items():
                setattr(file, name, value)
            file.save()
        tell(file, by, "Received." if file.state == State.RECEIVED else f"Put into quarantine: {file.message}")
        if file.state == State.RECEIVED:
            concerns.raise_findings(held_elsewhere(file), file=file)


def complaints(path, name):
    """What the gate has against a file: one problem, or none."""
    try:
        gate.inspect(path, name)
    except Unreadable as reason:
        return reason.problems
    return []


def held_elsewhere(file):
    """A note for each other table that holds the same bytes."""
    for other in SourceFile.objects.held().filter(sha256=file.sha256).exclude(source=file.source):
        yield concern_rules.same_bytes_elsewhere(other.name, other.source_id, f"{other.uploaded_at:%Y-%m-%d}")


def read_again(file, *, by, declared=None, **said):
    """Read a file that could not be read, or whose reading was cut short, with what was said of it put right.

    `declared` stands for all that was declared before; `said` are source, retrieved_on, retrieved_from and note.
    """
    require(by, "curation.upload_sourcefile", "have files read")
    declared = file.declared if declared is None else checked(declared)
    fresh = {"state": State.RECEIVED, "message": "", "problems": [], "prepared_by": by}
    with held_once(file.sha256, said.get("source", file.source)):
        move(file, (State.QUARANTINED, State.RECEIVED), declared=declared, **said, **fresh)
        tell(file, by, "Read again.")
    progress.forget(file.pk)
    have_read(file)


def submit(file, *, by):
    """Hand a read file in, once each of its labels in the years of the series has a proposal or a decision."""
    require(by, "curation.upload_sourcefile", "hand files in")
    if undecided := queries.undecided_labels(file=file):
        first = undecided[0].label
        place = queries.first_place(first, file)
        labels, have = ("label", "has") if len(undecided) == 1 else ("labels", "have")
        raise Refused(
            f"{len(undecided)} {labels} of {file} {have} no proposal yet, the largest is “{first}” at {place}: "
            "say what each means, then hand the file in."
        )
    with transaction.atomic():
        move(file, (State.READ,), state=State.SUBMITTED, submitted_by=by, submitted_at=timezone.now())
        tell(file, by, "Handed in.")


def accept(file, *, by):
    """Take somebody else's file into the record. Its carried labels are accepted with it."""
    require(by, "curation.accept_sourcefile", "accept files")
    if by.pk in (file.uploaded_by_id, file.submitted_by_id):
        raise Refused(f"You brought {file} in yourself, so somebody else has to accept it.")
    if prepared(file, by):
        raise Refused(f"You said yourself how {file} is to be read, so somebody else has to accept it.")
    if blocker := queries.blockers(file).first():
        raise Refused(f"{file} has an open blocker: “{blocker}” Resolve it first.")
    with transaction.atomic():
        move(file, (State.SUBMITTED,), state=State.ACCEPTED, accepted_by=by, accepted_at=timezone.now())
        tell(file, by, "Accepted.")
        compare_others(file)


def prepared(file, by):
    """Whether somebody said how the file is to be read: last, or as the log knows at any time."""
    told = LogEntry.objects.filter(content_type=ContentType.objects.get_for_model(file), object_id=file.pk, user=by)
    words = Q(change_message="Read again.") | Q(change_message__startswith="Read again with a corrected layout")
    return by.pk == file.prepared_by_id or told.filter(words).exists()


def withdraw(file, *, reason, by):
    """Take a file out, saying why: one's own before it is accepted, an accepted one by the director."""
    require(by, "curation.upload_sourcefile", "withdraw files")
    reason = concerns.wanted(reason, "why you withdraw the file")
    director = by.has_perm("curation.publish_release")
    if file.uploaded_by_id != by.pk and not director:
        raise Refused(f"{file.uploaded_by} brought {file} in: ask them or the director to withdraw it.")
    may_leave = [State.RECEIVED, State.QUARANTINED, State.READ, State.SUBMITTED] + [State.ACCEPTED] * director
    done = {"withdrawn_by": by, "withdrawn_at": timezone.now(), "withdrawn_reason": reason}
    with transaction.atomic():
        move(file, may_leave, state=State.WITHDRAWN, **done)
        standings.refresh(source=file.source)
        tell(file, by, f"Withdrawn: {reason}")
        misplaced.settle(file, by=by)
        compare_others(file)


def have_read(file):
    """Put the reading into the queue, once the file's row can be seen by whoever takes it out."""
    from curation import tasks  # which imports the actions

    transaction.on_commit(lambda: tasks.read_file.enqueue(file.pk))


def compare_others(file):
    """Another file may be the last accepted one now: what waits is held against it, in the background."""
    from curation import tasks  # which imports the actions

    for other in differences.others_of(file):
        if differences.is_stale(other):
            transaction.on_commit(partial(tasks.compare_file.enqueue, other.pk))


def move(file, from_states, **changes):
    """One conditional UPDATE: of two people, one wins, and the other is told how the file stands."""
    moved = SourceFile.objects.filter(pk=file.pk, state__in=from_states).update(**changes)
    file.refresh_from_db()
    if not moved:
        raise Refused(f"{file} is {file.get_state_display()}{since(file)}, so this cannot be done with it.")


def since(file):
    """Who brought the file into its state, and when, where it was a person's deed."""
    deeds = {
        State.SUBMITTED: (file.submitted_by, file.submitted_at),
        State.ACCEPTED: (file.accepted_by, file.accepted_at),
        State.WITHDRAWN: (file.withdrawn_by, file.withdrawn_at),
    }
    who, when = deeds.get(file.state, (None, None))
    return f" by {who} since {when:%Y-%m-%d %H:%M} UTC" if who and when else ""


@contextmanager
def held_once(sha256, source):
    """One transaction, which the database ends where these bytes are held of the table already: then that is said."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError:
        refuse_held(sha256, source)
        raise


def refuse_held(sha256, source):
    """The same bytes of the same table are recognised by name."""
    held = queries.held_files(source).exclude(state=State.WITHDRAWN).filter(sha256=sha256).first()
    if held:
        raise AlreadyHeld(held)


class NotTaken(Refused):
    """A file that was not taken in; `problem` says where, what was found, what was expected, what to do."""

    def __init__(self, problem):
        self.problem = problem
        super().__init__(str(problem))


class AlreadyHeld(NotTaken):
    """The same bytes are here; `file` is where."""

    def __init__(self, file):
        self.file = file
        super().__init__(
            Problem(
                "This file is here already: {found}; {remedy}.",
                place=FILE,
                found=f"{file.name}, SHA-256 {file.sha256[:8]}…{file.sha256[-6:]}, received "
                f"{file.uploaded_at:%Y-%m-%d} and {file.get_state_display()}",
                expected="bytes that are not held of this table yet",
                remedy="open that one instead",
                held=file.pk,
            )
        )


def too_large(size):
    """A file that was cut off at the limit, for want of room."""
    limit = f"{settings.UPLOAD_LIMIT / 2**20:.0f} MiB"
    return Problem(
        f"{{Place}} has {{found}}, and {limit} are let in: {{remedy}}.",
        place=FILE,
        found=f"{size / 2**20:.1f} MiB or more",
        expected=f"at most {limit}",
        remedy="save it as .xlsx, or split it by year",
    )
