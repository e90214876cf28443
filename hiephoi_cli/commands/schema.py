"""`hiephoi schema`: the JSON Schema of the file, for editors."""

from hiephoi_cli.domain.json_schema import json_schema
from hiephoi_cli.output.listing_text import document
from hiephoi_cli.output.stream import write

EXAMPLES = ("hiephoi schema",)


def verb() -> None:
    write([document(json_schema())])
