"""What the workshop keeps, one module per step of the work."""

from curation.models.concerns import Concern, ConcernMessage
from curation.models.decisions import CategoryDecision, CodebookRule, Concept
from curation.models.publications import Publication
from curation.models.readings import Coverage, Label, PrintedTotal, Reading, Sheet
from curation.models.shipped import Shipped
from curation.models.sources import Alias, ExpectedGap, Series, SourceFile, SourceTable

__all__ = [
    "Alias",
    "CategoryDecision",
    "CodebookRule",
    "Concept",
    "Concern",
    "ConcernMessage",
    "Coverage",
    "ExpectedGap",
    "Label",
    "PrintedTotal",
    "Publication",
    "Reading",
    "Series",
    "Sheet",
    "Shipped",
    "SourceFile",
    "SourceTable",
]
