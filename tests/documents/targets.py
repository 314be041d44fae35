"""Target tables in several shapes."""

from random import Random
from typing import Any

from tests.documents.made import Gold, MadeCell, MadeTable, data
from tests.documents.units import Office

_VALUES: dict[str, list[float]] = {
    "%": [3.5, 45, 60, 75, 92.5, 98],
    "other": [5, 12, 38, 150, 420],
    "tỷ đồng": [1250, 870],
    "ha": [1500, 320.5],
}


def make_targets(
    random: Random, fields: list[dict[str, Any]], office: Office, year: int
) -> tuple[MadeTable, list[Gold]]:
    """A table of targets and what it says."""
    words = data("layouts")
    heads = {key: random.choice(names).format(y=year, p=year - 1) for key, names in words["target_headers"].items()}
    columns = [
        "number",
        "name",
        *random.choice([["measure"], []]),
        *random.choice([["past"], [], []]),
        "value",
        *random.choice([["owner"], []]),
    ]
    gold, rows = [], []
    named = [one.split("|") for source in fields for one in source["targets"]]
    for place, (name, unit) in enumerate(random.sample(named, min(len(named), random.randint(4, 9)))):
        comparator = random.choice(list(words["comparisons"]))
        value = random.choice(_VALUES.get(unit, _VALUES["other"]))
        shown = f"{value:,.1f}".removesuffix(".0").replace(",", " ").replace(".", ",").replace(" ", ".")
        suffix = "" if "measure" in columns else "%" if unit == "%" else f" {unit}"
        owner = random.choice(office.units)
        texts = {
            "number": str(place + 1),
            "name": name,
            "measure": unit,
            "past": f"{value * 0.8:.1f}".replace(".", ","),
            "owner": owner,
            "value": random.choice(words["comparisons"][comparator]).format(v=shown + suffix),
        }
        rows.append(tuple(MadeCell(texts[column]) for column in columns))
        gold.append(
            {
                "number": str(place + 1),
                "name": name,
                "unit": unit,
                "comparator": comparator,
                "value": value,
                "year": year,
                "owner": [owner] if "owner" in columns else [],
            }
        )
    titles = {**heads, "number": "TT"}
    widths = {"number": 4, "name": 40, "measure": 10, "past": 12, "value": 16, "owner": 22}
    header = tuple(MadeCell(titles[column], bold=True) for column in columns)
    return MadeTable((header,), tuple(rows), tuple(widths[column] for column in columns)), gold
