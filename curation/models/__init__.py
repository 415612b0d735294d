"""What the workshop keeps, one module per step of the work."""

from curation.models.claims import Claim
from curation.models.concerns import Concern, ConcernMessage
from curation.models.corrections import Correction
from curation.models.decisions import Batch, CategoryDecision, CodebookRule, Concept
from curation.models.desk import Amendment, ConceptReason, Draft, Explanation, Reckoned, Standing, Tick
from curation.models.log import LogLink
from curation.models.next_release import NextRelease, ReleaseTick
from curation.models.opinions import Drawn, SecondOpinion
from curation.models.prepared import PreparedSum
from curation.models.publications import Publication
from curation.models.readings import Change, Coverage, Difference, Label, PrintedTotal, Reading, Sheet
from curation.models.scenarios import Scenario
from curation.models.shipped import Shipped
from curation.models.sources import Alias, ExpectedGap, Series, SourceFile, SourceTable
from curation.models.thresholds import Setting

__all__ = [
    "Alias",
    "Amendment",
    "Batch",
    "CategoryDecision",
    "Change",
    "Claim",
    "CodebookRule",
    "Concept",
    "ConceptReason",
    "Concern",
    "ConcernMessage",
    "Correction",
    "Coverage",
    "Difference",
    "Draft",
    "Drawn",
    "ExpectedGap",
    "Explanation",
    "Label",
    "LogLink",
    "NextRelease",
    "PreparedSum",
    "PrintedTotal",
    "Publication",
    "Reading",
    "Reckoned",
    "ReleaseTick",
    "Scenario",
    "SecondOpinion",
    "Series",
    "Setting",
    "Sheet",
    "Shipped",
    "SourceFile",
    "SourceTable",
    "Standing",
    "Tick",
]
