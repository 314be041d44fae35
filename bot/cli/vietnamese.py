"""Click in Vietnamese: headings of the help, and mistakes in what was typed told in one sentence."""

from contextlib import _GeneratorContextManager as Section
from typing import Any

import click

from bot.phrases import phrase

_HEADINGS = {"Options": "Tuỳ chọn", "Commands": "Các lệnh", "Positional arguments": "Tham số"}


class Formatter(click.HelpFormatter):
    """Help with Vietnamese headings."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write the usage line."""
        super().write_usage(prog, args, "Cách dùng: " if prefix is None else prefix)

    def section(self, name: str) -> Section[None, None, None]:
        """Open a section under its Vietnamese name."""
        return super().section(_HEADINGS.get(name, name))


class Context(click.Context):
    """A context whose help is in Vietnamese."""

    formatter_class = Formatter


def _vietnamese_help_option(option: click.Option | None) -> click.Option | None:
    if option is not None:
        option.help = "In hướng dẫn này."
    return option


class Command(click.Command):
    """A command whose help is in Vietnamese."""

    context_class = Context

    def __init__(self, *args: Any, **settings: Any) -> None:
        super().__init__(*args, **{"options_metavar": "[TUỲ CHỌN]", **settings})

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """The option --help."""
        return _vietnamese_help_option(super().get_help_option(ctx))


class Group(click.Group):
    """A group of commands whose help is in Vietnamese."""

    context_class = Context
    command_class = Command
    group_class = type

    def __init__(self, *args: Any, **settings: Any) -> None:
        metavars = {"options_metavar": "[TUỲ CHỌN]", "subcommand_metavar": "LỆNH …"}
        super().__init__(*args, **{**metavars, **settings})

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """The option --help."""
        return _vietnamese_help_option(super().get_help_option(ctx))


def usage_sentence(error: click.UsageError) -> str:
    """What was typed wrong, and where the help is."""
    command = error.ctx.command_path if error.ctx else "dondoc"
    return f"{_mistake(error)} {phrase('usage', 'hint', command=command)}"


def _mistake(error: click.UsageError) -> str:
    match error:
        case click.exceptions.NoSuchCommand():
            return phrase("usage", "no_such_command", name=error.command_name)
        case click.NoSuchOption():
            return phrase("usage", "no_such_option", name=error.option_name)
        case click.MissingParameter():
            return phrase("usage", "missing", name=_name(error.param))
        case click.BadParameter():
            return _bad_value(error.param)
        case click.BadOptionUsage():
            return phrase("usage", "bad_use", name=error.option_name)
        case _:
            return phrase("usage", "other")


def _bad_value(parameter: click.Parameter | None) -> str:
    if parameter is not None and isinstance(parameter.type, click.Choice):
        choices = ", ".join(str(choice) for choice in parameter.type.choices)
        return phrase("usage", "bad_choice", name=_name(parameter), choices=choices)
    return phrase("usage", "bad_value", name=_name(parameter))


def _name(parameter: click.Parameter | None) -> str:
    if parameter is None:
        return phrase("usage", "argument")
    return parameter.opts[0] if isinstance(parameter, click.Option) else parameter.metavar or str(parameter.name)
