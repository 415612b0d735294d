"""What a person says of a file because the file does not: each in the form in which it is used."""

from curation.actions.refused import Refused
from curation.core import encodings, periods
from curation.core.declared import DECLARABLE, check_declared
from curation.core.problems import Unreadable
from curation.core.tracked import TRACKED
from flows.models import Area


def checked(declared):
    """What a person says of a file, each in the form in which it is used; empty entries are left out."""
    said = {name: str(value).strip() for name, value in declared.items() if value is not None and str(value).strip()}
    for name, value in said.items():
        if name not in DECLARABLE:
            raise Refused(f"“{name}” cannot be declared: declare {', '.join(DECLARABLE)}.")
        said[name] = CHECKS.get(name, str)(value)
    try:
        return check_declared(said)
    except Unreadable as refusal:
        raise Refused(str(refusal)) from refusal


def checked_period(value):
    if not (period := periods.period(value)):
        raise Refused(f"“{value}” is no period: write 2018, FY2018, 2018-Q2, 2018-05 or 2024-12-31.")
    return period


def checked_area(value):
    if not Area.objects.filter(pk=value.upper()).exists():
        raise Refused(f"“{value}” is no area: write its code, as KAZ or EU27_2020.")
    return value.upper()


def checked_origin(value):
    """One of the five: of a file of other people's migration no number would count."""
    if (code := checked_area(value)) not in TRACKED:
        raise Refused(f"“{code}” is none of the five countries that are followed: {', '.join(sorted(TRACKED))}.")
    return code


def checked_encoding(value):
    if value.lower() not in encodings.DECLARABLE:
        raise Refused(f"“{value}” is no encoding known here: choose one of {', '.join(encodings.DECLARABLE)}.")
    return value.lower()


CHECKS = {
    "period": checked_period,
    "origin": checked_origin,
    "destination": checked_area,
    "encoding": checked_encoding,
}
