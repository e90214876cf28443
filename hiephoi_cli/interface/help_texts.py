"""Help in the user's language; texts for every kind of record have placeholders for its words."""

from collections.abc import Iterable
from copy import copy
from typing import Any

from typer.core import TyperGroup

from hiephoi_cli.domain.vietnamese import first_lower
from hiephoi_cli.i18n import N_, _

_BEHIND = "|"
"""Separates a text from its words, and choices from each other."""


def about(text: str, kind: str, listed: Iterable[str] = ()) -> str:
    """A text followed by its words for `{noun}`, `{Noun}`, `{kinds}`, `{Kinds}` and `{listed}`; see `spoken_help`."""
    from hiephoi_cli.domain.fields import fields  # not needed for --version
    from hiephoi_cli.domain.records import KINDS, Registry

    return _BEHIND.join((text, KINDS[kind].noun, fields(Registry)[kind].title, *listed))


def spoken_help(text: str | None) -> str:
    """A help text in the user's language."""
    if not text:
        return ""
    text, *words = text.split(_BEHIND)
    if not words:
        return _(text)
    noun, kinds, *listed = map(_, words)
    return _(text).format(
        noun=noun,
        Noun=noun[:1].upper() + noun[1:],
        kinds=first_lower(kinds),
        Kinds=kinds,
        listed=", ".join(map(first_lower, listed)),
    )


def localise(command: Any) -> None:  # noqa: ANN401  Typer's private type
    """Put a command's help texts into the user's language; choices (`a|b`) follow the help."""
    paragraphs = spoken_help(command.help).split("\n\n")
    command.help = "\n\n".join(" ".join(paragraph.split()) for paragraph in paragraphs)
    command.options_metavar = spoken_help(command.options_metavar)
    if isinstance(command, TyperGroup):
        command.subcommand_metavar = spoken_help(command.subcommand_metavar)
    for parameter in command.params:
        choices = (parameter.metavar or "").split(_BEHIND)
        parameter.help = spoken_help(parameter.help)
        if choices[1:] or choices[0].endswith("="):
            parameter.help += f" ({', '.join(choices)})"
        if getattr(parameter, "multiple", False):
            parameter.help += _("; may be repeated")
        parameter.metavar = _metavar(choices) or None
        if parameter.param_type_name == "argument":
            parameter.type = _unnamed(parameter.type)
        parameter.rich_help_panel = spoken_help(parameter.rich_help_panel) or None


def _unnamed(type_: Any) -> Any:  # noqa: ANN401  Typer's private type
    """The type, whose name Typer's help leaves out: `<str>` says nothing to users."""
    unnamed = copy(type_)
    unnamed.get_metavar = lambda **_context: ""
    return unnamed


def _metavar(choices: list[str]) -> str:
    """The placeholder of a value: the declared one, CHOICE, or FIELD=…."""
    if choices[0].endswith("="):
        return _(N_("FIELD=…; …"))
    return _(N_("CHOICE")) if choices[1:] else spoken_help(choices[0])


def help_texts(commands: Iterable[Any]) -> set[str]:
    """Every text of the built commands that `localise` translates."""
    texts: set[str] = set()
    for command in commands:
        texts |= {(command.help or "").split(_BEHIND)[0]}
        for parameter in command.params:
            texts |= {(parameter.help or "").split(_BEHIND)[0], parameter.rich_help_panel or ""}
            texts |= {parameter.metavar or ""} if not {_BEHIND, "="} & {*(parameter.metavar or "")} else set()
    return texts - {""}
