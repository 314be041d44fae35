"""Units: one key for every way of writing a name, the groups they form, and mentions of them in a text."""

from knowledge.units.belonging import can_stand_under, full_name, governs_place
from knowledge.units.groups import Coverage, covers, group_name, groups_of, is_group, is_known, level_of, same_unit
from knowledge.units.keys import unit_key
from knowledge.units.mentions import UnitMention, find_units
from knowledge.units.organisations import named_within, organisation_key, proper_name, same_organisation
from knowledge.units.vocabulary import Level, standard_name

__all__ = [
    "Coverage",
    "Level",
    "UnitMention",
    "can_stand_under",
    "covers",
    "find_units",
    "full_name",
    "governs_place",
    "group_name",
    "groups_of",
    "is_group",
    "is_known",
    "level_of",
    "named_within",
    "organisation_key",
    "proper_name",
    "same_organisation",
    "same_unit",
    "standard_name",
    "unit_key",
]
