"""Supply chains in the language of Graphviz."""

from collections.abc import Iterator

from hiephoi_cli.domain.vietnamese import harmless
from hiephoi_cli.output.chains.drawing import Drawing, Stroke

_STYLES = {Stroke.FAINT: 'dotted, color="gray"'}
_ESCAPED = str.maketrans({"\\": "\\\\", '"': '\\"', "&": "&amp;"})  # dot reads `&lt;` and `\N` in labels


def dot(drawing: Drawing) -> Iterator[str]:
    """A line for each member, then one for each arrow."""
    ids = {member: f"m{number}" for number, member in enumerate(drawing.graph, start=1)}
    yield 'digraph chain {\n    rankdir=LR;\n    node [shape=box, fontname="sans-serif"];\n'
    yield '    edge [fontname="sans-serif", fontsize=10];\n'
    for member, id_ in ids.items():
        bold = ", penwidth=3" if member == drawing.member else ""
        yield f'    {id_} [label="{_text(drawing.named(member))}"{bold}];\n'
    for arrow in drawing.arrows:
        ends = f"{ids[arrow.supplier]} -> {ids[arrow.buyer]}"
        style = _STYLES.get(arrow.stroke, arrow.stroke.value)
        yield f'    {ends} [label="{_text(arrow.label)}", style={style}];\n'
    yield "}\n"


def _text(text: str) -> str:
    return harmless(text).translate(_ESCAPED)
