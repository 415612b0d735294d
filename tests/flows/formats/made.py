"""Two releases with each kind of number that there is; all figures are made up.

`python -m tests.flows.formats.made` publishes them in a database of its own and says what their files are, in another
language and time zone than the site's.
"""

import json
from dataclasses import replace
from datetime import UTC, datetime

DAY = datetime(2026, 11, 20, 22, 30, tzinfo=UTC)


def two_releases():
    """The later of the two."""
    from flows import releases
    from tests.factories import (
        SourceFactory,
        TreatmentFactory,
        cell,
        handover,
        hidden,
        left_out,
        observation,
        published,
        rounded,
    )

    before = observation("KAZ", "USA", 2018, "study", cells=[cell(1178, "F-1"), cell(265, "F-2")])
    published(before, published_at=DAY)
    told = handover(
        observation("UZB", "USA", 2019, "work", cells=[cell(85, "H-1B")]),
        observation("KAZ", "USA", 2018, "study", cells=[cell(1180, "F-1"), cell(265, "F-2"), left_out(2205, "J-1")]),
        observation("TJK", "CAN", 2019, "work", "permits_issued", cells=[hidden(1, 5, "IMP"), hidden(1, 5, "TFWP")]),
        observation("KAZ", "CAN", 2019, "residence", "admissions", cells=[rounded(400)], status="provisional"),
        observation("KAZ", "USA", 2016, "residence", cells=[cell(65, "K-1")], absent=[{"table": "us-iv"}]),
        sources=[SourceFactory(file_name="=cmd.xlsx")],
    )
    unused = TreatmentFactory(number=99, label="=Unused", condition={"sex": ["F"], "age": ["18"]})
    told = replace(told, treatments=[*told.treatments, unused])
    return releases.publish(told, version="1.1.0", notes_en="Made up.", published_at=DAY)


def main():
    import django

    django.setup()
    from django.core.management import call_command
    from django.utils import timezone, translation

    call_command("migrate", verbosity=0)
    with translation.override("ru"), timezone.override("Asia/Almaty"):
        print(json.dumps(two_releases().files))


if __name__ == "__main__":
    main()
