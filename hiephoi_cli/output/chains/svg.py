"""Supply chains as a drawing in SVG: self-contained, and for light and dark screens and paper."""

from collections.abc import Iterator, Sequence
from functools import cache

from hiephoi_cli.domain.vietnamese import harmless
from hiephoi_cli.output.chains.drawing import Drawing, Stroke
from hiephoi_cli.output.chains.layout import BOX, CURVE, LABEL, LINE, PAD, Box, Path, Point, layout
from hiephoi_cli.output.listing_text import html_text
from hiephoi_cli.output.text_width import width as cells

_MARGIN = 12
_NAME_LINES = 3
_TEXT, _SMALL = 13, 11  # sizes of type
_SAMPLE = 44  # the length of a line in the legend
_WIDTHS = dict.fromkeys("ijl.,:;'|!()[] ", 0.32) | dict.fromkeys("frt-/", 0.42) | dict.fromkeys("mwMW%@", 0.9)
"""Of characters, as shares of the size of type; below, those of capitals, all others, and a column of the screen."""
_CAPITAL, _OTHER, _CELL = 0.7, 0.57, 0.55


def svg(drawing: Drawing) -> Iterator[str]:
    """The drawing, with a legend below it."""
    names = {member: _lines(drawing.names.get(member, member), BOX - PAD) for member in drawing.graph}
    laid = layout(drawing.graph, {member: len(lines) + 1 for member, lines in names.items()})
    strokes = {arrow.status: arrow.stroke for arrow in drawing.arrows}
    legend = sorted(strokes.items(), key=lambda pair: [*Stroke].index(pair[1]))
    loops = any(len(path.points) == 1 for path in laid.paths)
    wide = max(laid.width + loops * (CURVE + LABEL), (_SAMPLE + LABEL) * len(legend)) + 2 * _MARGIN
    high = laid.height + 3 * _MARGIN + LINE
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide:.0f}" height="{high:.0f}" '
        f'viewBox="{-_MARGIN} {-_MARGIN} {wide:.0f} {high:.0f}" role="img">\n'
        f"<title>{html_text(drawing.title)}</title>\n{_STYLE}\n"
        f'<rect class="paper" x="{-_MARGIN}" y="{-_MARGIN}" width="100%" height="100%"/>\n'
    )
    for path in laid.paths:
        yield _arrow(path, drawing)
    for box in laid.boxes:
        yield _box(box, names[box.member], drawing)
    for place, (status, stroke) in enumerate(legend):
        x, y = place * (_SAMPLE + LABEL), laid.height + _MARGIN + LINE / 2
        yield f'<path class="{stroke.value}" d="M{x} {y:.1f}h{_SAMPLE}"/>'
        yield f'<text class="label" x="{x + _SAMPLE + 6}" y="{y + 4:.1f}">{html_text(status)}</text>\n'
    yield "</svg>\n"


_STYLE = """\
<style>
svg { font-family: system-ui, "Segoe UI", "Noto Sans", "DejaVu Sans", sans-serif; }
.paper { fill: #fff; }
.box { fill: #f3f6fa; stroke: #62748a; stroke-width: 1; }
.own { stroke-width: 3; }
text { font-size: 13px; fill: #111; }
.key, .label { font-size: 11px; fill: #3c4a5a; }
path { fill: none; stroke: #3c5a80; stroke-width: 1.5; }
.dashed { stroke-dasharray: 7 4; }
.dotted { stroke-dasharray: 2 3; }
.faint { stroke-dasharray: 2 6; stroke: #888; }
.head { fill: #3c5a80; stroke: none; }
@media screen and (prefers-color-scheme: dark) {
.paper { fill: #16191d; }
.box { fill: #232a32; stroke: #8fa3ba; }
text { fill: #eee; }
.key, .label { fill: #c3ced9; }
path { stroke: #8fb4e3; }
.faint { stroke: #999; }
.head { fill: #8fb4e3; }
}
</style>
<defs><marker id="head" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" \
markerUnits="userSpaceOnUse" orient="auto-start-reverse"><path class="head" d="M0 0L8 4L0 8z"/></marker></defs>"""


def _box(box: Box, lines: Sequence[str], drawing: Drawing) -> str:
    x, y = box.corner
    own = " own" if box.member == drawing.member else ""
    rows = [*(("name", line) for line in lines), ("key", _cut(box.member, BOX - PAD, _SMALL))]
    top = y + (box.height - len(rows) * LINE) / 2 + _TEXT
    texts = "".join(
        f'<text class="{kind}" x="{x + PAD / 2:.1f}" y="{top + place * LINE:.1f}">{html_text(text)}</text>'
        for place, (kind, text) in enumerate(rows)
    )
    rect = f'<rect class="box{own}" x="{x:.1f}" y="{y:.1f}" width="{BOX}" height="{box.height:.1f}" rx="4"/>'
    return f"<g><title>{html_text(drawing.named(box.member))}</title>{rect}{texts}</g>\n"


def _arrow(path: Path, drawing: Drawing) -> str:
    arrow, end = path.arrow, path.points[-1]
    whole = f"{drawing.named(arrow.supplier)} → {drawing.named(arrow.buyer)}: {arrow.label}"
    mark = "marker-start" if path.backwards else "marker-end"
    loop = len(path.points) == 1
    x, anchor = (end.x + CURVE, "start") if loop else (end.x - 10, "end")
    way = f"M{end.x} {end.y - 6:.1f}c{CURVE} -12 {CURVE} 24 0 12" if loop else _way(path.points)
    label = _cut(arrow.product, LABEL - 14, _SMALL)
    return (
        f'<g><title>{html_text(whole)}</title><path class="{arrow.stroke.value}" d="{way}" {mark}="url(#head)"/>'
        f'<text class="label" x="{x}" y="{end.y - 4:.1f}" text-anchor="{anchor}">{html_text(label)}</text></g>\n'
    )


def _way(points: Sequence[Point]) -> str:
    """From each place where it leaves a layer, a curve and then a straight line to the next layer."""
    pieces: list[str] = []
    for one, other in zip(points[::2], points[1::2], strict=True):
        begins = other.x - LABEL
        turn = (one.x + begins) / 2
        pieces.append(
            f"{'L' if pieces else 'M'}{one.x} {one.y:.1f}"
            f"C{turn} {one.y:.1f} {turn} {other.y:.1f} {begins} {other.y:.1f}H{other.x}"
        )
    return "".join(pieces)


def _lines(name: str, room: float) -> list[str]:
    """A name in some lines between words, the last of them cut where it must be."""
    lines: list[str] = []
    for word in harmless(name).split():
        if lines and (_long(f"{lines[-1]} {word}", _TEXT) <= room or len(lines) == _NAME_LINES):
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return [_cut(line, room, _TEXT) for line in lines]


def _cut(text: str, room: float, size: int) -> str:
    """The text, or as much of its beginning as has room."""
    text = harmless(text)
    if _long(text, size) <= room:
        return text
    used = 0.0
    for place, char in enumerate(text):
        used += _long(char, size)
        if used + size > room:  # which leaves room for the dots
            return text[:place].rstrip() + "…"
    return text


def _long(text: str, size: int) -> float:
    """About how long a text is."""
    return size * sum(map(_wide, text))


@cache
def _wide(char: str) -> float:
    """About how wide a character is, as a share of the size of type."""
    return _WIDTHS.get(char) or max(_CAPITAL if char.isupper() else _OTHER, _CELL * cells(char))
