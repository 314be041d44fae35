"""The facts of the document that issues the plan: number, title, issuer, day, year, signer."""

import re
from datetime import date
from itertools import pairwise, zip_longest

from knowledge.deadlines.tokens import calendar_day
from knowledge.importing.draft import DocumentDraft
from knowledge.importing.markup import one_line
from knowledge.importing.vocabulary import starts_with_word, words_of
from knowledge.vietnamese.fold import fold
from knowledge.vietnamese.slips import is_slip_of

_NUMBER = re.compile(r"[Ss][ốôồổỗộóòỏõọo6]\s*:?\s*(\d+(?:/\d{4})?)\s*/\s*([A-ZĐ]{2,}(?:-[A-ZĐ0-9&]+)*)")
# The Party and its unions write the number before a dash: "45-KH/HU".
_PARTY_NUMBER = re.compile(
    r"[Ss][ốôồổỗộóòỏõọo6]\s*:?\s*(\d+)\s*-\s*([A-ZĐ][A-Za-zĐ]{1,4}\s*/\s*[A-ZĐ]{2,}(?:-[A-ZĐ]+)*)"
)
_ISSUED_WITH = re.compile(
    r"(?:ban hành|kèm).{0,40}?(?P<kind>Quyết định|Kế hoạch|Công văn|Chương trình)\s+số\s*:?\s*"
    r"(?:(?P<number>\d+(?:/\d{4})?)\s*/\s*(?P<code>[A-ZĐ]{2,}(?:-[A-ZĐ0-9&]+)*))?(?P<rest>.*)$",
    re.IGNORECASE,
)
_DAY = re.compile(r"ngày\s+(\d{1,2})\s*(?:tháng|[/.-])\s*(\d{1,2})\s*(?:năm|[/.-])\s*((?:19|20)\d{2})", re.IGNORECASE)
_SLIPPED_DAY = re.compile(r"[^\W\d_]{3,5}\s+(\d{1,2})\s+[^\W\d_]{4,6}\s+(\d{1,2})\s+[^\W\d_]{2,4}\s+((?:19|20)\d{2})")
_PLACE_AND_DAY = re.compile(r"[^,]{2,40},\s*(?:ngày\b|[^\W\d_]{3,5}\s+\d{1,2}\s)", re.IGNORECASE)
_LONGEST_KIND = 20
_BARE_COMMITTEE = re.compile(r"(?:uy ban nhan dan|ubnd)")
_PERSON = re.compile(r"(?:(?:TS|ThS|PGS|GS|BS)\.?\s*)*[A-ZÀ-ỸĐ][a-zà-ỹđ]*(?:\s+[A-ZÀ-ỸĐ][a-zà-ỹđ]*){1,4}")
_PEOPLES_COMMITTEE = re.compile(r"[uúùủũụưứừửữự][yýỳỷỹỵ] ban nh[aâ]n d[aâ]n", re.IGNORECASE)


def read_document(paragraphs: list[str]) -> DocumentDraft:
    """The facts that the head, the signature and the line of issue give."""
    head = paragraphs[: _end_of_head(paragraphs)]
    reference = _reference(paragraphs)
    issued = _day_of_head(head) or (_day(reference["rest"]) if reference else None)
    title = _title(paragraphs)
    return DocumentDraft(
        number=_number(head)
        or (f"{reference['number']}/{reference['code']}" if reference and reference["number"] else None),
        title=title,
        issuer=_issuer(head, reference["rest"] if reference else ""),
        issued=issued,
        plan_year=_plan_year(title, paragraphs, issued),
        signer=_signer(paragraphs),
    )


def has_title(paragraphs: list[str]) -> bool:
    """Whether a text is headed as a decision or a plan."""
    return any(names_kind(text) or (text.isupper() and _is_title(text)) for text in paragraphs) or any(
        re.match(r"Điều\s+1\b", text) for text in paragraphs
    )


def _end_of_head(paragraphs: list[str]) -> int:
    for index, text in enumerate(paragraphs):
        if fold(text).startswith(("can cu", "dieu 1", "theo de nghi", "noi nhan", "i. ", "1. ")):
            return index
    return min(len(paragraphs), 12)


def _number(head: list[str]) -> str | None:
    for text in head:
        found = _NUMBER.match(text)
        if found:
            return f"{found[1]}/{found[2]}"
        if party := _PARTY_NUMBER.match(text):
            return f"{party[1]}-{party[2].replace(' ', '')}"
        if joined := re.search(r"(?<!\w)" + _NUMBER.pattern + r"(?=\s|$)", text):
            return f"{joined[1]}/{joined[2]}" if len(text) < 160 and not fold(text).startswith("can cu") else None
    return None


def _reference(paragraphs: list[str]) -> re.Match[str] | None:
    """The line under the plan's title that names the document it was issued with."""
    for text in paragraphs:
        if len(text) < 300 and text.startswith("(") and (found := _ISSUED_WITH.search(text)):
            return found
    return None


def _day(text: str) -> date | None:
    found = _DAY.search(text) or _SLIPPED_DAY.search(text)
    return calendar_day(int(found[1]), int(found[2]), int(found[3])) if found else None


def _day_of_head(head: list[str]) -> date | None:
    for text in head:
        if _PLACE_AND_DAY.search(text) and len(text) < 160 and (day := _day(text)):
            return day
    return None


def names_kind(text: str) -> str | None:
    """The kind of document that a line in capitals names, folded."""
    if not text.isupper() or len(text) > _LONGEST_KIND:
        return None
    folded, kinds = fold(text).strip(" :*"), words_of("document_kinds")
    return folded if folded in kinds else next((kind for kind in kinds if is_slip_of(folded.split(), kind)), None)


