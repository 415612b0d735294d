"""Who may do what."""

from django.contrib.auth.models import Group, Permission

from curation import rights


def test_assistants_do_the_work_and_the_director_settles_it(people):
    for right in ("upload_sourcefile", "propose_categorydecision", "approve_categorydecision", "add_concern",
                  "propose_correction", "approve_correction"):  # fmt: skip
        assert people.assistant.has_perm(f"curation.{right}") and people.director.has_perm(f"curation.{right}")
    for right in ("approve_flagged", "answer_concern", "publish_release"):
        assert not people.assistant.has_perm(f"curation.{right}") and people.director.has_perm(f"curation.{right}")


def test_nobody_adds_changes_or_deletes_past_the_verbs(people):
    for model in ("sourcefile", "categorydecision", "reading", "concernmessage", "publication"):
        for right in ("change", "delete"):
            assert not people.director.has_perm(f"curation.{right}_{model}")


def test_a_right_taken_from_a_group_by_hand_stays_taken(db):
    group = Group.objects.get(name="assistant")
    taken = Permission.objects.get(codename="accept_sourcefile")
    group.permissions.remove(taken)
    rights.give()
    assert taken not in group.permissions.all()


def test_a_right_that_is_new_in_the_program_is_given(db, monkeypatch):
    monkeypatch.setitem(rights.GROUPS, "assistant", rights.ASSISTANT | {"change_concept"})
    rights.give()
    assert Group.objects.get(name="assistant").permissions.filter(codename="change_concept").exists()
