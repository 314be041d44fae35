"""/donvi: the directory of units to look at, one unit or all of an organisation, and what else is said of units."""

import re
from collections.abc import Iterator
from dataclasses import replace

from handlers.answer import Answer, Choice, heading, item, text
from handlers.context import Context
from handlers.phrases import say
from handlers.reply import Facts, ReplyIntent
from handlers.understanding.normalise import seen
from handlers.understanding.unit_changes import asks_for_workbook, read_changes
from handlers.unit_changes import COMMAND, answer_change
from handlers.unit_offers import offer_units
from handlers.unit_sheets import answer_export
from handlers.unit_wording import level_word, succession_words
from knowledge.directory.by_name import ByName
from knowledge.directory.types import UnitDetails
from knowledge.directory.whole import Whole
from knowledge.errors import AmbiguousUnitError, UnitNotFoundError
from knowledge.roles import Role
from knowledge.vietnamese.fold import fold

PAGE = 20
_PAGE_SAID = re.compile(r"(?:trang (\d{1,4}))?")
_INDENT = "– "


def answer_units(context: Context, said: str) -> Answer:
    """What follows /donvi: nothing or a page, a unit's name, a change, or the wish for the workbook."""
    meant = seen(said)
    page = _PAGE_SAID.fullmatch(fold(meant))
    if page is not None:
        return _list(context, max(1, int(page[1] or 1)))
    if asks_for_workbook(meant):
        return answer_export(context)
    by_name = ByName(context.store.directory, context.sender.organisation)
    changes = tuple(read_changes(meant, context.today))
    if changes and not any(fold(line.name) == fold(meant) for line in by_name.units(meant)):
        return answer_change(context, changes)
    try:
        unit = by_name.unit(meant)
    except (UnitNotFoundError, AmbiguousUnitError) as error:
        return offer_units(context, error, lambda unit: f"{COMMAND} {unit}")
    return _picture(context, context.store.directory.details(unit.id))


def _list(context: Context, page: int) -> Answer:
    own = context.store.directory.units_of(context.sender.organisation).organisation
    whole = context.store.directory.whole(own.id if own else None)
    gone = {each.former for each in whole.successions if each.since <= context.today}
    there = [line for line in whole.units if line.id not in gone]
    shown = there[(page - 1) * PAGE : page * PAGE]
    if not shown:
        sorry = say("units", "no_page", page=page) if there else say("units", "empty")
        return Answer((heading(sorry),), Facts(ReplyIntent.HELP, count=len(there)), context.focus)
    kind = f"list{'' if own else '_all'}{'_page' if page > 1 else ''}"
    opening = say("units", kind, organisation=own.name if own else "", count=len(there), page=page)
    lines = dict(_lines(whole))
    blocks = (heading(opening), *(item(lines[line.id]) for line in shown), text(_how(context)))
    more = (Choice(say("units", "next"), says=f"{COMMAND} trang {page + 1}"),) if len(there) > page * PAGE else ()
    focus = replace(context.focus, intent=(ReplyIntent.CLARIFY if more else ReplyIntent.HELP).value)
    return Answer(blocks, Facts(ReplyIntent.HELP, count=len(there)), focus, more)


def _lines(whole: Whole) -> Iterator[tuple[int, str]]:
    """Each unit (id) in a line, those under another set back."""
    depths: dict[int, int] = {}
    for line in whole.units:
        depth = depths[line.id] = 0 if line.parent is None else depths.get(line.parent, -1) + 1
        aliases = "; ".join(whole.aliases.get(line.id, ()))
        yield (
            line.id,
            say(
                "units", "item_aliases" if aliases else "item", indent=_INDENT * depth, name=line.name, aliases=aliases
            ),
        )


def _how(context: Context) -> str:
    return say("units", "how_admin" if context.sender.role is Role.ADMIN else "how")


def _picture(context: Context, unit: UnitDetails) -> Answer:
    blocks = (heading(unit.line.name), *map(item, _facts(context, unit)))
    focus = replace(context.focus, intent=ReplyIntent.HELP.value)
    return Answer(blocks, Facts(ReplyIntent.HELP, count=unit.leads), focus)


def _facts(context: Context, unit: UnitDetails) -> Iterator[str]:
    """What is known of a unit, a sentence each."""
    if not unit.line.is_organisation:
        yield say("units", "organisation", organisation=unit.organisation)
    if unit.line.parent is not None:
        yield say("units", "parent", parent=context.store.directory.get_unit(unit.line.parent).name)
    if unit.line.level is not None:
        yield say("units", "level", level=level_word(unit.line.level))
    if unit.aliases:
        yield say("units", "aliases", aliases="; ".join(unit.aliases))
    yield from _groups(unit)
    yield from (say("units", "succession", what=succession_words(each)) for each in (*unit.before, *unit.after))
    yield say("units", "tasks", leads=unit.leads, coordinates=unit.coordinates)
    yield say("units", "people", people=unit.people)


def _groups(unit: UnitDetails) -> Iterator[str]:
    """In which groups it is and why, and in which it is not although their names say so."""
    inside = [
        say("units", "group_by_name" if group.said is None else "group_said", group=group.group)
        for group in unit.groups
        if group.holds
    ]
    if inside:
        yield say("units", "groups", groups="; ".join(inside))
    outside = [group.group for group in unit.groups if not group.holds]
    if outside:
        yield say("units", "not_groups", groups="; ".join(outside))
