"""Lines of prose back to paragraphs, by where a line begins and ends before by how it reads."""

import re
from collections.abc import Iterable, Iterator
from statistics import median

from knowledge.importing.readers.pdf.columns import Flow
from knowledge.importing.readers.pdf.lines import Line
from knowledge.importing.readers.wrapping import hangs, is_capitals, starts_paragraph
from knowledge.importing.source import Paragraph

_INDENT = 0.9
_APART = 1.3
_CENTRED = 8.0
_BULLET_OR_LABEL = re.compile(r"[-–+•]|\(?\w{1,4}[.)/:]")


def read_paragraphs(flows: Iterable[Flow]) -> list[Paragraph]:
    """The paragraphs of flows that follow each other, also over the end of a page."""
    found: list[list[Line]] = []
    open_flow: Flow | None = None
    for flow in flows:
        pitch = _usual_pitch(flow)
        for line in flow.lines:
            follows = open_flow is not None and (open_flow is flow or not (open_flow.beside or flow.beside))
            if follows and open_flow and found and _goes_on(found[-1], line, flow, open_flow, pitch):
                found[-1].append(line)
            else:
                found.append([line])
            open_flow = flow
    return [Paragraph(_text(lines)) for lines in found]


def _text(lines: list[Line]) -> str:
    text = lines[0].text
    for line in lines[1:]:
        cut = text.endswith(("/", "-")) and text[-2:-1].isalnum() and line.text[:1].isalnum()
        text += line.text if cut and not line.text[:1].islower() else f" {line.text}"
    return text


def _usual_pitch(flow: Flow) -> float:
    steps = list(_steps(flow))
    return median(steps) if steps else 0.0


def _steps(flow: Flow) -> Iterator[float]:
    """The distances between a line that fills the width and the next."""
    for above, below in zip(flow.lines, flow.lines[1:], strict=False):
        if above.page == below.page and flow.right - above.x1 < 2 * above.size:
            yield below.base - above.base


def _goes_on(above: list[Line], line: Line, flow: Flow, flow_above: Flow, pitch: float) -> bool:
    last = above[-1]
    if is_capitals(last.text) != is_capitals(line.text) and min(len(last.words), len(line.words)) > 1:
        return False
    if line.page == last.page and _is_apart(last, line, pitch):
        return False
    if _is_centred(line, flow) and _is_centred(last, flow_above):
        return _goes_on_centred(last, line, flow)
    if _would_fit(last, line, flow_above) or (_starts(line) and not _reads_on(above, line, flow_above)):
        return False
    return not _is_indented(above, line, flow)


def _starts(line: Line) -> bool:
    return starts_paragraph(line.text)


def _reads_on(above: list[Line], line: Line, flow: Flow) -> bool:
    """Whether what looks like a label stands at the left edge of a paragraph whose first line is set in."""
    if _is_centred(above[-1], flow) or _BULLET_OR_LABEL.match(line.text) is None:
        return False
    if len(above) == 1:
        return line.x0 < above[0].x0 - _INDENT * line.size and not above[0].text.endswith((".", ";", ":"))
    return hangs(above[-1].text) and abs(line.x0 - above[-1].x0) < 2


def _is_apart(above: Line, line: Line, pitch: float) -> bool:
    usual = pitch or 1.35 * max(above.size, line.size)
    return line.base - above.base > _APART * max(usual, 1.1 * line.size) or line.base < above.base


def _is_centred(line: Line, flow: Flow) -> bool:
    before, after = line.x0 - flow.left, flow.right - line.x1
    return before > 1.5 * line.size and abs(before - after) < _CENTRED


def _goes_on_centred(last: Line, line: Line, flow: Flow) -> bool:
    """A heading over several lines; one in capitals stays as printed, for it may be two."""
    if last.size - line.size > 1 or line.size - last.size > 1 or line.text.startswith("("):
        return False
    if is_capitals(line.text):
        return False
    if line.text[0].islower() or hangs(last.text):
        return True
    return last.text.startswith("(") and not last.text.endswith(")")


def _would_fit(last: Line, line: Line, flow: Flow) -> bool:
    first = line.words[0]
    return last.x1 + 0.6 * last.size + first.x1 - first.x0 < flow.right


def _is_indented(above: list[Line], line: Line, flow: Flow) -> bool:
    """Whether a line is set in as the first of a paragraph is."""
    if len(above) > 1:
        return line.x0 > above[-1].x0 + _INDENT * line.size
    first = above[0]
    if line.page != first.page:
        return line.x0 > flow.left + _INDENT * line.size and not line.text[0].islower()
    alike = abs(line.x0 - first.x0) < 3 and line.x0 > flow.left + _INDENT * line.size
    return alike and first.text.endswith((".", ";", ":")) and not line.text[0].islower()
