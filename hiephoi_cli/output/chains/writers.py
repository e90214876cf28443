"""What writes supply chains in each format that other listings don't have."""

from collections.abc import Callable, Iterator, Mapping

from hiephoi_cli.output.chains.dot import dot
from hiephoi_cli.output.chains.drawing import Drawing
from hiephoi_cli.output.chains.mermaid import mermaid
from hiephoi_cli.output.chains.page import page
from hiephoi_cli.output.chains.svg import svg
from hiephoi_cli.output.chains.tree import tree
from hiephoi_cli.output.listing import Listing

WRITERS: Mapping[str, Callable[[Drawing, Listing], Iterator[str]]] = {
    "tree": lambda drawing, _links: tree(drawing),
    "svg": lambda drawing, _links: svg(drawing),
    "mermaid": lambda drawing, _links: mermaid(drawing),
    "dot": lambda drawing, _links: dot(drawing),
    "html": page,
}
