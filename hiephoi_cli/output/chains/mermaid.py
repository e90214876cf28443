"""Supply chains as a flowchart in Mermaid's language, which web pages, wikis and GitLab draw."""

from collections.abc import Iterator

from hiephoi_cli.domain.vietnamese import harmless
from hiephoi_cli.output.chains.drawing import Drawing, Stroke
from hiephoi_cli.patterns import pattern

_SIGNS = pattern(r"[^a-zA-Z0-9 .,()/'+\-\x80-\U0010ffff]")
_ITEM = pattern(r"(\d*)([.)+-])")
"""What Markdown takes for the beginning of a list."""


def mermaid(drawing: Drawing) -> Iterator[str]:
    """A line for each member, then one for each arrow."""
    ids = {member: f"m{number}" for number, member in enumerate(drawing.graph, start=1)}
    yield "flowchart LR\n"
    for member, id_ in ids.items():
        yield f'    {id_}["{_text(drawing.named(member))}"]\n'
    for arrow in drawing.arrows:
        line = "-->" if arrow.stroke is Stroke.SOLID else "-.->"
        yield f'    {ids[arrow.supplier]} {line}|"{_text(arrow.label)}"| {ids[arrow.buyer]}\n'
    if drawing.member in ids:
        yield f"    style {ids[drawing.member]} stroke-width:3px\n"


def _text(text: str) -> str:
    """Text with every sign that could mean something to Mermaid, HTML or Markdown as a character code."""
    text = harmless(text).strip()
    item = _ITEM.match(text)
    begun = item[1] + _code(item[2]) if item else ""
    return begun + _SIGNS.sub(lambda sign: _code(sign[0]), text[item.end() if item else 0 :])


def _code(sign: str) -> str:
    return f"#{ord(sign)};"
