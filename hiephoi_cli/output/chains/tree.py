"""Supply chains as trees on a terminal, never wider than it is."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from msgspec import Struct

from hiephoi_cli.domain.chains import Branches, Continuation, Step, beginnings, branches, walk
from hiephoi_cli.domain.vietnamese import harmless
from hiephoi_cli.i18n import _
from hiephoi_cli.output.chains.drawing import Arrow, Drawing
from hiephoi_cli.output.screen import Screen, output_on_terminal, screen, styled
from hiephoi_cli.output.text_width import wrapped

_TEXT = 44  # columns of the screen that the deepest branch leaves to its text, if the screen is wide enough
_INDENT = 3
_BLANK, _PASSES = "   ", "│  "
_LAST, _BRANCHES_OFF = "└─ ", "├─ "


def tree(drawing: Drawing) -> Iterator[str]:
    """The parts, each with its trees; what would be too deep for the screen goes on below as a tree of its own."""
    on = screen(on_terminal=output_on_terminal())
    levels = max(1, (on.width - _TEXT) // _INDENT)
    for part in drawing.parts:
        if part.title:
            yield from _line(part.title, on, on.heading)
        graph = branches(part.arrows, part.direction)
        first = [drawing.member] if drawing.member else []
        for block in _blocks(walk(graph, beginnings(graph, first)), graph, levels):
            yield from _lines(block, drawing, on)


class _Branch(NamedTuple):
    """A step and its place."""

    step: Step[Arrow]
    lasts: tuple[bool, ...]
    """Whether each step on the way to it, within the block, is the last of its own; its own is the last of these."""
    note: str


class _Block(Struct, frozen=True):
    """A tree of some levels; one that is continued begins with a member that another one ended with."""

    head: Step[Arrow]
    continued: bool
    branches: list[_Branch]


def _blocks(steps: Iterable[Step[Arrow]], graph: Branches[Arrow], levels: int) -> list[_Block]:
    blocks: list[_Block] = []
    open_: dict[int, int] = {}  # the places of the blocks that a step may go to, by how often they were continued
    places: dict[str, int] = {}  # the block in which a member's own branches stand
    lasts: list[bool] = []
    for step in steps:
        block, deep = divmod(step.depth, levels)
        lasts[step.depth :] = [step.last]
        goes_on = step.continuation is Continuation.HERE and bool(graph.get(step.member))
        continues = goes_on and step.depth > 0 and deep == 0
        if step.depth:
            above = (step.depth - 1) // levels
            here = open_[above]
            note = _("continued below") if continues else _note(step, places.get(step.member, 0) <= here)
            blocks[here].branches.append(_Branch(step, tuple(lasts[above * levels + 1 :]), note))
        if continues or not step.depth:
            open_[block] = len(blocks)
            blocks.append(_Block(step, continues, []))
        if goes_on:
            places[step.member] = open_[step.depth // levels]
    return blocks


def _note(step: Step[Arrow], above: bool) -> str:
    match step.continuation:
        case Continuation.HERE:
            return ""
        case Continuation.CIRCLE:
            return _("closes a circle")
        case Continuation.ELSEWHERE:
            return _("see above") if above else _("see below")


def _lines(block: _Block, drawing: Drawing, on: Screen) -> Iterator[str]:
    head = drawing.named(block.head.member)
    yield from _line(_("{member}, continued").format(member=head) if block.continued else head, on, on.title)
    for step, lasts, note in block.branches:
        before = "".join(_BLANK if last else _PASSES for last in lasts[:-1])
        text = f"{drawing.named(step.member)}: {'; '.join(dict.fromkeys(arrow.label for arrow in step.links))}"
        text = harmless(f"{text} · {note}" if note else text)
        first, *rest = wrapped(text, max(1, on.width - len(before) - _INDENT))
        yield f"{before}{_LAST if step.last else _BRANCHES_OFF}{first.rstrip()}\n"
        for line in rest:
            yield f"{before}{_BLANK if step.last else _PASSES}{line.rstrip()}\n"


def _line(text: str, on: Screen, style: str) -> Iterator[str]:
    for line in wrapped(harmless(text), on.width):
        yield styled(line.rstrip(), style) + "\n"
