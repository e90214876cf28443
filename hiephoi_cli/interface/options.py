"""Options derived from declared fields, and arguments that several verbs share."""

import inspect
from collections.abc import Callable, Collection, Mapping
from datetime import date
from enum import StrEnum
from typing import Annotated, Any

import typer

from hiephoi_cli.domain.fields import Field, fields, parsed
from hiephoi_cli.domain.records import KINDS, Is, Table
from hiephoi_cli.i18n import N_
from hiephoi_cli.interface.help_texts import about
from hiephoi_cli.interface.signature import on_tab, option, parameters, presented

Clear = Annotated[
    list[str] | None,
    typer.Option("--clear", metavar=N_("FIELD"), help=N_("Erase this field"), autocompletion=on_tab("erasable")),
]


def key(kind: str) -> Any:  # noqa: ANN401  an argument's declaration
    """The declaration of a KEY argument of that kind."""
    table = KINDS[kind]
    names = [*table.identified_by, *(name for name, field in fields(table).items() if field.form is Is.TAX_CODE)]
    help_ = about(
        N_("{Noun}: {listed}, or words that fit no other"), kind, [fields(table)[name].title for name in names]
    )
    return typer.Argument(metavar=N_("KEY"), help=help_, autocompletion=on_tab("keys", kind))


def with_fields(table: type[Table], *, leave_out: tuple[str, ...], needed: Collection[str] = ()) -> Callable[..., Any]:
    """Give a verb that takes `**values` an option for every field of a table; those `needed` have to be given.

    The verb gets the parsed values; all faulty ones are reported at once.
    """
    offered = _offered(table, leave_out)

    def decorate(verb: Callable[..., Any]) -> Callable[..., Any]:
        def taking_text(**given: Any) -> Any:  # noqa: ANN401  the values of any options
            texts = {name: given.pop(name) for name in offered}
            return verb(**given, **parsed(offered, texts))

        own = [parameter for parameter in parameters(verb).values() if parameter.kind is not parameter.VAR_KEYWORD]
        options = [_option(field, needed=field.name in needed) for field in offered.values()]
        return presented(taking_text, verb, [*own, *options])

    return decorate


def editing(table: type[Table], *, leave_out: tuple[str, ...] = ()) -> Callable[..., Any]:
    """Give a verb that takes an `Edit` the options of one: every field, what to clear, and items to add and to drop."""
    offered = _offered(table, leave_out)
    lists = {name: field for name, field in offered.items() if field.many}

    def decorate(verb: Callable[..., Any]) -> Callable[..., Any]:
        def taking_text(clear: list[str] | None, **given: Any) -> Any:  # noqa: ANN401  the values of any options
            from hiephoi_cli.domain.changes import Edit  # lists have options too

            texts = {name: given.pop(name) for name in offered}
            added, dropped = ({name: given.pop(f"{prefix}_{name}") for name in lists} for prefix in _ITEMS)
            items = (_items(lists, prefix, texts) for prefix, texts in zip(_ITEMS, (added, dropped), strict=True))
            return verb(**given, change=Edit(parsed(offered, texts), clear or (), *items))

        own = [parameter for name, parameter in parameters(verb).items() if name != "change"]
        options = [_option(field, needed=False) for field in offered.values()]
        items = [_item_option(field, prefix) for field in lists.values() for prefix in _ITEMS]
        return presented(taking_text, verb, [*own, option("clear", Clear), *options, *items])

    return decorate


_ITEMS = {"add": N_("Add one; the others stay"), "drop": N_("Remove one; the others stay")}
"""What may be done to the items of a list, and the help of the option that does it."""


def _offered(table: type[Table], leave_out: tuple[str, ...]) -> dict[str, Field]:
    return {name: field for name, field in fields(table).items() if name not in leave_out}


def _item_option(field: Field, prefix: str) -> inspect.Parameter:
    declared = typer.Option(
        _item_name(field, prefix),
        help=_ITEMS[prefix],
        metavar=_metavar(field),
        autocompletion=_values(field),
        rich_help_panel=N_("Fields"),
    )
    return option(f"{prefix}_{field.name}", Annotated[list[str] | None, declared])


def _item_name(field: Field, prefix: str) -> str:
    return f"--{prefix}-{field.option.removeprefix('--')}"


def _items(lists: Mapping[str, Field], prefix: str, given: Mapping[str, list[str] | None]) -> dict[str, Any]:
    """The items that options name, by their field. Raises InvalidData."""
    return {
        name: tuple(item for text in texts for item in lists[name].parse_items(text, _item_name(lists[name], prefix)))
        for name, texts in given.items()
        if texts
    }


def _option(field: Field, *, needed: bool) -> inspect.Parameter:
    both_ways = field.base is bool and field.required
    declared = typer.Option(
        f"{field.option}/--no-{field.option.removeprefix('--')}" if both_ways else field.option,
        help=field.description,
        metavar=None if field.base is bool else _metavar(field),
        autocompletion=_values(field),
        rich_help_panel=N_("Fields"),
    )
    if field.base is bool and not field.required:
        return option(field.name, Annotated[bool, declared], default=False)
    type_: Any = bool if both_ways else list[str] if field.many else str
    if needed:
        return option(field.name, Annotated[type_, declared], default=inspect.Parameter.empty)
    return option(field.name, Annotated[type_ | None, declared])


def _values(field: Field) -> Callable[[Any], Any] | None:
    """What completes a field: keys where it refers to others, people, or what several records share."""
    if kind := field.refers_to or field.may_name:
        return on_tab("keys", kind)
    if field.form is Is.PERSON:
        return on_tab("people")
    return on_tab("shared_values", field.name) if field.base is str and field.form is None else None


def _metavar(field: Field) -> str:
    if field.refers_to or field.may_name:
        return N_("KEY")
    if table := field.table():
        return "|".join(f"{name}=" for name in fields(table))
    if issubclass(field.base, StrEnum):
        return "|".join(item.value for item in field.base)
    return {date: N_("DATE"), int: N_("NUMBER"), float: N_("NUMBER")}.get(field.base, N_("TEXT"))
