"""Reorganisations that ship as data, and what each means for one organisation; applied only when somebody says so."""

from knowledge.reorganisations.reading import known_reorganisations, read_reorganisation
from knowledge.reorganisations.types import Commune, Department, Former, Province, Reorganisation, Step

__all__ = [
    "Commune",
    "Department",
    "Former",
    "Province",
    "Reorganisation",
    "Step",
    "known_reorganisations",
    "read_reorganisation",
]
