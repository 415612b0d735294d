"""The columns of the public files, said once: data dictionary, README sheet and API schema are printed from here."""

from typing import NamedTuple

# What others may do with the dataset; each source keeps the licence of its publisher beside it.
LICENCE = "CC BY 4.0"


class Column(NamedTuple):
    """`type` is code (of a codelist), text, integer, number (with a point), boolean (yes or no) or date."""

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

KEYED = [ORIGIN, DESTINATION, YEAR, CATEGORY, MEASURE]
YEAR_BASIS = Column(
    "year_basis",
    "code",
    "calendar: January to December; us_fiscal: October of the year before to September.",
    "calendar: с января по декабрь; us_fiscal: с октября предыдущего года по сентябрь.",
)

# What more than one file says.
LOWER = Column("lower", "integer", "What is certain at least.", "Не менее чем.")
UPPER = Column(
    "upper",
    "integer",
    "What is certain at most; empty where nothing limits it.",
    "Не более чем; пусто, если верхней границы нет.",
)
SOURCE = Column("source", "code", "Code of the source table.", "Код исходной таблицы.")
FILE = Column("file", "text", "Name of the publisher's file.", "Имя файла издателя.")
SHA256 = Column("sha256", "text", "SHA-256 of the file, as 64 digits.", "SHA-256 файла, 64 знака.")
SHEET = Column("sheet", "text", "Sheet of the file.", "Лист файла.")
CELL = Column("cell", "text", "Cell of the sheet.", "Ячейка листа.")
PRINTED = Column("printed", "text", "What the cell shows, as printed.", "Содержание ячейки, как напечатано.")
LABEL = Column("label", "text", "The publisher's own words for the class.", "Название класса словами издателя.")
LABEL_TRANSLATION = Column("label_translation", "text", "The label in English.", "Название на английском языке.")
REASON_CODE = Column("reason_code", "code", "Why it was left out.", "Почему не учтена.")
RATIONALE = Column("rationale", "text", "The reason for the decision, in words.", "Обоснование решения.")
APPROVED_ON = Column(
    "approved_on",
    "date",
    "Day on which a second person agreed to the decision.",
    "День, когда решение утвердил второй человек.",
)
DECISION = Column(
    "decision", "integer", "The decision’s number, the same in all releases.", "Номер решения, общий для выпусков."
)
NUMBER = Column("number", "integer", "Number within the release.", "Номер в выпуске.")
NAME_EN = Column("name_en", "text", "Name in English.", "Название на английском языке.")
NAME_RU = Column("name_ru", "text", "Name in Russian.", "Название на русском языке.")

