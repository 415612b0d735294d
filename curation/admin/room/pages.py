"""The pages of the release room, and what is done there."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import redirect
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from curation.actions import candidates
from curation.admin.again import again
from curation.admin.pages import is_number, may, telling
from curation.admin.room.shown import A_PAGE, Line, Room
from curation.forms.words import LONG, ReasonForm
from curation.room import draft, standing
from flows import previews
from flows.core.causes import KINDS
from flows.differences import caused
from flows.models import Release

HERE = "admin:curation_publication_room"


class NotesForm(forms.Form):
    """What is written about the next release."""

    since = forms.CharField(required=False, empty_value=None, widget=forms.HiddenInput)
    version = forms.CharField(
        label=gettext_lazy("Version"),
        max_length=20,
        required=False,
        help_text=gettext_lazy("MAJOR.MINOR.PATCH, higher than the last. Empty: what the difference asks for."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    notes_en = forms.CharField(
        label=gettext_lazy("In English"), widget=LONG, required=False, max_length=candidates.LONGEST
    )
    notes_ru = forms.CharField(
        label=gettext_lazy("In Russian"),
        widget=forms.Textarea(attrs={**LONG.attrs, "lang": "ru"}),
        required=False,
        max_length=candidates.LONGEST,
    )


class RoomPages:
    """The addresses of the room, for the admin of releases."""

    def room_urls(self):
        view = self.admin_site.admin_view
        deeds = {"save": self.save_notes, "tick": self.tick, "freeze": self.freeze, "back": self.send_back}
        return [
            path("room/", view(require_safe(self.room)), name="curation_publication_room"),
            path("room/numbers/", view(require_safe(self.numbers)), name="room_numbers"),
            path("room/publish/", view(self.publish), name="room_publish"),
            *(path(f"room/{deed}/", view(require_POST(method)), name=f"room_{deed}") for deed, method in deeds.items()),
        ]

    def room(self, request):
        """The next release: what it changes and why, what stops it, what is written about it."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        return self.shown(request)

    def shown(self, request, form=None, status=200):
        row, kept = candidates.look_again(), draft.kept()
        room = Room(row, kept, Release.objects.latest())
        context = {} if kept is None else self.written(request, room, form)
        subtitle = _("After %(version)s") % {"version": room.latest} if room.latest else _("Before the first release")
        return self.page(
            request, "room.html", title=_("Release room"), subtitle=subtitle, room=room, status=status, **context
        )

    def written(self, request, room, form):
        row = room.row
        first = {"version": row.version, "notes_en": row.notes_en, "notes_ru": row.notes_ru}
        if row.saved_at is None:
            first |= {"notes_en": room.suggested("en"), "notes_ru": room.suggested("ru")}
        return {
            "form": form or NotesForm(initial={**first, "since": candidates.written(row)}),
            "back_form": ReasonForm(auto_id="back_%s"),
            "may_publish": self.may_publish(request),
            "preview": request.build_absolute_uri(previews.address(row.candidate, timezone.now()))
            if row.is_frozen and self.may_publish(request)
            else "",
        }

    def numbers(self, request):
        """Every number that would be another, largest change first, or those of one kind of cause."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        kept, latest = draft.kept(), Release.objects.latest()
        if kept is None:
            return redirect(HERE)
        kind = request.GET.get("cause", "")
        kind = kind if kind in KINDS else ""
        found = draft.difference(kept.content)
        page = Paginator(range(found.count(kind)), A_PAGE).get_page(request.GET.get("page"))
        return self.page(
            request,
            "room_numbers.html",
            title=_("What the next release changes"),
            latest=latest,
            kind=kind,
            kinds=[(code, caused.name(code), count) for code, count in found.kinds().items()],
            page=page,
            lines=[Line(row) for row in found.page(page.number, kind)],
        )

    @may("publish_release")
    def save_notes(self, request):
        return self.done(request, _("The draft is kept."), candidates.save)

    @may("publish_release")
    def freeze(self, request):
        return self.done(request, _("Frozen: look at it on the real pages, then publish."), candidates.freeze)

    def done(self, request, words, verb):
        """What is done with what was written; if it was refused, it is still there."""
        form = NotesForm(request.POST)
        if form.is_valid():
            with telling(request, words) as told:
                verb(**form.cleaned_data, by=request.user)
            if not told.refused:
                return redirect(HERE)
        return self.shown(request, form, status=422)

    @may("publish_release")
    def tick(self, request):
        """The ticked warnings are looked at; or one tick is taken back."""
        if name := request.POST.get("take_back"):
            with telling(request, _("The tick is taken back.")):
                candidates.take_back(name, by=request.user)
        else:
            with telling(request, _("Ticked off.")):
                candidates.tick(request.POST.getlist("warning"), by=request.user)
        return redirect(HERE)

    @may("publish_release")
    def send_back(self, request):
        with telling(request, _("It is a draft again.")):
            candidates.send_back(reason=request.POST.get("reason", ""), by=request.user)
        return redirect(HERE)

    @may("publish_release")
    def publish(self, request):
        """Once more what is about to be public, and the last button."""
        return self.sealed(request) if request.method == "POST" else self.asked_once_more(request)

    def asked_once_more(self, request):
        row = candidates.look_again()
        if not row.is_frozen:
            return redirect(HERE)
        return self.page(
            request, "room_publish.html", title=_("Publish %(version)s") % {"version": row.candidate}, row=row
        )

    @again
    def sealed(self, request):
        version = standing.following().candidate
        with telling(request, _("Release %(version)s is published.") % {"version": version}) as told:
            looked_at = request.POST.get("candidate", "")
            seen = int(looked_at) if is_number(looked_at) else 0
            release = candidates.publish(by=request.user, confirmed=True, candidate=seen)
        if told.refused:
            return redirect(HERE)
        return redirect("admin:curation_publication_change", release.pk)
