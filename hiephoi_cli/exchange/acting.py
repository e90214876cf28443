"""Reads the title of somebody who acts in an office: `Quyền Chủ tịch`, `Q. Chủ tịch`, `Acting Chairman`."""

import re

from hiephoi_cli.patterns import pattern

_ACTING = pattern(r"(?:(?:acting|quyền|tạm quyền)\s+|q\.\s*)(?=\S)", re.IGNORECASE)


def without_acting(title: str) -> str:
    """The office in the title of somebody acting; empty for any other title."""
    acting = _ACTING.match(title)
    return title[acting.end() :] if acting else ""
