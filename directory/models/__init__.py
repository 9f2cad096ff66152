"""Companies, what they do, where they are, and what is remembered of them."""

from directory.models.companies import (
    Company,
    CompanyPicture,
    CompanyQuerySet,
    CompanyStation,
    Membership,
    shown_to_all,
)
from directory.models.places import Station, Town
from directory.models.records import (
    DistinctPair,
    FormerIdentity,
    GeocoderAnswer,
    ImportedFacts,
    ImportLine,
    ImportRun,
    Proposal,
)
from directory.models.telling import CompanyNumber, DayStep, Voice
from directory.models.words import Field, Industry, Process, Word

__all__ = [
    "Company", "CompanyNumber", "CompanyPicture", "CompanyQuerySet", "CompanyStation", "DayStep", "DistinctPair", "Field",
    "FormerIdentity", "GeocoderAnswer", "ImportLine", "ImportRun", "ImportedFacts", "Industry", "Membership", "Process",
    "Proposal", "Station", "Town", "Voice", "Word", "shown_to_all",
]  # fmt: skip
