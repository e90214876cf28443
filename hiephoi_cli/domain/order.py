"""The order in which values of a field are sorted and compared."""

from collections.abc import Callable
from enum import StrEnum
from typing import Any

from hiephoi_cli.domain.fields import Field
from hiephoi_cli.domain.in_line import line_fields
from hiephoi_cli.domain.records import Is
from hiephoi_cli.domain.vietnamese import collation_key, person_key


def order_of(field: Field) -> Callable[[Any], Any]:
    """The sort key of one value: people by given name, other text as in CLDR `vi`, choices as they are declared.

    Tables are sorted by the first field that stands for them.
    """
    if inner := line_fields(field):
        first = order_of(inner[0])
        return lambda item: first(getattr(item, inner[0].name))
    if field.form is Is.PERSON:
        return person_key
    if issubclass(field.base, StrEnum):
        return list(field.base).index
    return collation_key if field.base is str else lambda value: value
