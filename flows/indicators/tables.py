"""What is shown of an indicator as a file: every row of the table, in its order, with all its digits."""

from flows import kept
from flows.columns import CATEGORY, DESTINATION, MEASURE, ORIGIN, RELEASE, YEAR, YEAR_BASIS, Column
from flows.core import indicators as core
from flows.formats import delimited, objects
from flows.indicators.rows import Rows

AT_ONCE = 2_000

COLUMNS = [
    Column("indicator", "code", "Which indicator it is.", "Какой это индикатор."),
    ORIGIN,
    DESTINATION,
    CATEGORY,
    MEASURE,
    YEAR,
    YEAR_BASIS,
    Column(
        "number",
        "integer",
        "The number or sum that the result is of; empty where a part is hidden or missing.",
        "Число или сумма, к которой относится результат; пусто, если часть скрыта или отсутствует.",
    ),
    Column("number_lower", "integer", "What is certain of the number at least.", "Число: не менее чем."),
    Column("number_upper", "integer", "What is certain of the number at most.", "Число: не более чем."),
    Column(
        "against",
        "number",
        "What the number is divided by or compared with, as the formula says.",
        "На что число делится или с чем сравнивается, как сказано в формуле.",
    ),
    Column("against_year", "integer", "The year of what it is compared with.", "Год того, с чем сравнивается число."),
    Column("value", "number", "The result; empty where there is none.", "Результат; пусто, если его нет."),
    Column("lower", "number", "What is certain of the result at least.", "Результат: не менее чем."),
    Column("upper", "number", "What is certain of the result at most.", "Результат: не более чем."),
    Column(
        "note",
        "text",
        "Why there is no value: a word that names the reason, and the reason code of a gap.",
        "Почему нет значения: слово, которое называет причину, и код причины пропуска.",
    ),
    RELEASE,
]


def lines(shown):
    """Tuples in the order of COLUMNS, whatever the language around them."""
    if not shown.whole:
        return
    made, chosen = Rows(shown), dict(zip(("origin", "destination"), shown.summed, strict=True))
    version = shown.edition.release.version
    for at in range(0, shown.whole, AT_ONCE):
        for row in made.of(shown.places[at : at + AT_ONCE].tolist()):
            ends = [row.codes.get(end) or ";".join(chosen[end]) for end in ("origin", "destination")]
            category = row.codes.get("category") or shown.series.category
            number = [None if each is None else int(each) for each in row.number]
            missing = row.note == core.NUMBER
            against = None if row.against.value is None else as_number(row.against.value)
            yield (
                shown.indicator.code, *ends, category, shown.series.measure, row.year, shown.series.year_basis,
                *([None] * 3 if missing else number), against, row.against_year if against is not None else None,
                *(None if each is None else as_number(each) for each in row.result),
                f"{row.note}: {row.reason}" if row.reason else row.note, version,
            )  # fmt: skip


def as_number(value):
    """A whole number without a point, any other with all its digits."""
    return int(value) if value == int(value) else value


def stream(shown, format):
    """Chunks of bytes."""
    if format == "csv":
        return delimited.stream(COLUMNS, lines(shown))
    return objects.stream(COLUMNS, lines(shown), shown.edition.release)


def tag(shown, format):
    release = shown.edition.release
    asked = sorted((name, value) for name, value in shown.asked.items() if name not in ("page", "release"))
    return kept.strong_tag(release.digest, release.version, release.state, shown.indicator.code, format, asked)
