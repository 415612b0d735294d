"""The desk, opened by each of the people."""

import pytest
from django.test import Client


@pytest.fixture
def desk(people):
    """A function that gives a browser in which somebody is logged in."""

    def logged_in(name):
        browser = Client()
        browser.force_login(getattr(people, name))
        return browser

    return logged_in


@pytest.fixture
def said():
    """A function that gives the messages of a page, in order."""

    def messages(response):
        return [str(message) for message in response.context["messages"]]

    return messages
