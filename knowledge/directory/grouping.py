"""Says who belongs to a group, whatever its name lets one think."""

from collections.abc import Collection

from sqlalchemy import Connection, delete, insert, select

from knowledge.applied import Facts
from knowledge.commands import SetGroup
from knowledge.directory.arranged import Done, unchanged
from knowledge.directory.lines import get_unit, get_units, read_by_id, read_members
from knowledge.directory.names import checked_name
from knowledge.errors import UnitRefusedError
from knowledge.schema import UnitGroupMemberRow
from knowledge.schema.keying import group_values
from knowledge.units import unit_key


def set_group(connection: Connection, command: SetGroup) -> Done:
    """Put what is said of a group in the place of what was said of it before."""
    organisation, name = get_unit(connection, command.organisation).organisation, checked_name(command.name)
    wanted = dict.fromkeys(command.members, True) | dict.fromkeys(command.others, False)
    _check(connection, organisation, command)
    of_group = (UnitGroupMemberRow.organisation_id == organisation, UnitGroupMemberRow.group_key == unit_key(name))
    columns = (UnitGroupMemberRow.unit_id, UnitGroupMemberRow.is_member, UnitGroupMemberRow.group_name)
    rows = connection.execute(select(*columns).where(*of_group)).all()
    said = {unit: is_member for unit, is_member, _ in rows}
    if said == wanted:
        return unchanged(organisation)
    connection.execute(delete(UnitGroupMemberRow).where(*of_group))
    if wanted:
        told = {"organisation_id": organisation, **group_values(name)}
        new = [{**told, "unit_id": unit, "is_member": is_member} for unit, is_member in wanted.items()]
        connection.execute(insert(UnitGroupMemberRow), new)
    undo = SetGroup(organisation, rows[0].group_name if rows else name, _of(said, True), _of(said, False))
    before, after = _facts(connection, undo), _facts(connection, command)
    return Done((organisation,), True, undo, before, after, get_unit(connection, organisation).name)


def _check(connection: Connection, organisation: int, command: SetGroup) -> None:
    own = {line.id for line in read_members(connection, (organisation,))}
    lines = get_units(connection, (*command.members, *command.others))
    for line in lines.values():
        if line.id not in own:
            raise UnitRefusedError("elsewhere", line.name)
    for unit in set(command.members) & set(command.others):
        raise UnitRefusedError("both", lines[unit].name)


def _of(said: dict[int, bool], is_member: bool) -> tuple[int, ...]:
    return tuple(sorted(unit for unit, held in said.items() if held is is_member))


def _facts(connection: Connection, command: SetGroup) -> Facts:
    def names(units: Collection[int]) -> list[str]:
        return [line.name for line in read_by_id(connection, units)]

    return {"group": command.name, "members": names(command.members), "others": names(command.others)}
