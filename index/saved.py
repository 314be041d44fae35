"""Files that keep the parts of an index between starts, one a plan, each with a checksum."""

import hashlib
import io
import json
import os
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

import knowledge.vietnamese
from index.errors import PartLostError
from index.keywords import Postings, renumbered
from index.parts import PartMaker, PlanPart, Rows
from index.spelt import spelt_counts
from index.tables import PassageTable, Texts, packed
from knowledge.vietnamese.abbreviations import Abbreviations

_FORMAT = "dondoc-index/1"
_PATTERN = "plan-*.index"

Arrays = Mapping[str, NDArray[Any]]


@dataclass(frozen=True, slots=True)
class Origin:
    """What a part was made from: which plan of which database, which encoder, and how texts were read."""

    plan_id: int
    plan: str
    encoder: str
    reading: str


@dataclass(frozen=True, slots=True)
class Saved:
    """A part as it was saved, in arrays."""

    origin: Origin
    arrays: Arrays

    @property
    def rows(self) -> Rows:
        """The vectors of its texts."""
        return self.arrays["text_ids"], self.arrays["vectors"]

    def part(self, maker: PartMaker) -> PlanPart:
        """The part itself, with the numbers of the maker's lexicons."""
        numbers = np.fromiter(map(maker.lexicon.add, self._texts("terms")), np.int64)
        postings = Postings(numbers.astype(np.int32), *(self.arrays[name] for name in _POSTINGS))
        spelt = spelt_counts(self._texts("spelt"), self.arrays["spelt_counts"].tolist(), maker.spelt)
        kinds, row_ids, task_ids = (self.arrays[name] for name in _ROWS)
        texts, headings, heading_of = self._texts("texts"), self._texts("headings"), self.arrays["heading_of"]
        table = PassageTable(self.origin.plan_id, kinds, row_ids, task_ids, texts, headings, heading_of)
        return PlanPart(table, self.arrays["text_ids"], renumbered(postings, numbers), spelt, self.arrays["vectors"])

    def _texts(self, name: str) -> Texts:
        return Texts(self.arrays[name], self.arrays[f"{name}_until"])


_POSTINGS = ("spread", "totals", "passages", "counts", "lengths")
_ROWS = ("kinds", "row_ids", "task_ids")


def path_of(folder: Path, plan_id: int) -> Path:
    """Where the part of a plan is kept."""
    return folder / _PATTERN.replace("*", str(plan_id))


def saved_plans(folder: Path) -> Iterator[int]:
    """The plans of which a part is kept."""
    before, after = _PATTERN.split("*")
    names = (path.name.removeprefix(before).removesuffix(after) for path in folder.glob(_PATTERN))
    return (int(name) for name in names if name.isdigit())


def save_part(folder: Path, origin: Origin, part: PlanPart, maker: PartMaker) -> None:
    """Write a part in one step, so that a reader sees the whole file or none."""
    held = io.BytesIO()
    np.savez(held, allow_pickle=False, **_arrays(part, maker))
    payload = held.getvalue()
    header = {"format": _FORMAT, "sha256": hashlib.sha256(payload).hexdigest(), **_told(origin)}
    folder.mkdir(parents=True, exist_ok=True)
    path = path_of(folder, origin.plan_id)
    handle, name = tempfile.mkstemp(dir=folder, prefix=path.name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(json.dumps(header).encode() + b"\n" + payload)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def load_part(folder: Path, plan_id: int) -> Saved:
    """The part saved of a plan; raises PartLostError where there is none that can be used."""
    try:
        head, _, payload = path_of(folder, plan_id).read_bytes().partition(b"\n")
    except FileNotFoundError as error:
        raise PartLostError("missing", str(folder)) from error
    except OSError as error:
        raise PartLostError("unreadable", str(error)) from error
    header = _header(head)
    if hashlib.sha256(payload).hexdigest() != header.get("sha256"):
        raise PartLostError("damaged", str(path_of(folder, plan_id)))
    with np.load(io.BytesIO(payload), allow_pickle=False) as arrays:
        return Saved(Origin(plan_id, header["plan"], header["encoder"], header["reading"]), dict(arrays))


def _header(line: bytes) -> dict[str, str]:
    try:
        header = json.loads(line)
    except ValueError as error:
        raise PartLostError("damaged", str(error)) from error
    if not isinstance(header, dict) or header.get("format") != _FORMAT:
        raise PartLostError("damaged", "unknown format")
    return header


def _told(origin: Origin) -> dict[str, str]:
    return {"plan": origin.plan, "encoder": origin.encoder, "reading": origin.reading}


def _arrays(part: PlanPart, maker: PartMaker) -> dict[str, NDArray[Any]]:
    texts = {
        "texts": part.table.texts,
        "headings": part.table.headings,
        "terms": packed(map(maker.lexicon.term, part.postings.terms.tolist())),
        "spelt": packed(map(maker.spelt.term, part.spelt.pairs.tolist())),
    }
    return {
        "text_ids": part.text_ids,
        "vectors": part.vectors,
        "heading_of": part.table.heading_of,
        "spelt_counts": part.spelt.counts,
        **{name: getattr(part.table, name) for name in _ROWS},
        **{name: getattr(part.postings, name) for name in _POSTINGS},
        **{name: held.letters for name, held in texts.items()},
        **{f"{name}_until": held.until for name, held in texts.items()},
    }


def reading_of(abbreviations: Abbreviations) -> str:
    """A fingerprint of all that decides about the terms of a text: the rules, and the office's abbreviations."""
    told = repr((abbreviations.entries, sorted(abbreviations.numbered.items())))
    return hashlib.sha256(f"{_rules()} {told}".encode()).hexdigest()[:16]


@lru_cache(maxsize=1)
def _rules() -> str:
    digest = hashlib.sha256()
    for folder in (Path(__file__).parent, *map(Path, knowledge.vietnamese.__path__)):
        for file in sorted(folder.iterdir()):
            if file.suffix in (".py", ".toml"):
                digest.update(file.read_bytes())
    return digest.hexdigest()
