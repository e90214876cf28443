"""Supply chains in the language of Graphviz."""

import re
import shutil
import subprocess
from html import unescape

import pytest
from hypothesis import given

from hiephoi_cli.domain.vietnamese import harmless
from hiephoi_cli.output.chains.dot import dot
from hiephoi_cli.output.chains.drawing import Drawing
from output.drawings import BAD_NAMES, drawing, drawings

_TEXT = r'"((?:[^"\\]|\\["\\])*)"'
MEMBER = re.compile(rf"    m[0-9]+ \[label={_TEXT}(?:, penwidth=3)?\];")
ARROW = re.compile(rf'    m[0-9]+ -> m[0-9]+ \[label={_TEXT}, style=(?:solid|dashed|dotted|dotted, color="gray")\];')


def lines(shown: Drawing) -> list[str]:
    return "".join(dot(shown)).splitlines()


def test_members_come_first_then_arrows() -> None:
    assert lines(drawing("ab", "b", names=[("a", "Công ty A")]))[4:] == [
        '    m1 [label="Công ty A (a)"];',
        '    m2 [label="b", penwidth=3];',
        '    m1 -> m2 [label="đúc (contract)", style=solid];',
        "}",
    ]


@pytest.mark.parametrize("name", BAD_NAMES)
def test_a_name_is_only_text(name: str) -> None:
    text = MEMBER.fullmatch(lines(drawing("ab", names=[("a", name)]))[4])
    assert text
    assert unescape(re.sub(r"\\(.)", r"\1", text[1])) == f"{harmless(name)} (a)"


@given(drawings)
def test_every_line_is_a_member_or_an_arrow(shown: Drawing) -> None:
    rest = lines(shown)[4:-1]
    assert all(MEMBER.fullmatch(line) or ARROW.fullmatch(line) for line in rest)
    assert sum(bool(ARROW.fullmatch(line)) for line in rest) == len(shown.arrows)


@pytest.mark.skipif(not shutil.which("dot"), reason="Graphviz is not installed")
def test_graphviz_reads_it() -> None:
    names = [(chr(ord("a") + place), name) for place, name in enumerate(BAD_NAMES)]
    shown = drawing(" ".join(f"{chr(ord('a') + place)}b" for place in range(len(BAD_NAMES))), "c", names=names)
    done = subprocess.run(["dot", "-Tplain"], input="".join(dot(shown)), capture_output=True, text=True, check=True)
    assert done.stderr == ""
    assert len(re.findall("^node ", done.stdout, re.MULTILINE)) == len(BAD_NAMES)
