"""How numbers, intervals, years and codes are written, in the language of the page."""

from django.template.defaultfilters import filesizeformat
from django.utils.formats import date_format
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from flows.queries import entry

NARROW_SPACE, NO_BREAK, MINUS = "\u202f", "\xa0", "\u2212"


def number(value):
    """1461 as `1,461`, in Russian with a narrow space; a true minus; nothing for None."""
    if value is None:
        return ""
    digits = f"{abs(value):,}"
    if get_language() == "ru":
        digits = digits.replace(",", NARROW_SPACE)
    return f"{MINUS}{digits}" if value < 0 else digits


def signed(value):
    """A change with its sign: `+4,241`, `−23`; a plain 0."""
    return f"+{number(value)}" if value > 0 else number(value)


def change(span):
    """`+4,241`, `+1 to +5`, `+2 or more`: a change as far as it is certain."""
    if span.low == span.high:
        return signed(span.low)
    if span.high is None:
        return _("%(lower)s or more") % {"lower": signed(span.low)}
    if span.low is None:
        return _("%(upper)s or less") % {"upper": signed(span.high)}
    return between(signed(span.low), signed(span.high))


def times(tenths):
    """27 tenths as `× 2.7`."""
    return f"×{NO_BREAK}{decimal(tenths)}"


def decimal(tenths):
    """188 as `18.8`, in Russian `18,8`."""
    point = "," if get_language() == "ru" else "."
    return f"{number(tenths // 10)}{point}{tenths % 10}"


def percent(permille):
    """188 thousandths as `18.8 %`, never broken."""
    return f"{decimal(permille)}{NO_BREAK}%"


def interval(lower, upper, write=number):
    """`230 to 326`, `at least 65`, `at most 12`; nothing where nothing limits it."""
    low, high = (None if each is None else write(each) for each in (lower, upper))
    if low is None and high is None:
        return ""
    if high is None:
        return _("at least %(lower)s") % {"lower": low}
    if low is None:
        return _("at most %(upper)s") % {"upper": high}
    return low if low == high else between(low, high)


def between(low, high):
    """`230 to 326`; in Russian `230–326`, but `от −50 до −20`, for a sign beside a dash is read as another."""
    has_sign = any(each.startswith((MINUS, "+")) for each in (low, high))
    words = pgettext("with signs", "%(lower)s to %(upper)s") if has_sign else _("%(lower)s to %(upper)s")
    return words % {"lower": low, "upper": high}


def figure(row):
    """The value of an observation or a cell, or where it is hidden what is known of it."""
    return number(row.value) if row.value is not None else interval(row.lower or 0, row.upper)


def or_none(row):
    """The same of a row that may not be there."""
    return _("none") if row is None else figure(row)


def bounds(row):
    """The interval where it says more than the value does, else nothing."""
    exact = row.value is not None and row.lower == row.upper
    return "" if exact else interval(row.lower, row.upper)


def is_fiscal(basis):
    return basis.endswith("fiscal")


def short_year(year, basis):
    """`FY2018` or `2018`."""
    return f"FY{year}" if is_fiscal(basis) else str(year)


def long_year(year, basis):
    return _("fiscal year %(year)s") % {"year": year} if is_fiscal(basis) else str(year)


def year_span(first, last, basis=""):
    """`2016 to 2019`, or the one year."""
    if first == last:
        return short_year(first, basis)
    return _("%(first)s to %(last)s") % {"first": short_year(first, basis), "last": short_year(last, basis)}


def year_spans(years, basis=""):
    """`2016 to 2019, 2021`: years that follow each other in one span."""
    runs = []
    for year in years:
        if runs and runs[-1][-1] == year - 1:
            runs[-1][-1] = year
        else:
            runs.append([year, year])
    return ", ".join(year_span(first, last, basis) for first, last in runs)


def open_span(first, last):
    """`2016 to 2019`, `from 2018 on`, `up to 2018`; nothing for all years."""
    if first and last:
        return year_span(first, last)
    if first:
        return _("from %(year)s on") % {"year": first}
    return _("up to %(year)s") % {"year": last} if last else ""


def day(date):
    """`20 November 2026`."""
    # Translators: a date format of Django; in Russian E is the month in the genitive.
    return date_format(date, _("j F Y")) if date else ""


def name_of(codelist, code):
    """What a code is called; the code itself where no list knows it."""
    found = entry(codelist, code)
    return found.name if found else code


def title(source):
    """The title of a publisher's table."""
    return source.title_ru if get_language() == "ru" else source.title_en


def publisher(source):
    return source.publisher_ru if get_language() == "ru" else source.publisher_en


def listed(words):
    """`a, b and c`."""
    words = [str(word) for word in words]
    if len(words) < 2:
        return "".join(words)
    return _("%(first)s and %(last)s") % {"first": ", ".join(words[:-1]), "last": words[-1]}


def size(count):
    """Bytes as people say them: `5.2 KB`."""
    return filesizeformat(count)
