"""Comments that hold the other side of a conflict: `# conflict: theirs: phone = "…"`."""

from collections.abc import Sequence

from msgspec import structs

from hiephoi_cli.domain.fields import toml_values
from hiephoi_cli.domain.merging_result import Conflict, Merging, Why
from hiephoi_cli.domain.records import Record, Rules, Table
from hiephoi_cli.storage.conflict_comments import ALL, NO, REMOVED, RIVALS, SIGN
from hiephoi_cli.toml.cells import Style
from hiephoi_cli.toml.grammar import comments, line_start, newline
from hiephoi_cli.toml.layout import scan
from hiephoi_cli.toml.values import key_text, value_text


def marked(text: str, table: Table, conflicts: Sequence[Conflict]) -> str:
    """The text of a table with a comment for each conflict: above its key, or above the header if it is about all."""
    for conflict in reversed(conflicts):
        layout = scan(text)
        block = next(block for block in layout.blocks if block.header)
        at, indent = line_start(text, block.start), ""
        if conflict.field:
            entry = next((entry for entry in block.entries if entry.keys == (conflict.field,)), None)
            at = line_start(text, entry.key_start) if entry else block.last
            indent = text[at : entry.key_start] if entry else ""
        words = _whole(conflict) if not conflict.field else f"theirs: {_line(table, conflict)}"
        text = _with_line(text, at, f"{indent}{SIGN}{words}")
    return text


def _with_line(text: str, at: int, line: str) -> str:
    end = newline(text, at - 1)
    above = end if at and text[at - 1] != "\n" else ""
    return f"{text[:at]}{above}{line}{end}{text[at:]}"


def _whole(conflict: Conflict) -> str:
    """That a side removed a record."""
    return f"{'ours' if conflict.ours is None else 'theirs'}: {REMOVED}"


def _line(table: Table, conflict: Conflict) -> str:
    """The other value of a field, as it would stand in the file."""
    if isinstance(table, Rules) and conflict.field not in table.__struct_fields__:
        value = conflict.theirs and conflict.theirs.value
    else:
        value = toml_values(structs.replace(table, **{conflict.field: conflict.theirs})).get(conflict.field)
    return in_line(conflict.field, value)


def in_line(name: str, value: object) -> str:
    """A key and its value on one line."""
    if value in (None, []):
        return f"{NO}{key_text(name)}"
    return value_text({name: value}, Style("\n", "")).removeprefix("{ ").removesuffix(" }")


def at_foot(merging: Merging) -> list[str]:
    """The comments for conflicts of a file in which not every record stands in lines of its own."""
    lines: list[str] = []
    for (name, number), conflicts in merging.conflicts.items():
        table = merging.slots[name][number].record
        for conflict in conflicts:
            if table is None:
                lines += filter(None, [left_out([conflict], "")])
            elif isinstance(table, Record) and conflict.field:
                key = {part: getattr(table, part) for part in table.identified_by}
                value = toml_values(structs.replace(table, **{conflict.field: conflict.theirs})).get(conflict.field, "")
                lines.append(f"{SIGN}theirs: {in_line(name, [{**key, conflict.field: value}])}")
            else:
                words = f"theirs: {_line(table, conflict)}" if conflict.field else f"{_whole(conflict)} {conflict.key}"
                lines.append(f"{SIGN}{words}")
    return [line.rstrip() for line in lines]


def with_nothing_of_theirs(text: str) -> str:
    """Our text with a comment at its end that all of theirs is still to be decided."""
    return _with_line(text, len(text), f"{SIGN}theirs: {ALL}")


def left_out(conflicts: Sequence[Conflict], text: str) -> str | None:
    """The comments that hold a record of theirs that cannot stand beside ours, and its own; None if it is not one."""
    for conflict in conflicts:
        if conflict.why is Why.RULE and conflict.theirs is not None:
            kind, rivals = conflict.kind, [*conflict.rivals]
            mark = f"{SIGN}theirs: {in_line(kind, [toml_values(conflict.theirs)])}"
            mark += f" {RIVALS}{in_line(kind, rivals)}" if rivals else ""
            return "".join(f"{line}{newline(text, 0)}" for line in [*comments(text), mark])
    return None
