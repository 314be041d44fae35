"""What a reorganisation is as data: which departments, provinces and communes gave way to which, and since when."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Step:
    """One part of a reorganisation: the day from which it holds, and the law or decision."""

    since: date
    source: str


@dataclass(frozen=True, slots=True)
class Department:
    """A department and those that took its place; provinces that decided otherwise are named in `otherwise`."""

    former: str
    successors: tuple[str, ...]
    note: str = ""
    otherwise: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Province:
    """A province and those it was made from, itself among them if it bore the name before."""

    name: str
    formers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Former:
    """A unit that gave way, with its district where it is told; `part` if others took over parts of it as well."""

    name: str
    district: str | None = None
    part: bool = False


@dataclass(frozen=True, slots=True)
class Commune:
    """A commune of a province, the communes it was made from, and the province and district most of them were of."""

    name: str
    province: str
    former_province: str
    former_district: str
    formers: tuple[Former, ...]


@dataclass(frozen=True)
class Reorganisation:
    """A reorganisation; a part that it left alone has neither a step nor entries.

    `bodies` are the kinds of unit that pass from a province to the one it merges into under their own names.
    """

    name: str
    title: str
    departments: tuple[Department, ...]
    provinces: tuple[Province, ...]
    communes: tuple[Commune, ...]
    bodies: tuple[str, ...]
    of_departments: Step | None
    of_districts: Step | None
    of_provinces: Step | None
    of_communes: Step | None
