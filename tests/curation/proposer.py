"""Somebody who tries to approve what they proposed themselves, and what is there before and after."""

import pytest
from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from curation import seen
from curation.actions.refused import attempt
from curation.models import Amendment, CategoryDecision, ConceptReason, Correction, Reckoned, SourceFile

A_NEW_DOOR = """
The source has another set of doors to an approval than is listed here. Where one came in: make it refuse whoever
proposed the thing, in words and before anything is written; write it into the list, with a line that tries it as the
proposer. Where one is gone: take its line out.
"""
AGREED = {CategoryDecision, ConceptReason, Amendment, Correction, SourceFile}


class Person:
    """Somebody with things of their own, at every door there is; each attempt gives the words that answered it."""

    def __init__(self, own, sample):
        self.own, self.me, self.sample, self.browser = own, own.me, sample, Client()
        self.browser.force_login(own.me)

    def do(self, verb, thing, **said):
        return attempt(verb, getattr(self.own, thing), **said, by=self.me)

    def all(self, verb, thing, **said):
        return " ".join(refusal for _, refusal in verb([getattr(self.own, thing)], **said, by=self.me))

    def sees(self):
        """The token of the proposal's page, as it is now."""
        return seen.token(self.own.decision.pk, seen.look(self.own.decision).seen)

    def post(self, name, thing="", **sent):
        """What the desk says to a form that is sent to one of its addresses."""
        address = reverse(f"admin:{name}", args=[getattr(self.own, thing).pk] if thing else [])
        return " ".join(map(str, self.browser.post(address, sent, follow=True).context["messages"]))

    def together(self):
        """A proposal and a file at once, as the inbox has them approved."""
        pk = self.own.decision.pk
        sent = {"decision": pk, f"seen-{pk}": self.sees(), "file": self.own.file.pk}
        return self.post("curation_categorydecision_inbox_approve", **sent)

    def command(self, *words):
        with pytest.raises(SystemExit) as end:
            call_command(*map(str, words))
        return f"exit code {end.value.code}"


def kept():
    """Every row of the workshop and of the record, and the log, but for sums that are prepared when somebody looks."""
    ours = {model for app in ("curation", "flows") for model in apps.get_app_config(app).get_models()} - {Reckoned}
    return {model.__name__: list(model._base_manager.order_by("pk").values_list()) for model in [*ours, LogEntry]}


def agreed_to():
    """Whatever stands as agreed to by a second person."""
    return {row for model in AGREED for row in model.objects.filter(state__in=["approved", "accepted"])}
