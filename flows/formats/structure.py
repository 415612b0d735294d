"""What SDMX-CSV of a release is made of, as SDMX-ML 3.0: concepts, codelists in two languages, structure, dataflow."""

from datetime import UTC
from xml.etree import ElementTree

from flows import columns
from flows.described import PUBLISHER
from flows.formats.sdmx import AGENCY, COMPONENTS, FLOW, YEARLY, statuses
from flows.queries import codelist, entry

SCHEMAS = "http://www.sdmx.org/resources/sdmxml/schemas/v3_0"
MODEL = "urn:sdmx:org.sdmx.infomodel"
TRACKER = "Central Asia Migration Tracker", "Трекер миграции из Центральной Азии"
DESCRIBED = {column.name: column for column in columns.OBSERVATIONS}
LISTS = {
    "CL_FREQ": ("Frequency", "Периодичность"),
    "CL_AREA": ("Areas", "Страны и объединения"),
    "CL_CATEGORY": ("Categories", "Категории"),
    "CL_MEASURE": ("Measures", "Показатели"),
    "CL_OBS_STATUS": ("Observation status, codes of SDMX", "Статус наблюдения, коды SDMX"),
    "CL_STATUS": ("Statuses in CAMT", "Статусы в CAMT"),
    "CL_YEAR_BASIS": ("Year bases", "Исчисления года"),
}


def document(release):
    """The document as bytes. Its version is that of the release, whose codes and names it tells."""
    return Structure(release).document()


class Structure:
    def __init__(self, release):
        self.release = release
        self.identity = {"agencyID": AGENCY, "version": release.version, "isExternalReference": "false"}

    def document(self):
        spaces = {f"xmlns:{short}": f"{SCHEMAS}/{name}"
                  for short, name in (("mes", "message"), ("str", "structure"), ("com", "common"))}  # fmt: skip
        structures = element("mes:Structures", [
            element("str:Dataflows", [self.dataflow()]),
            element("str:Codelists", [self.codelist(name) for name in LISTS]),
            element("str:ConceptSchemes", [self.concepts()]),
            element("str:DataStructures", [self.data_structure()]),
        ])  # fmt: skip
        root = element("mes:Structure", [self.header(), structures], **spaces)
        ElementTree.indent(root)
        return ElementTree.tostring(root, encoding="UTF-8", xml_declaration=True) + b"\n"

    def header(self):
        return element("mes:Header", [
            element("mes:ID", f"{FLOW}-{self.release.version}".replace(".", "-")),
            element("mes:Test", "false"),
            element("mes:Prepared", f"{self.release.published_at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"),
            element("mes:Sender", named(PUBLISHER), id=AGENCY),
        ])  # fmt: skip

    def urn(self, kind, id, part=""):
        return f"{MODEL}.{kind}={AGENCY}:{id}({self.release.version}){part}"

    def dataflow(self):
        structure = element("str:Structure", self.urn("datastructure.DataStructure", FLOW))
        return element("str:Dataflow", [*named(*TRACKER), structure], id=FLOW, **self.identity)

    def codelist(self, name):
        codes = [element("str:Code", told, id=code) for code, told in getattr(self, f"in_{name.lower()}")()]
        return element("str:Codelist", [*named(*LISTS[name]), *codes], id=name, isPartial="false", **self.identity)

    def in_cl_freq(self):
        yield YEARLY, named("Annual", "Ежегодно")

    def in_cl_area(self):
        for code in sorted(self.release.names):
            area = entry("area", code)
            yield code, named(self.release.names[code], area.name_ru if area else "")

    def in_cl_obs_status(self):
        lines = {line["sdmx"]: line for line in statuses().values()}
        for code in sorted(lines):
            yield code, named(lines[code]["name_en"], lines[code]["name_ru"])

    def in_cl_category(self):
        return defined("category")

    def in_cl_measure(self):
        return defined("measure")

    def in_cl_status(self):
        return ((code, told) for code, told in defined("status") if code in statuses())

    def in_cl_year_basis(self):
        return defined("year_basis")

    def concepts(self):
        told = [element("str:Concept", described(each), id=each.id) for each in COMPONENTS]
        return element("str:ConceptScheme", [*named(*TRACKER), *told], id=FLOW, isPartial="false", **self.identity)

    def data_structure(self):
        parts = {role: [self.component(each) for each in COMPONENTS if each.role == role]
                 for role in ("dimension", "time", "measure", "attribute")}  # fmt: skip
        for position, dimension in enumerate(parts["dimension"], 1):
            dimension.set("position", str(position))
        components = element("str:DataStructureComponents", [
            element("str:DimensionList", parts["dimension"] + parts["time"], id="DimensionDescriptor"),
            element("str:AttributeList", parts["attribute"], id="AttributeDescriptor"),
            element("str:MeasureList", parts["measure"], id="MeasureDescriptor"),
        ])  # fmt: skip
        return element("str:DataStructure", [*named(*TRACKER), components], id=FLOW, **self.identity)

    def component(self, each):
        """A dimension, an attribute or a measure: its concept, and what values it takes."""
        tag = {"dimension": "Dimension", "time": "TimeDimension", "measure": "Measure", "attribute": "Attribute"}
        concept = self.urn("conceptscheme.Concept", FLOW, f".{each.id}")
        parts = [
            element("str:ConceptIdentity", concept),
            element("str:LocalRepresentation", [self.values(each)]),
        ]
        usage = {}
        if each.role in ("attribute", "measure"):
            usage["usage"] = "mandatory" if each.required else "optional"
        if each.role == "attribute":
            parts.append(element("str:AttributeRelationship", [element("str:Observation")]))
        return element(f"str:{tag[each.role]}", parts, id=each.id, **usage)

    def values(self, each):
        if each.codelist:
            return element("str:Enumeration", self.urn("codelist.Codelist", each.codelist))
        if each.role == "time":
            return element("str:TextFormat", textType="ObservationalTimePeriod")
        number = DESCRIBED[each.column].type == "integer"
        return element("str:TextFormat", textType="Long" if number else "String")


def defined(name):
    """(code, names and definitions) of a codelist, in its order."""
    for each in codelist(name).values():
        yield (
            each.code,
            named(each.name_en, each.name_ru) + named(each.definition_en, each.definition_ru, "Description"),
        )


def described(component):
    told = DESCRIBED.get(component.column)
    said = named(component.en, component.ru)
    return said + named(told.en, told.ru, "Description") if told else said


def named(en, ru="", tag="Name"):
    """A text in the languages in which there is one."""
    return [element(f"com:{tag}", text, **{"xml:lang": code}) for code, text in (("en", en), ("ru", ru)) if text]


def element(tag, inside=(), **attributes):
    """An element with a text or with other elements inside."""
    made = ElementTree.Element(tag, attributes)
    if isinstance(inside, str):
        made.text = inside
    else:
        made.extend(inside)
    return made