OBSERVATIONS = [
    ORIGIN,
    Column("origin_name", "text", "Name of the origin in English.", "Название места выезда на английском языке."),
    DESTINATION,
    Column(
        "destination_name", "text", "Name of the destination in English.", "Название места въезда на английском языке."
    ),
    YEAR,
    YEAR_BASIS,
    CATEGORY,
    MEASURE,
    Column(
        "value",
        "integer",
        "The number; empty where a part was hidden by the publisher or is not held.",
        "Число; пусто, если часть данных скрыта издателем или отсутствует.",
    ),
    LOWER,
    UPPER,
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

# Where a number was printed, and how.
OPENED = [SOURCE, FILE, SHA256, SHEET, CELL, PRINTED]

PROVENANCE = [
    RELEASE,
    *KEYED,
    *OPENED,
    Column(
        "value",
        "integer",
        "What the cell adds: 0 where it is excluded, empty where the publisher hid it.",
        "Вклад ячейки: 0, если она исключена; пусто, если издатель её скрыл.",
    ),
    LABEL,
    LABEL_TRANSLATION,
    Column(
        "disposition",
        "code",
        "include: the cell is counted; exclude: it is left out.",
        "include: ячейка учтена; exclude: не учтена.",
    ),
    REASON_CODE,
    RATIONALE,
    APPROVED_ON,
]

# What rates are reckoned by: how many people an origin has, and the cell that says so.
POPULATION = [
    RELEASE,
    ORIGIN,
    Column("year", "integer", "The calendar year.", "Календарный год."),
    Column("value", "integer", "How many people live there at mid-year.", "Численность населения на середину года."),
    Column(
        "status",
        "code",
        "normal, provisional, estimated or break, as the publisher says.",
        "normal, provisional, estimated или break, как указал издатель.",
    ),
    *OPENED,
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
    DECISION,
    LABEL,
    SOURCE,
    FILE,
    SHA256,
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

# How each label was treated in a release, and why: its decisions in force.
CODEBOOK = [
    RELEASE,
    NUMBER,
    SOURCE,
    LABEL,
    Column("label_language", "code", "Language of these words.", "Язык этого названия."),
    LABEL_TRANSLATION,
    Column("label_translation_ru", "text", "The label in Russian.", "Название на русском языке."),
    Column(
        "condition",
        "text",
        "Which cells of the label it is about, as JSON; empty where it is about all.",
        "О каких ячейках речь, в формате JSON; пусто, если обо всех.",
    ),
    Column("year_from", "integer", "First year it holds for; may be empty.", "С какого года действует; может не быть."),
    Column("year_to", "integer", "Last year it holds for; may be empty.", "По какой год действует; может не быть."),
    Column(
        "disposition",
        "code",
        "include: counted; exclude: left out; total: checks our sum; not_data: no number.",
        "include: учтено; exclude: не учтено; total: сверяется с нашей суммой; not_data: не число.",
    ),
    Column(
        "category",
        "code",
        "Where it counts; for an exclusion, what it was kept out of.",
        "Где учтено; для исключения: из чего исключено.",
    ),
    MEASURE,
    REASON_CODE,
    RATIONALE,
    Column("rule", "text", "Rule of the codebook that it follows.", "Правило кодовой книги, которому следует решение."),
    Column("sentence", "text", "The codebook's own sentence.", "Фраза самой кодовой книги."),
    Column("concept", "text", "What the label is about, in English.", "О чём название, на английском языке."),
    Column("proposed_on", "date", "Day on which it was proposed.", "День, когда решение предложено."),
    APPROVED_ON,
    DECISION,
]

# The publishers' files a release rests on.
SOURCES = [
    RELEASE,
    NUMBER,
    SOURCE,
    Column("title_en", "text", "Title of the table in English.", "Название таблицы на английском языке."),
    Column("title_ru", "text", "Title of the table in Russian.", "Название таблицы на русском языке."),
    Column("publisher_en", "text", "Who publishes it, in English.", "Издатель, на английском языке."),
    Column("publisher_ru", "text", "Who publishes it, in Russian.", "Издатель, на русском языке."),
    Column("url", "text", "Where it is published.", "Где опубликовано."),
    Column("licence", "text", "What its publisher allows.", "Что разрешает издатель."),
    FILE,
    SHA256,
    Column("retrieved_on", "date", "Day on which it was fetched; may be empty.", "День получения; может не быть."),
    Column(
        "accepted_on",
        "date",
        "Day on which a second person accepted it; may be empty.",
        "День, когда файл принял второй человек; может не быть.",
    ),
]

# What must be known to read the numbers: the notes of the release, and what its codes mean.
NOTES = [
    Column("about", "code", "What the note is about.", "О чём примечание."),
    Column("code", "code", "Code that it explains; may be empty.", "Код, который оно объясняет; может не быть."),
    NAME_EN,
    NAME_RU,
    Column("note_en", "text", "The note in English.", "Примечание на английском языке."),
    Column("note_ru", "text", "The note in Russian.", "Примечание на русском языке."),
]

# What a release is built again from: every cell, every decision, and what no cell says.
CELLS = [
    *KEYED,
    YEAR_BASIS,
    Column("source", "integer", "Number of the file in sources.json.", "Номер файла в sources.json."),
    Column("decision", "integer", "Number of the decision in decisions.csv.", "Номер решения в decisions.csv."),
    Column(
        "place",
        "code",
        "Where the cell’s people go, if not to the destination: a member of the union, or the union as it was then.",
        "Куда едут люди из ячейки, если не в само место въезда: член союза или союз в прежнем составе.",
    ),
    Column("period", "text", "2018, FY2018, 2018-Q2, 2018-05 or a day.", "2018, FY2018, 2018-Q2, 2018-05 или день."),
    Column("breakdown", "text", "Other columns of the table, as in sex=F.", "Прочие столбцы таблицы, как sex=F."),
    SHEET,
    CELL,
    PRINTED,
    Column(
        "value",
        "integer",
        "What was read, after declared corrections; empty where no number is given.",
        "Прочитанное число с учётом исправлений; пусто, если числа нет.",
    ),
    LOWER,
    UPPER,
]

FACTS = [
    *KEYED,
    Column(
        "fact",
        "code",
        "absent: a table or member that is not held; not_hidden: how many cells are empty and not hidden; silent: a "
        "table that says zero by having no row; year_basis, upper, status, sources: stated.",
        "absent: таблицы или члена союза нет; not_hidden: сколько ячеек пусты, но не скрыты; silent: таблица без "
        "строки, то есть ноль; year_basis, upper, status, sources: указано.",
    ),
    Column("what", "text", "Which one, or how many.", "Что именно или сколько."),
    Column("reason", "text", "Why it holds, in words.", "Почему, словами."),
]

NAMES = [
    Column("code", "code", "Code of the place.", "Код места."),
    Column("name", "text", "Its name in English, as published.", "Название на английском языке, как опубликовано."),
    Column("name_ru", "text", "Its name in Russian.", "Название на русском языке."),
    Column("union", "boolean", "Whether it is a union of countries.", "Является ли союзом стран."),
]
