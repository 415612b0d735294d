"""“Go to label, cell, file”: one field that leads to where one wants to be; a single hit opens at once."""

import re
from dataclasses import dataclass

from django.db.models import Q
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from curation.called import meaning
from curation.models import Label, Sheet, SourceFile, Standing

SHOWN = 20
CELL = re.compile(r"(?:(?P<file>[^!]+)!)?(?P<sheet>[^!]+)!\$?(?P<column>[A-Za-z]{1,3})\$?(?P<row>[0-9]{1,7})")
HASH = re.compile(r"[0-9a-f]{8,64}")


@dataclass(frozen=True, slots=True)
class Hit:
    """A place: what kind of thing it is, its name in its language, where it belongs, its address."""

    kind: str
    name: str
    where: str
    url: str
    language: str = ""


def hits(text: str, user) -> list[Hit]:
    """What a text may mean, cells first."""
    found = []
    if user.has_perm("curation.view_sourcefile"):
        found += [*cells(text), *files(text)]
    if user.has_perm("curation.view_label"):
        found += labels(text)
    return found


def cells(text):
    """`FY18!W130`, or with its file before it: the layout at that cell, in the newest files first."""
    asked = CELL.fullmatch(text.replace("'", ""))
    if not asked:
        return
    sheets = Sheet.objects.filter(name__iexact=asked["sheet"].strip()).select_related("file__source")
    if asked["file"]:
        sheets = sheets.filter(file__name__icontains=asked["file"].strip())
    cell = f"{asked['column'].upper()}{asked['row']}"
    for sheet in sheets.order_by("-file__pk").defer("layout", "set_aside")[:SHOWN]:
        address = reverse("admin:file_layout", args=[sheet.file_id])
        query = urlencode({"sheet": sheet.position, "at": cell})
        yield Hit(_("cell"), f"{sheet.name}!{cell}", f"{sheet.file}, {sheet.file.source.title}", f"{address}?{query}")


def files(text):
    """By name, or by the first eight digits of the hash or more."""
    named = Q(name__icontains=text)
    if HASH.fullmatch(text.lower()):
        named |= Q(sha256__startswith=text.lower())
    for file in SourceFile.objects.filter(named).select_related("source")[:SHOWN]:
        yield Hit(_("file"), file.name, file.source.title, reverse("admin:curation_sourcefile_change", args=[file.pk]))


def labels(text):
    for label in labels_called(text):
        url = reverse("admin:curation_label_change", args=[label.pk])
        yield Hit(_("label"), str(label), label.source.title, url, label.source.language)


def labels_called(text):
    """By words, translation or meaning; the label that is just this text comes alone."""
    exact = list(Label.objects.filter(Q(text__iexact=text) | Q(key__iexact=text)).select_related("source")[:SHOWN])
    spoken = Q(text__icontains=text) | Q(translation_en__icontains=text) | Q(translation_ru__icontains=text)
    if exact:
        return exact
    found = list(Label.objects.filter(spoken).select_related("source")[:SHOWN])
    meant = Standing.objects.filter(meaning(text)).exclude(label__in=found).order_by("-people", "label")
    return [*found, *(each.label for each in meant.select_related("label__source")[:SHOWN])][:SHOWN]


def go(request, page):
    """The page of hits, or straight to the only one."""
    text = request.GET.get("q", "").strip()[:300]
    found = hits(text, request.user) if text else []
    if len(found) == 1:
        return redirect(found[0].url)
    return page(request, "found.html", title=_("Go to label, cell, file"), sought=text, hits=found, many=SHOWN)
