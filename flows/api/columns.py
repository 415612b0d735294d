"""The columns that programs are told besides those of the files; what `flows.columns` says is not said again."""

from flows.columns import CATEGORY, DESTINATION, MEASURE, NAME_EN, NAME_RU, OBSERVATIONS, RELEASE, YEAR_BASIS, Column

NAMED = {column.name: column for column in OBSERVATIONS}

LISTS = [
    Column("name", "text", "Name of the list.", "Имя списка."),
    Column("about", "text", "What it lists.", "Что в нём перечислено."),
    Column("address", "text", "Where it is asked for.", "Адрес списка."),
]

SLUG = Column(
    "slug",
    "text",
    "The number’s name in addresses: its key joined by hyphens.",
    "Имя числа в адресах: ключ через дефис.",
)
OBSERVATIONS_AND_PAGES = [
    *OBSERVATIONS,
    SLUG,
    Column(
        "why",
        "text",
        "Address of the page with the cells, decisions and reasons behind it.",
        "Адрес страницы с ячейками, решениями и причинами.",
    ),
]

COUNTED = Column("observations", "integer", "How many numbers it has.", "Сколько в нём чисел.")

SERIES = [
    DESTINATION,
    NAMED["destination_name"],
    CATEGORY,
    MEASURE,
    YEAR_BASIS,
    Column(
        "headline",
        "boolean",
        "Whether this measure is the one shown first for destination and category.",
        "Показан ли этот показатель первым для места въезда и категории.",
    ),
    Column(
        "part_of",
        "code",
        "The union whose series holds this one already; empty for all others.",
        "Союз, ряд которого уже включает этот; пусто у остальных.",
    ),
    Column("first_year", "integer", "First year with a number.", "Первый год, за который есть число."),
    Column("last_year", "integer", "Last year with a number.", "Последний год, за который есть число."),
    COUNTED,
    RELEASE,
]

CODE = Column("code", "code", "The code, as it stands in every file.", "Код, как он стоит во всех файлах.")
NAMES = [NAME_EN, NAME_RU]
DEFINED = [
    CODE,
    *NAMES,
    Column("definition_en", "text", "What it means, in English.", "Определение на английском языке."),
    Column("definition_ru", "text", "What it means, in Russian.", "Определение на русском языке."),
]
CODELISTS = {
    "area": [
        CODE,
        *NAMES,
        Column("kind", "code", "country, union or another kind of place.", "country, union или другой вид места."),
        Column("iso2", "text", "ISO 3166-1 alpha-2, where there is one.", "ISO 3166-1 alpha-2, если есть."),
        Column("iso_numeric", "text", "ISO 3166-1 numeric, where there is one.", "Цифровой код ISO 3166-1, если есть."),
        Column("tracked_origin", "boolean", "Whether it is an origin here.", "Служит ли здесь местом выезда."),
        Column("tracked_destination", "boolean", "Whether it is a destination here.", "Служит ли здесь местом въезда."),
    ],
    "category": DEFINED,
    "measure": [
        *DEFINED,
        Column(
            "kind",
            "code",
            "flow: events of a year; stock: people on a day.",
            "flow: события за год; stock: люди на дату.",
        ),
        Column("stage", "code", "applied, issued, travelled or resident.", "applied, issued, travelled или resident."),
        Column("unit_en", "text", "What is counted, in English.", "Что считают, на английском языке."),
        Column("unit_ru", "text", "What is counted, in Russian.", "Что считают, на русском языке."),
    ],
    "status": DEFINED,
    "year_basis": DEFINED,
    "reason": [
        *DEFINED,
        Column("applies_to", "code", "exclusion, gap or both.", "К чему относится: exclusion, gap или both."),
    ],
}

RELEASES = [
    Column("version", "text", "Version: MAJOR.MINOR.PATCH.", "Версия: MAJOR.MINOR.PATCH."),
    Column("state", "code", "published or withdrawn.", "published или withdrawn."),
    Column("published_on", "date", "Day of its publication.", "День публикации."),
    Column("withdrawn_on", "date", "Day of its withdrawal; empty for most.", "День отзыва; чаще всего пусто."),
    Column("withdrawn_reason", "text", "Why it was withdrawn.", "Почему отозван."),
    COUNTED,
    Column(
        "new", "integer", "Numbers the release before did not have.", "Числа, которых не было в предыдущем выпуске."
    ),
    Column("notes_en", "text", "Notes in English.", "Примечания на английском языке."),
    Column("notes_ru", "text", "Notes in Russian.", "Примечания на русском языке."),
    Column("digest", "text", "SHA-256 of what the release says.", "SHA-256 того, что говорит выпуск."),
    Column("page", "text", "Address of its page.", "Адрес его страницы."),
]

FILES = [
    RELEASE,
    Column("name", "text", "Name of the file.", "Имя файла."),
    Column("size", "integer", "Its size in bytes.", "Размер в байтах."),
    Column("sha256", "text", "Its SHA-256, as 64 digits.", "Его SHA-256, 64 знака."),
    Column("address", "text", "Where it is served, for good.", "Постоянный адрес файла."),
]

# Whole numbers and days that every row has; any other may be empty.
ALWAYS_THERE = frozenset({
    "year", "first_year", "last_year", "observations", "new", "number", "size", "published_on", "proposed_on",
    "approved_on", "cells", "amount", "lower_change",
})  # fmt: skip
