"""The pages of a report as a reader finds them."""

import html
import re

from flows.models import Release
from flows.report.contents import Report

BOTH = ["", "/ru"]


def pages(client, language=""):
    """The report's page and chapters, as text."""
    release = Release.objects.latest()
    chapters = Report(release).categories
    addresses = [f"{language}/report/", *(f"{language}/report/{each}/" for each in chapters)]
    return [client.get(address).content.decode() for address in addresses]


def bare(groups):
    return html.unescape(re.sub("<[^>]+>", "", "".join(groups)))
