"""What is said about a release as a whole and about each of its files, in both languages; once, for all who say it."""

from pathlib import Path
from string import Template

from flows import columns
from flows.core.file_order import ordered

HERE = Path(__file__).parent
SPDX = columns.LICENCE.replace(" ", "-")

FILES = {
    "observations.csv": (
        "Every number with its bounds, its status and its source tables.",
        "Все числа с границами, статусами и исходными таблицами.",
    ),
    "observations.csv.gz": ("The same, packed with gzip.", "То же, сжато gzip."),
    "observations.xlsx": (
        "The same as a workbook, with codebook, sources and notes on sheets of their own.",
        "То же в виде книги Excel; кодовая книга, источники и примечания — на отдельных листах.",
    ),
    "observations.json": (
        "The same as JSON, with the columns described.",
        "То же в формате JSON с описанием столбцов.",
    ),
    "observations.parquet": (
        "The same as Parquet: typed, sorted, with statistics.",
        "То же в формате Parquet: с типами, сортировкой и статистикой.",
    ),
    "observations-sdmx.csv": ("The same as SDMX-CSV 2.0.", "То же в формате SDMX-CSV 2.0."),
    "structure.xml": (
        "The structure of the SDMX file, with its codelists.",
        "Структура файла SDMX с кодовыми списками.",
    ),
    "provenance.csv": (
        "Every cell behind each number: file, sheet, cell, text as printed, and the decision with its reason.",
        "Все ячейки, из которых сложено каждое число: файл, лист, ячейка, текст и решение с обоснованием.",
    ),
    "codebook.csv": (
        "How each label of each table was treated, and why.",
        "Как учтено каждое название каждой таблицы и почему.",
    ),
    "changes.csv": (
        "What differs from the release before, number by number, each with its causes.",
        "Чем выпуск отличается от предыдущего: каждое число с причинами.",
    ),
    "population.csv": (
        "How many people each origin has by year, with the cell that says it: what rates are reckoned by.",
        "Численность населения стран выезда по годам и ячейки, где она указана: основа для коэффициентов.",
    ),
    "sources.csv": ("The publishers’ files, each by its hash.", "Файлы издателей, каждый со своим SHA-256."),
    "notes.csv": ("The notes of the release, and what its codes mean.", "Примечания к выпуску и значения кодов."),
    "areas.csv": ("What the codes of places are called.", "Названия мест по кодам."),
    "dcat.jsonld": ("This release for catalogues: DCAT 3.", "Описание выпуска для каталогов: DCAT 3."),
    "croissant.json": (
        "This release as a Dataset of schema.org with Croissant 1.0, for search engines and machine learning.",
        "Описание выпуска по schema.org (Dataset) и Croissant 1.0: для поисковых систем и машинного обучения.",
    ),
}
PACKAGE = (
    "Everything one needs to work with the release, as a Frictionless Data Package.",
    "Всё необходимое для работы с выпуском: пакет данных Frictionless.",
)
SOURCES = (
    "The cells, decisions and originals that the release is made of, and a script that makes it again.",
    "Ячейки, решения и исходные файлы, из которых сделан выпуск, и программа, которая строит его заново.",
)


def of_file(name):
    """What a file of a release is, in English and in Russian; of one that nobody described, nothing."""
    if name.startswith("camt-"):
        return SOURCES if name.endswith("-sources.zip") else PACKAGE
    return FILES.get(name, ("", ""))


def filled(name, **words):
    """A text of this folder with its words put in."""
    return Template((HERE / name).read_text(encoding="utf-8")).substitute(words)


def listed(names, at):
    """Lines of a table that tells what each file is; `at` is 0 for English, 1 for Russian."""
    return "\n".join(f"| `{name}` | {of_file(name)[at]} |" for name in ordered(dict.fromkeys(names)))
