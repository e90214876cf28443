"""Reads the types that records declare for their fields."""

import types
from typing import Annotated, Literal, Union, get_args, get_origin

from msgspec import Struct, structs


class DeclaredType(Struct, frozen=True):
    """What a declaration says of a value."""

    base: type
    declared: object
    marks: list[object]
    many: bool


def unwrapped(hint: object) -> DeclaredType:
    """The bare and the declared type of one value, its marks from the outside in, and whether it is a list."""
    origin = get_origin(hint)
    if origin is Annotated:
        inner, *marks = get_args(hint)
        within = unwrapped(inner)
        declared = within.declared if within.many else hint
        return structs.replace(within, declared=declared, marks=[*marks, *within.marks])
    if origin in {Union, types.UnionType}:
        return unwrapped(next(arg for arg in get_args(hint) if arg is not types.NoneType))
    if origin is tuple:
        return structs.replace(unwrapped(get_args(hint)[0]), many=True)
    if origin is Literal:
        return DeclaredType(type(get_args(hint)[0]), hint, [], many=False)
    if not isinstance(hint, type):
        message = f"no field can be declared as {hint}"
        raise TypeError(message)
    return DeclaredType(hint, hint, [], many=False)
