"""The list of source tables at the desk."""

import json

from django.contrib.auth.models import Permission
from django.forms import model_to_dict
from django.urls import reverse

from curation.models import SourceTable, Standing


def test_labels_stand_by_the_hints_as_they_were_saved(desk, people, source, make_label):
    people.director.user_permissions.add(Permission.objects.get(codename="change_sourcetable"))
    make_label("J-1", ("FY2018", 7), breakdown="sex=F")
    assert Standing.objects.exists()
    said = model_to_dict(source) | {"hints": json.dumps(source.hints | {"keep": {"sex": ["T"]}})}
    answered = desk("director").post(reverse("admin:curation_sourcetable_change", args=["us-niv"]), said)
    assert answered.status_code == 302, answered.content.decode()
    assert SourceTable.objects.get(pk="us-niv").hints["keep"] == {"sex": ["T"]}
    assert not Standing.objects.exists()
