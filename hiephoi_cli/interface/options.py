"""Options that follow from declared fields, and arguments that several verbs share."""

import inspect
from collections.abc import Callable
from datetime import date
from enum import StrEnum
from typing import Annotated, Any

import typer

from hiephoi_cli.domain.fields import Field, fields, parsed
from hiephoi_cli.domain.records import Table
from hiephoi_cli.i18n import N_
from hiephoi_cli.interface.completion import completes, erasable, field_values
from hiephoi_cli.interface.signature import option, parameters, presented

Clear = Annotated[
    list[str] | None, typer.Option("--clear", metavar=N_("FIELD"), help=N_("Erase this field"), autocompletion=erasable)
]


_KEYS = {
    "sectors": N_("Sector: code, or words of the name"),
    "offices": N_("Office: code, or words of the name"),
    "members": N_("Member: id, tax code, or words of the name"),
    "elections": N_("Election: id, or words of the event"),
}


def key(kind: str) -> Any:  # noqa: ANN401  an argument's declaration
    """The declaration of a KEY argument of that kind."""
    return typer.Argument(metavar=N_("KEY"), help=_KEYS[kind], autocompletion=completes(kind))


def with_fields(table: type[Table], *, leave_out: tuple[str, ...]) -> Callable[..., Any]:
    """Give a verb that takes `**values` an option for every field of a table.

    The verb is called with the values that were given, parsed; what can't be parsed is told all at once.
    """
    offered = {name: field for name, field in fields(table).items() if name not in leave_out}

    def decorate(verb: Callable[..., Any]) -> Callable[..., Any]:
        def taking_text(**given: Any) -> Any:  # noqa: ANN401  the values of any options
            texts = {name: given.pop(name) for name in offered}
            return verb(**given, **parsed(offered, texts))

        own = [parameter for parameter in parameters(verb).values() if parameter.kind is not parameter.VAR_KEYWORD]
        return presented(taking_text, verb, [*own, *map(_option, offered.values())])

    return decorate


def _option(field: Field) -> inspect.Parameter:
    declared = typer.Option(
        field.option,
        help=field.description,
        metavar=None if field.base is bool else _metavar(field),
        autocompletion=field_values(field),
        rich_help_panel=N_("Fields"),
    )
    if field.base is bool:
        return option(field.name, Annotated[bool, declared], default=False)
    return option(field.name, Annotated[list[str] | None if field.many else str | None, declared])


def _metavar(field: Field) -> str:
    if field.refers_to:
        return N_("CODE")
    if issubclass(field.base, StrEnum):
        return "|".join(item.value for item in field.base)
    return {date: N_("DATE"), int: N_("NUMBER")}.get(field.base, N_("TEXT"))
