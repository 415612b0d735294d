"""The columns of the public files, said once: data dictionary, README sheet and API schema are printed from here."""

from typing import NamedTuple

# What others may do with the dataset; each source keeps the licence of its publisher beside it.
LICENCE = "CC BY 4.0"


class Column(NamedTuple):
    """`type` is code (of a codelist), text, integer or date."""

    name: str
    type: str
    en: str
    ru: str


ORIGIN = Column(
    "origin", "code", "Where people come from: ISO 3166-1 alpha-3.", "Откуда приезжают: код ISO 3166-1 alpha-3."
)
DESTINATION = Column(
    "destination",
    "code",
    "Where they go: ISO 3166-1 alpha-3, or EU, EU28, EU27_2020 for the European Union.",
    "Куда приезжают: код ISO 3166-1 alpha-3, для Европейского союза EU, EU28, EU27_2020.",
)
YEAR = Column("year", "integer", "The year, in its own basis.", "Год, в его собственном исчислении.")
CATEGORY = Column(
    "category",
    "code",
    "Why people come: work, study, residence or asylum.",
    "Зачем приезжают: работа, учёба, проживание, убежище.",
)
MEASURE = Column(
    "measure",
    "code",
    "What was counted. Different measures must never be added together.",
    "Что посчитано. Разные показатели нельзя складывать.",
)
RELEASE = Column("release", "text", "Version of the dataset.", "Версия набора данных.")

OBSERVATIONS = [
    ORIGIN,
    Column("origin_name", "text", "Name of the origin in English.", "Название места выезда на английском языке."),
    DESTINATION,
    Column(
        "destination_name", "text", "Name of the destination in English.", "Название места въезда на английском языке."
    ),
    YEAR,
    Column(
        "year_basis",
        "code",
        "calendar: January to December; us_fiscal: October of the year before to September.",
        "calendar: с января по декабрь; us_fiscal: с октября предыдущего года по сентябрь.",
    ),
    CATEGORY,
    MEASURE,
    Column(
        "value",
        "integer",
        "The number; empty where a part was hidden by the publisher or is not held.",
        "Число; пусто, если часть данных скрыта издателем или отсутствует.",
    ),
    Column("lower", "integer", "What is certain at least.", "Не менее чем."),
    Column(
        "upper",
        "integer",
        "What is certain at most; empty where nothing limits it.",
        "Не более чем; пусто, если верхней границы нет.",
    ),
    Column(
        "status",
        "code",
        "normal, provisional, estimated, break, partial or suppressed; missing or excluded where there is no number.",
        "normal, provisional, estimated, break, partial или suppressed; missing или excluded, если числа нет.",
    ),
    Column(
        "sources",
        "text",
        "Codes of the source tables, joined by a semicolon.",
        "Коды исходных таблиц через точку с запятой.",
    ),
    RELEASE,
]

PROVENANCE = [
    RELEASE,
    ORIGIN,
    DESTINATION,
    YEAR,
    CATEGORY,
    MEASURE,
    Column("source", "code", "Code of the source table.", "Код исходной таблицы."),
    Column("file", "text", "Name of the publisher's file.", "Имя файла издателя."),
    Column("sha256", "text", "SHA-256 of the file, as 64 digits.", "SHA-256 файла, 64 знака."),
    Column("sheet", "text", "Sheet of the file.", "Лист файла."),
    Column("cell", "text", "Cell of the sheet.", "Ячейка листа."),
    Column("printed", "text", "What the cell shows, as printed.", "Содержание ячейки, как напечатано."),
    Column(
        "value",
        "integer",
        "What the cell adds: 0 where it is excluded, empty where the publisher hid it.",
        "Вклад ячейки: 0, если она исключена; пусто, если издатель её скрыл.",
    ),
    Column("label", "text", "The publisher's own words for the class.", "Название класса словами издателя."),
    Column("label_translation", "text", "The label in English.", "Название на английском языке."),
    Column(
        "disposition",
        "code",
        "include: the cell is counted; exclude: it is left out.",
        "include: ячейка учтена; exclude: не учтена.",
    ),
    Column("reason_code", "code", "Why it was left out.", "Почему не учтена."),
    Column("rationale", "text", "The reason for the decision, in words.", "Обоснование решения."),
    Column(
        "approved_on",
        "date",
        "Day on which a second person agreed to the decision.",
        "День, когда решение утвердил второй человек.",
    ),
]


def figure_in(release, en, ru):
    """The columns of a number in one of two releases."""
    return [
        Column(f"value_{release}", "integer", f"The number {en}; may be empty.", f"Число {ru}; может не быть."),
        Column(f"lower_{release}", "integer", f"What is certain at least {en}.", f"Не менее чем {ru}."),
        Column(f"upper_{release}", "integer", f"What is certain at most {en}.", f"Не более чем {ru}."),
        Column(f"status_{release}", "code", f"Its status {en}.", f"Статус {ru}."),
    ]


# One line for each number that differs between two releases and each cause of it.
DIFFERENCE = [
    Column("from_release", "text", "Version of the earlier release.", "Более ранний выпуск."),
    Column("to_release", "text", "Version of the later release.", "Более поздний выпуск."),
    *OBSERVATIONS[:8],
    Column(
        "change",
        "code",
        "new, changed or gone; unchanged where the same number is made of other cells.",
        "new, changed или gone; unchanged, если то же число составлено из других ячеек.",
    ),
    *figure_in("before", "in the earlier release", "в более раннем выпуске"),
    *figure_in("after", "in the later release", "в более позднем выпуске"),
    Column("cause", "code", "What kind of cause it is.", "Вид причины."),
    Column("explanation", "text", "The cause in words, in English.", "Причина словами, на английском языке."),
    Column(
        "decision", "integer", "The decision’s number, the same in all releases.", "Номер решения, общий для выпусков."
    ),
    Column("label", "text", "The publisher's own words for the class.", "Название класса словами издателя."),
    Column("source", "code", "Code of the source table.", "Код исходной таблицы."),
    Column("file", "text", "Name of the publisher's file.", "Имя файла издателя."),
    Column("sha256", "text", "SHA-256 of the file, as 64 digits.", "SHA-256 файла, 64 знака."),
    Column(
        "elsewhere",
        "text",
        "The number its cells went to or came from, as in the address of its page.",
        "Число, куда ушли или откуда пришли ячейки, как в адресе его страницы.",
    ),
    Column("cells", "integer", "How many cells it is about.", "Сколько ячеек она затронула."),
    Column(
        "value_change",
        "integer",
        "What it adds to the value; the causes of a number add up. Empty where it has no value in one of the releases.",
        "Вклад в значение; причины складываются. Пусто, если значения нет в одном из выпусков.",
    ),
    Column("lower_change", "integer", "What it adds to the lower bound.", "Вклад в нижнюю границу."),
    Column(
        "upper_change",
        "integer",
        "What it adds to the upper bound; empty where nothing limits the number in one of the releases.",
        "Вклад в верхнюю границу; пусто, если её нет в одном из выпусков.",
    ),
    Column(
        "amount",
        "integer",
        "What it adds to the number as it is told: to the value, or to the lower bound where there is none.",
        "Вклад в число: в значение, а если его нет, в нижнюю границу.",
    ),
]
