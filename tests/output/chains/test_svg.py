"""Supply chains as a drawing in SVG."""

from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from msgspec import structs

from hiephoi_cli.domain.vietnamese import harmless, harmless_lines
from hiephoi_cli.output.chains.drawing import Drawing, Stroke
from hiephoi_cli.output.chains.svg import svg
from output.drawings import BAD_NAMES, drawing, drawings

_SVG = "{http://www.w3.org/2000/svg}"


def read(shown: Drawing) -> ET.Element:
    return ET.fromstring("".join(svg(shown)))  # noqa: S314  our own


def texts(root: ET.Element, kind: str) -> list[str]:
    return [text.text or "" for text in root.iter(f"{_SVG}text") if text.get("class") == kind]


def test_a_box_has_name_and_key_an_arrow_its_product_and_the_legend_the_status() -> None:
    root = read(drawing("ab", "b", names=[("a", "Công ty A")]))
    assert texts(root, "name") == ["Công ty A", "b"]
    assert texts(root, "key") == ["a", "b"]
    assert texts(root, "label") == ["đúc", "contract"]
    assert [box.get("class") for box in root.iter(f"{_SVG}rect")] == ["paper", "box", "box own"]


def test_what_points_at_it_says_all() -> None:
    titles = [title.text for title in read(drawing("ab", names=[("a", "Công ty A")])).iter(f"{_SVG}title")]
    assert titles == ["Chuỗi", "Công ty A (a) → b: đúc (contract)", "Công ty A (a)", "b"]


def test_a_long_name_has_lines_and_ends_in_dots_and_a_long_product_too() -> None:
    name = "Công ty Trách nhiệm hữu hạn Một thành viên Sản xuất Thương mại Dịch vụ Xuất nhập khẩu Mẫu Thử Hải Phòng"
    root = read(drawing("ab", product="gia công cơ khí chính xác theo bản vẽ", names=[("a", name)]))
    shown = texts(root, "name")[:-1]
    assert len(shown) == 3
    assert name.startswith(" ".join(shown).removesuffix("…"))
    assert texts(root, "label")[0].endswith("…")


def test_strokes_show_how_far_a_link_has_come() -> None:
    shown = drawing("ab")
    [part] = shown.parts
    every = structs.replace(
        part, arrows=[structs.replace(part.arrows[0], stroke=stroke, status=stroke.value) for stroke in Stroke]
    )
    root = read(Drawing("", {}, [every]))
    assert texts(root, "label")[len(Stroke) :] == [stroke.value for stroke in Stroke]
    assert {path.get("class") for path in root.iter(f"{_SVG}path")} == {"head", *(stroke.value for stroke in Stroke)}


@pytest.mark.parametrize("name", BAD_NAMES)
def test_a_name_is_only_text(name: str) -> None:
    root = read(drawing("ab", names=[("a", name)]))
    [_title, _arrow, title, *_rest] = root.iter(f"{_SVG}title")
    assert title.text == f"{harmless_lines(name)} (a)"
    assert " ".join(texts(root, "name")[:-1]) == " ".join(harmless(name).split())


@given(drawings)
def test_any_drawing_is_well_formed_and_runs_and_loads_nothing(shown: Drawing) -> None:
    root = read(shown)
    assert {element.tag.removeprefix(_SVG) for element in root.iter()} <= {
        *("svg", "title", "style", "defs", "marker", "path", "rect", "g", "text")
    }
    assert not any(
        "http" in value or name.startswith("on") for element in root.iter() for name, value in element.items()
    )
