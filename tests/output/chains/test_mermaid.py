"""Supply chains in Mermaid's language."""

import re
from html import unescape

import pytest
from hypothesis import given
from msgspec import structs

from hiephoi_cli.domain.vietnamese import harmless
from hiephoi_cli.output.chains.drawing import Drawing, Stroke
from hiephoi_cli.output.chains.mermaid import mermaid
from output.drawings import BAD_NAMES, drawing, drawings

MEMBER = re.compile(r'    m[0-9]+\["([^"]*)"\]')
ARROW = re.compile(r'    m[0-9]+ (?:-->|-\.->)\|"([^"]*)"\| m[0-9]+')
STYLE = re.compile(r"    style m[0-9]+ stroke-width:3px")


def lines(shown: Drawing) -> list[str]:
    return "".join(mermaid(shown)).splitlines()


def read(text: str) -> str:
    """A text as Mermaid shows it."""
    return unescape(re.sub(r"#(\w+);", r"&#\1;", text))


def test_members_come_first_then_arrows_which_are_dotted_without_a_contract() -> None:
    shown = drawing("ab", "b", names=[("a", "Công ty A")])
    [part] = shown.parts
    talking = structs.replace(part, arrows=[structs.replace(one, stroke=Stroke.DASHED) for one in part.arrows])
    assert lines(shown) == [
        "flowchart LR",
        '    m1["Công ty A (a)"]',
        '    m2["b"]',
        '    m1 -->|"đúc (contract)"| m2',
        "    style m2 stroke-width:3px",
    ]
    assert '    m1 -.->|"đúc (contract)"| m2' in lines(Drawing("", {}, [talking]))


@pytest.mark.parametrize("name", BAD_NAMES)
def test_a_name_is_only_text(name: str) -> None:
    [_head, member, *_rest] = lines(drawing("ab", names=[("a", name)]))
    text = MEMBER.fullmatch(member)
    assert text
    assert read(text[1]) == f"{harmless(name)} (a)"
    assert not re.search(r"[\"<>\[\]{}|`*_%\\:&]|#(?!\d+;)|^\d+[.)] ", text[1])


@given(drawings)
def test_every_line_is_a_member_an_arrow_or_a_style(shown: Drawing) -> None:
    [head, *rest] = lines(shown)
    assert head == "flowchart LR"
    assert all(MEMBER.fullmatch(line) or ARROW.fullmatch(line) or STYLE.fullmatch(line) for line in rest)
    assert sum(bool(ARROW.fullmatch(line)) for line in rest) == len(shown.arrows)
