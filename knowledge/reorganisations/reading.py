"""Reads the reorganisations that ship with the program: NAME.toml with the departments, NAME.tsv with the places."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from knowledge.reorganisations.table import read_lines
from knowledge.reorganisations.types import Commune, Department, Province, Reorganisation, Step

_FOLDER = files("knowledge.reorganisations")


@cache
def known_reorganisations() -> tuple[str, ...]:
    """The names of all reorganisations, the earliest first."""
    names = (file.name for file in _FOLDER.iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml")))


@cache
def read_reorganisation(name: str) -> Reorganisation:
    """The reorganisation of this name, one of `known_reorganisations`."""
    data = tomllib.loads(_text(f"{name}.toml"))
    places = tuple(read_lines(_text(f"{name}.tsv").splitlines()))
    return Reorganisation(
        name=name,
        title=data["title"],
        departments=tuple(map(_department, data.get("department", ()))),
        provinces=tuple(place for place in places if isinstance(place, Province)),
        communes=tuple(place for place in places if isinstance(place, Commune)),
        bodies=tuple(data.get("bodies", ())),
        of_departments=_step(data, "departments"),
        of_districts=_step(data, "districts"),
        of_provinces=_step(data, "provinces"),
        of_communes=_step(data, "communes"),
    )


def _text(file: str) -> str:
    return _FOLDER.joinpath(file).read_text(encoding="utf-8")


def _department(data: dict[str, Any]) -> Department:
    otherwise = tuple(data.get("otherwise", ()))
    return Department(data["former"], tuple(data["successors"]), data.get("note", ""), otherwise)


def _step(data: dict[str, Any], part: str) -> Step | None:
    return Step(**data[part]) if part in data else None
