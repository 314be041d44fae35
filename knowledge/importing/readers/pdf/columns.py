"""Text that stands side by side without lines between, as the head of a letter and its foot: read column by column."""

from dataclasses import dataclass
from statistics import median

from knowledge.importing.labels import split_label
from knowledge.importing.readers.pdf.lines import Line, joined, split_at_gaps

_PART = 0.9
_GUTTER = 0.6
_SURE_GUTTER = 4.0
_FAR_BELOW = 2.5
_NEAR = 0.95


@dataclass(frozen=True, slots=True)
class Flow:
    """Lines that are read one after the other between two edges; `beside` says that others stand beside them."""

    lines: tuple[Line, ...]
    left: float
    right: float
    beside: bool = False


@dataclass(slots=True)
class _Sides:
    """Two columns while they grow downwards."""

    left: list[Line]
    right: list[Line]

    @property
    def gutter(self) -> tuple[float, float]:
        return max(line.x1 for line in self.left), min(line.x0 for line in self.right)

    def take(self, part: Line) -> bool:
        """Add a part that leaves the gutter free."""
        end, start = self.gutter
        if part.x1 < start - _GUTTER * part.size and part.x0 < end:
            if self._is_far_below(part):
                return False
            self.left.append(part)
        elif part.x0 > end + _GUTTER * part.size:
            self.right.append(part)
        else:
            return False
        return True

    def _is_far_below(self, part: Line) -> bool:
        """Whether a part on the left no longer belongs to what stands beside."""
        last, beside = self.left[-1].base, self.right[-1].base
        return part.base - last > _FAR_BELOW * part.size and part.base - beside > _FAR_BELOW * part.size


def read_flows(lines: list[Line], left: float, right: float) -> list[Flow]:
    """The lines of a stretch of a page; what stands side by side makes a flow for each side."""
    parts = [part for line in lines for part in _parts(line)]
    flows: list[Flow] = []
    plain: list[Line] = []
    at = 0
    while at < len(parts):
        sides, used = _sides_from(parts, at)
        if sides is None:
            plain.append(parts[at])
            at += 1
            continue
        if plain:
            flows.append(Flow(_whole(plain), left, right))
            plain = []
        flows += [_column(sides.left), _column(sides.right)]
        at += used
    if plain:
        flows.append(Flow(_whole(plain), left, right))
    return flows


def _parts(line: Line) -> list[Line]:
    """The parts of a line that wide gaps make; a label stays with its text, evenly stretched words together."""
    parts = split_at_gaps(line, _PART)
    if len(parts) == 1:
        return parts
    gaps = [b.x0 - a.x1 for a, b in zip(line.words, line.words[1:], strict=False)]
    if median(gaps) > 0.5 * max(gaps) and max(gaps) < _SURE_GUTTER * line.size:
        return [line]
    if split_label(f"{parts[0].text} x") is not None or not any(map(str.isalnum, parts[0].text)):
        return [joined(parts[:2]), *parts[2:]]
    return parts


def _column(lines: list[Line]) -> Flow:
    whole = _whole(lines)
    return Flow(whole, min(line.x0 for line in whole), max(line.x1 for line in whole), beside=True)


def _whole(parts: list[Line]) -> tuple[Line, ...]:
    """Parts of one line put together again."""
    lines: list[list[Line]] = []
    for part in parts:
        if lines and lines[-1][0].base == part.base and lines[-1][0].page == part.page:
            lines[-1].append(part)
        else:
            lines.append([part])
    return tuple(joined(line) if len(line) > 1 else line[0] for line in lines)


def _sides_from(parts: list[Line], at: int) -> tuple[_Sides | None, int]:
    """The two columns that begin here, and how many parts they take."""
    best: tuple[_Sides | None, int] = (None, 0)
    for other in range(at + 1, min(at + 4, len(parts))):
        pair = sorted((parts[at], parts[other]), key=lambda part: part.x0)
        if not _begin_beside(*pair):
            continue
        sides, used = _Sides([pair[0]], [pair[1]]), 1
        for place in range(at + 1, len(parts)):
            if place != other and not sides.take(parts[place]):
                break
            used += 1
        if used > max(best[1], other - at) and _is_sure(sides):
            best = (sides, used)
    return best


def _begin_beside(left: Line, right: Line) -> bool:
    near = abs(left.base - right.base) < _NEAR * max(left.size, right.size)
    return near and right.x0 - left.x1 > _GUTTER * max(left.size, right.size)


def _is_sure(sides: _Sides) -> bool:
    """Whether columns are more than a wide gap in one line."""
    sides.left.sort(key=lambda line: line.base)
    sides.right.sort(key=lambda line: line.base)
    end, start = sides.gutter
    size = sides.left[0].size
    pairs = sum(any(abs(left.base - right.base) < _NEAR * size for right in sides.right) for left in sides.left)
    if pairs < 2 or len(sides.right) < 2:
        return start - end > _SURE_GUTTER * size
    return True
