"""Writes the pages that follow from the program: `python .ci/pages.py` after a rule or a field has changed."""

import os
from datetime import date
from pathlib import Path
from unittest.mock import patch

from hiephoi_cli.commands.check import explained
from hiephoi_cli.domain.json_schema import json_schema
from hiephoi_cli.domain.rules import ALL_RULES
from hiephoi_cli.domain.rules.example import SOUND
from hiephoi_cli.output.listing_text import document

DOCS = Path(__file__).parent.parent / "docs"
INTRODUCTIONS = {
    "en": """\
# Rules

What `hiephoi check` looks for. An error blocks any change that would cause it; a warning is only shown. A registry can
set the severity of a rule: `[rules] unclassified = "off"`, `"error"` or `"warning"`. To try an example, append it to
this registry, which has no faults:
""",
    "vi": """\
# Các quy tắc

Những gì `hiephoi check` kiểm tra. Thay đổi nào gây ra lỗi thì không được ghi; cảnh báo thì chỉ hiện ra. Mỗi sổ có thể
đặt mức của từng quy tắc: `[rules] unclassified = "off"`, `"error"` hoặc `"warning"`. Muốn thử ví dụ nào thì thêm ví dụ
đó vào cuối cuốn sổ không có lỗi sau đây:
""",
}


def pages() -> dict[Path, str]:
    """The text that each page should have."""
    return {
        DOCS / "rules.md": _rules("en"),
        DOCS / "rules.vi.md": _rules("vi"),
        DOCS / "registry.schema.json": _schema(),
    }


def _rules(language: str) -> str:
    with patch.dict(os.environ, HIEPHOI_LANG=language):
        told = "".join(explained(rule, date(2026, 11, 23)) for rule in ALL_RULES.values())
        return f"{INTRODUCTIONS[language]}\n```toml\n{SOUND.rstrip()}\n```\n\n{told.rstrip()}\n"


def _schema() -> str:
    with patch.dict(os.environ, HIEPHOI_LANG="vi"):
        return document(json_schema())


def main() -> None:
    """Write the pages."""
    for path, text in pages().items():
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
