"""Says how several values of a field stand in one line."""

from hiephoi_cli.domain.fields import Field, fields


def between(field: Field) -> str:
    """What people read between the items of a list: free words may have commas of their own."""
    return "; " if field.base is str and field.refers_to is None else ", "


def line_fields(field: Field) -> list[Field]:
    """Of a field that holds tables, those of their fields that stand for one where it is one of several in a cell."""
    table = field.table()
    return [fields(table)[name] for name in table.in_line or fields(table)] if table else []