def _title(paragraphs: list[str]) -> str:
    """What stands under "QUYẾT ĐỊNH", or where there is none under or beside "KẾ HOẠCH"."""
    place = next((i for i, text in enumerate(paragraphs) if names_kind(text)), None)
    if place is None:
        first = next((i for i, text in enumerate(paragraphs) if _is_title(text)), len(paragraphs))
        return one_line(" ".join(_title_lines(paragraphs[first : first + 4])))
    title = one_line(" ".join(_title_lines(paragraphs[place + 1 : place + 6]))).strip(" .")
    kind = names_kind(paragraphs[place]) or ""
    if kind == "quyet dinh" or fold(title).startswith(kind):
        return title
    initial = title[:1] if title.isupper() else title[:1].lower()
    return f"{paragraphs[place].strip(' :').capitalize()} {initial}{title[1:]}".strip()


def _title_lines(paragraphs: list[str]) -> list[str]:
    """The lines of a title: those that go on in small letters, or in capitals where it began so."""
    lines: list[str] = []
    for text in paragraphs:
        if text.startswith("(") or fold(text).startswith(("can cu", "so:", "dieu 1")) or _is_office(text):
            if lines:
                break
        elif not lines and _is_letterhead(text):
            continue
        elif not lines or text[0].islower() or (text.isupper() and lines[0].isupper()):
            lines.append(text)
        else:
            break
    return lines


def _is_letterhead(text: str) -> bool:
    """Whether a line belongs to the head of a letter, which a scan may give behind the kind of document."""
    return fold(text).startswith(words_of("mottoes")) or (_PLACE_AND_DAY.match(text) is not None and len(text) < 80)


def _is_title(text: str) -> bool:
    folded = fold(text)
    kinds = (*words_of("document_kinds"), *words_of("appendix_titles"))
    headed = text.isupper() and len(text.split()) > 3 and starts_with_word(folded, kinds) is not None
    return len(text) < 400 and (headed or starts_with_word(folded, words_of("title_starts")) is not None)


def _plan_year(title: str, paragraphs: list[str], issued: date | None) -> int | None:
    for text in (title, *_plan_titles(paragraphs)):
        if found := re.search(r"năm\s+(20\d\d)\b", text, re.IGNORECASE):
            return int(found[1])
    return issued.year if issued else None


def _plan_titles(paragraphs: list[str]) -> list[str]:
    return [text for before, text in pairwise(paragraphs) if names_kind(before)]


def _issuer(head: list[str], reference: str) -> str | None:
    """The office in capitals nearest above the legal bases, or the one that the line of issue names."""
    offices = [text for text in _with_split_offices(head) if _is_office(text)]
    if offices:
        return normalise_office(offices[-1])
    named = re.search(
        r"của\s+((?:Chủ tịch\s+)?(?:Ủy ban nhân dân|Uỷ ban nhân dân|UBND|Sở|Bộ|Giám đốc).+?)\s*\)?\.?$", reference
    )
    return normalise_office(named[1]) if named else None


def _with_split_offices(head: list[str]) -> list[str]:
    """The head of a letter often sets "ỦY BAN NHÂN DÂN" and its place on two lines."""
    pairs = zip_longest(head, head[1:], fillvalue="")
    return [
        f"{text} {below}" if _BARE_COMMITTEE.fullmatch(fold(text)) and below.isupper() else text
        for text, below in pairs
    ]


def _is_office(text: str) -> bool:
    folded = fold(text)
    if (
        not text.isupper()
        or len(text) > 120
        or _BARE_COMMITTEE.fullmatch(folded)
        or folded in words_of("signing_titles")
    ):
        return False
    if starts_with_word(folded, words_of("title_starts")) or folded.startswith("so:"):
        return False
    return starts_with_word(folded, words_of("issuing_offices")) is not None


def normalise_office(name: str) -> str:
    """ "CHỦ TỊCH ỦY BAN NHÂN DÂN PHƯỜNG AN LẠC SƠN" as "Chủ tịch UBND phường An Lạc Sơn"."""
    name = one_line(_PEOPLES_COMMITTEE.sub("UBND", name)).strip(" .,)")
    if not name.isupper():
        return name
    text = re.sub(r"\bubnd\b", "UBND", name.lower())
    proper = re.search(rf"(?<!\w)(?:{'|'.join(words_of('places'))})\s+", fold(text))
    if proper is not None:
        text = text[: proper.end()] + " ".join(word.capitalize() for word in text[proper.end() :].split())
    text = re.sub(
        r"(?<!\w)(sở|bộ|ban|phòng|cục|trung tâm)\s+(\w)",
        lambda match: f"{match[1].capitalize()} {match[2].upper()}",
        text,
    )
    return text[:1].upper() + text[1:]


def _signer(paragraphs: list[str]) -> str | None:
    """The name that follows the title of who signs."""
    pending = False
    for text in paragraphs:
        clean = text.strip(" *")
        if pending and _PERSON.fullmatch(clean):
            return clean
        if clean.isupper() and len(clean) < 90 and names_signing_title(clean):
            pending = True
        elif pending and (len(clean) > 60 or clean.startswith("-")):
            pending = False
    return None


def names_signing_title(text: str) -> bool:
    """Whether a line in capitals is the title of who signs ("KT. CHỦ TỊCH")."""
    folded = re.sub(r"^(?:tm|kt|tl|tuq|q)\.\s*", "", fold(text))
    titles = words_of("signing_titles")
    return starts_with_word(folded, titles) in {folded} or any(folded.endswith(title) for title in titles)
