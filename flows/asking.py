"""What a reader asks about a number comes in here, and nowhere else; who works on it hears of it by a signal.

The e-mail address is the one thing about a person that the public record holds. It is let go of by `forget_address`.
"""

from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.dispatch import Signal
from django.utils import timezone
from django.utils.translation import ngettext

from flows.core.refusals import Refused
from flows.models import Knocks, Question

OF_ONE, OF_ALL = 5, 100  # questions within an hour, of one reader and of all together
HOUR = timedelta(hours=1)
EVERYBODY = "everybody"
OF_KEY = ("release_id", "origin", "destination", "year", "year_basis", "category", "measure")

question_asked = Signal()  # `question`; inside of the transaction in which it is kept: who fails here, fails both


class TooMany(Refused):
    """More questions than anybody could answer; `wait` is for how many seconds."""

    def __init__(self, sentence: str, wait: int):
        super().__init__(sentence)
        self.wait = wait


def ask(row, *, text: str, language: str, mark: str, email: str = "") -> Question:
    """Keep a question about an observation or a gap. `mark` tells one reader from another (`flows.senders`)."""
    with transaction.atomic():
        for who, most in ((mark, OF_ONE), (EVERYBODY, OF_ALL)):
            knock(who, most)
        key = {name: getattr(row, name) for name in OF_KEY}
        question = Question.everything.create(**key, text=text, email=email, language=language)
        question_asked.send(Question, question=question)
    return question


def forget_address(question: int) -> None:
    """Nobody needs to be written to any more."""
    Question.everything.filter(pk=question).exclude(email="").update(email="")


def knock(mark: str, most: int) -> None:
    """Count one question more in this hour: one conditional UPDATE, so that of two at once none slips by."""
    now = timezone.now()
    hour = now.replace(minute=0, second=0, microsecond=0)
    Knocks.objects.filter(hour__lt=hour).delete()
    Knocks.objects.get_or_create(mark=mark, hour=hour)
    if not Knocks.objects.filter(mark=mark, hour=hour, count__lt=most).update(count=F("count") + 1):
        wait = hour + HOUR - now
        minutes = wait.seconds // 60 + 1
        raise TooMany(
            ngettext(
                "So many questions came within this hour that no more are taken: try again in %(count)d minute.",
                "So many questions came within this hour that no more are taken: try again in %(count)d minutes.",
                minutes,
            )
            % {"count": minutes},
            wait.seconds + 1,
        )
