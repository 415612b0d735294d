"""The director at work in a process of their own: for each number on standard input another release, all made up.

Every number of the release says which one it is: 7,100 and more are the seventh's. So do its notes and its decisions.
"""

import sys
from itertools import product
from types import SimpleNamespace

import django

ORIGINS = ("KAZ", "KGZ", "TJK", "TKM", "UZB")
YEARS = ("FY2016", "FY2017", "FY2018", "FY2019")
LABELS = ("F-1", "H-1B")
CATEGORIES = ("study", "work")


def version_of(number: int) -> str:
    """Each release is amended once before the next: 1.0.0, 1.0.1, 1.1.0, 1.1.1, …"""
    return f"1.{(number - 1) // 2}.{(number - 1) % 2}"


def values_of(number: int) -> set[int]:
    """What the numbers of a release are, each another one."""
    return {1000 * number + 100 + place for place in range(len(ORIGINS) * len(YEARS) * len(LABELS))}


def publish(number: int) -> str:
    """A newer file, two labels that change places, a release; every third is withdrawn again at once."""
    from django.contrib.auth.models import User

    from curation.actions import decisions, releases
    from curation.models import Label
    from tests.curation.holding import held_file

    people = SimpleNamespace(**{user.username: user for user in User.objects.all()})
    places = enumerate(product(ORIGINS, LABELS, YEARS))
    cells = [(origin, label, year, 1000 * number + 100 + place) for place, (origin, label, year) in places]
    held_file(people, "us-niv", cells, later=number)
    for text, category in zip(LABELS, CATEGORIES[:: 1 if number % 2 else -1], strict=True):
        label = Label.objects.get(source="us-niv", text=text)
        words = f"Made up for {version_of(number)}."
        decision = decisions.propose(label, category=category, rationale=words, by=people.assistant)
        decisions.approve(decision, by=people.director, note="Made up.")
    release = releases.publish(
        version=version_of(number), notes_en=f"Made up for {version_of(number)}.", by=people.director
    )
    if number % 3 == 0:
        releases.withdraw(release, reason="Made up.", by=people.director)
    return release.version


if __name__ == "__main__":
    django.setup()
    for line in sys.stdin:
        print(publish(int(line)), flush=True)
