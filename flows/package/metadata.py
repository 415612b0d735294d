"""A release for catalogues (dcat.jsonld) and for machine learning (croissant.json), beside the files they describe.

Addresses in them are relative: they hold on the site, in a mirror and in a folder alike. Both say what
`flows.described` says.
"""

from django.utils.translation import override

from flows import described, files
from flows.core.file_order import ordered
from flows.models import SourceUsed
from flows.package import words
from flows.package.datapackage import as_json
from flows.package.schemas import TABLES

DCAT, CROISSANT = "dcat.jsonld", "croissant.json"
IANA = "https://www.iana.org/assignments/media-types/"
LANGUAGES = {"en": "ENG", "ru": "RUS"}
EUROPEAN = "http://publications.europa.eu/resource/authority/"
CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "prov": "http://www.w3.org/ns/prov#",
    "spdx": "http://spdx.org/rdf/terms#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
# The context that Croissant 1.0 prescribes, whole.
TERMS = [
    "citeAs", "column", "equivalentProperty", "extract", "field", "fileObject", "fileProperty", "fileSet", "format",
    "includes", "isLiveDataset", "jsonPath", "key", "md5", "parentField", "path", "recordSet", "references", "regex",
    "repeated", "replace", "samplingRate", "separator", "source", "subField", "transform",
]  # fmt: skip
CROISSANT_CONTEXT = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "sc": "https://schema.org/",
    "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "dct": "http://purl.org/dc/terms/",
    "conformsTo": "dct:conformsTo",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "examples": {"@id": "cr:examples", "@type": "@json"},
    **{term: f"cr:{term}" for term in TERMS},
}
CONFORMS_TO = "http://mlcommons.org/croissant/1.0"
TYPES = {"integer": "sc:Integer", "date": "sc:Date", "boolean": "sc:Boolean"}


def make(release, place):
    """Writes both; every other file of the release is there already."""
    held = ordered({path.name: files.describe(path) for path in place.iterdir()})
    [(_name, facts)] = described.prepare(release)
    written = {DCAT: dcat(release, facts, held), CROISSANT: croissant(release, facts, held)}
    for name, content in written.items():
        files.write_file(place / name, [as_json(content)])


# --- DCAT -------------------------------------------------------------------------------------------------------------


def dcat(release, facts, held):
    """The release as a dcat:Dataset with a distribution for each file."""
    first, last = facts[0]
    return {
        "@context": CONTEXT,
        "@id": "./",
        "@type": "dcat:Dataset",
        "dct:title": both(described.title),
        "dct:description": both(described.about),
        "dct:identifier": f"camt-{release.version}",
        "dcat:version": release.version,
        "dct:issued": {"@type": "xsd:date", "@value": described.day(release)},
        "dct:language": [{"@id": f"{EUROPEAN}language/{code}"} for code in LANGUAGES.values()],
        "dct:license": {"@id": described.LICENCE},
        "dct:publisher": {"@type": "foaf:Organization", "foaf:name": described.PUBLISHER},
        "dct:bibliographicCitation": described.citation(release),
        "dct:accessRights": {"@id": f"{EUROPEAN}access-right/PUBLIC"},
        "dcat:keyword": [{"@language": "en", "@value": word} for word in described.KEYWORDS],
        "dcat:theme": {"@id": f"{EUROPEAN}data-theme/SOCI"},
        "dct:temporal": {
            "@type": "dct:PeriodOfTime",
            "dcat:startDate": {"@type": "xsd:gYear", "@value": str(first)},
            "dcat:endDate": {"@type": "xsd:gYear", "@value": str(last)},
        },
        "dct:spatial": [
            {"@type": "dct:Location", "dct:identifier": code} for code in dict.fromkeys([*facts[1], *facts[2]])
        ],
        "prov:wasDerivedFrom": [{"@id": address} for address in sources(release)],
        "dcat:distribution": [distribution(name, told) for name, told in held.items()],
    }


def sources(release):
    """Where the publishers' tables are, each address once."""
    named = SourceUsed.everything.of(release).exclude(url="").order_by("number").values_list("url", flat=True)
    return list(dict.fromkeys(named))


def distribution(name, told):
    english, russian = words.of_file(name)
    return {
        "@id": name,
        "@type": "dcat:Distribution",
        "dct:title": name,
        "dct:description": [{"@language": "en", "@value": english}, {"@language": "ru", "@value": russian}],
        "dcat:downloadURL": {"@id": name},
        "dcat:accessURL": {"@id": "./"},
        "dcat:mediaType": {"@id": IANA + described.kind(name)},
        "dcat:byteSize": {"@type": "xsd:nonNegativeInteger", "@value": str(told["size"])},
        "dct:license": {"@id": described.LICENCE},
        "spdx:checksum": {
            "@type": "spdx:Checksum",
            "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256"},
            "spdx:checksumValue": {"@type": "xsd:hexBinary", "@value": told["sha256"]},
        },
    }


def both(say):
    """What a function says in each language."""
    said = []
    for language in LANGUAGES:
        with override(language):
            said.append({"@language": language, "@value": say()})
    return said


# --- Croissant --------------------------------------------------------------------------------------------------------


def croissant(release, facts, held):
    """The release as Croissant: its files, and the columns of those that are tables."""
    with override("en"):
        said = described.said(release, facts)
    tables = [name for name in held if name in TABLES]
    return {
        **{name: said[name] for name in said if name not in ("@context", "citation")},
        "@context": CROISSANT_CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": CONFORMS_TO,
        "citeAs": said["citation"],
        "keywords": described.KEYWORDS,
        "url": "./",
        "isLiveDataset": False,
        "distribution": [file_object(name, told) for name, told in held.items()],
        "recordSet": [record_set(name) for name in tables],
    }


def file_object(name, told):
    return {
        "@type": "cr:FileObject",
        "@id": name,
        "name": name,
        "description": words.of_file(name)[0],
        "contentUrl": name,
        "contentSize": f"{told['size']} B",
        "encodingFormat": described.kind(name),
        "sha256": told["sha256"],
    }


def record_set(name):
    table, own = TABLES[name], name.removesuffix(".csv")
    said = {"key": [{"@id": f"{own}/{column}"} for column in table.key]} if table.key else {}
    return {
        "@type": "cr:RecordSet",
        "@id": own,
        "name": own,
        "description": words.of_file(name)[0],
        **said,
        "field": [
            {
                "@type": "cr:Field",
                "@id": f"{own}/{column.name}",
                "name": column.name,
                "description": column.en,
                "dataType": TYPES.get(column.type, "sc:Text"),
                "source": {"fileObject": {"@id": name}, "extract": {"column": column.name}},
            }
            for column in table.columns
        ],
    }
