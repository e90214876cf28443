"""What stands on a paper to sign."""

from collections.abc import Iterator
from datetime import date

import pytest
from msgspec import structs

from hiephoi_cli.domain.records import FormerStatus
from hiephoi_cli.domain.words import EndReason, LinkStatus
from hiephoi_cli.i18n import vietnamese_first
from hiephoi_cli.output.papers.paper import Cell, Paper, links_paper, members_paper, officers_paper
from registries import TODAY, link, member, office, officer, product, registry, sector

OFFICERS = (
    officer("Lê Văn Ăn", date(2024, 11, 11), office="uy-vien", term="2024-2029", note="kiêm nhiệm"),
    officer("Đỗ Văn An", date(2024, 11, 11), office="uy-vien", term="2024-2029", acting=True),
    officer("Vũ Chi", date(2024, 11, 11), date(2026, 1, 1), member="HV-0001", end_reason=EndReason.RESIGNED),
)
REGISTRY = registry(
    sector(),
    office(),
    office("uy-vien", "Ủy viên", seats=3),
    member(1, "Công ty Một", sectors=("xay-lap",), tax_code="0314409058-002", joined=date(2025, 2, 1)),
    member(2, "Công ty Hai"),
    *OFFICERS,
    name="Hiệp hội Thử",
    decision="3019/QĐ-UBND",
    decided_on=date(2024, 8, 26),
    decided_by="UBND thành phố Hải Phòng",
)


@pytest.fixture(autouse=True)
def _vietnamese(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.delenv("HIEPHOI_LANG")
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    with vietnamese_first():
        yield


def _texts(paper: Paper) -> list[list[str]]:
    return [[cell.text for cell in row] for row in paper.rows]


def test_a_paper_is_in_vietnamese_unless_another_language_is_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    assert members_paper(REGISTRY, (), TODAY).title == "DANH SÁCH HỘI VIÊN"
    monkeypatch.setenv("HIEPHOI_LANG", "en")
    paper = members_paper(REGISTRY, (), TODAY)
    assert (paper.title, paper.frame.language) == ("LIST OF MEMBERS", "en")


def test_officers_stand_by_rank_then_given_name() -> None:
    paper = officers_paper(REGISTRY, OFFICERS, TODAY)
    assert _texts(paper) == [
        ["1", "Vũ Chi", "Chủ tịch", "Công ty Một", "11/11/2024", "01/01/2026", "từ nhiệm"],
        ["2", "Đỗ Văn An", "Quyền Ủy viên", "", "11/11/2024", "", ""],
        ["3", "Lê Văn Ăn", "Ủy viên", "", "11/11/2024", "", "kiêm nhiệm"],
    ]
    assert [heading.title for heading in paper.headings][:4] == ["STT", "Họ và tên", "Chức vụ", "Đơn vị"]
    assert paper.total == "Tổng số: 3"
    assert not paper.landscape


def test_the_title_block_names_the_association_its_decision_the_term_and_the_day() -> None:
    paper = officers_paper(REGISTRY, OFFICERS, TODAY, body="Ban Chấp hành")
    assert paper.frame.association == "HIỆP HỘI THỬ"
    assert paper.frame.founded == ("Quyết định thành lập số 3019/QĐ-UBND ngày 26/08/2024 của UBND thành phố Hải Phòng")
    assert paper.title == "DANH SÁCH NGƯỜI GIỮ CHỨC VỤ"
    assert list(paper.subtitles) == ["Ban Chấp hành", "Nhiệm kỳ 2024-2029", "Tính đến ngày 23/11/2026"]


def test_what_is_not_known_is_left_out() -> None:
    paper = officers_paper(registry(), (), TODAY)
    assert paper.frame.founded == ""
    assert list(paper.subtitles) == ["Tính đến ngày 23/11/2026"]
    only_number = members_paper(registry(decision="1/QĐ"), (), TODAY)
    assert only_number.frame.founded == "Quyết định thành lập số 1/QĐ"


def test_members_have_values_of_their_types_and_sectors_by_name() -> None:
    paper = members_paper(REGISTRY, REGISTRY.members, TODAY, REGISTRY.sectors[:1])
    [first, second] = paper.rows
    assert first[0] == Cell(1, "1")
    assert first[3] == Cell("0314409058-002", "0314409058-002")
    assert first[6] == Cell("Xây lắp", "Xây lắp")
    assert first[-1] == Cell(date(2025, 2, 1), "01/02/2025")
    assert second[-1] == Cell(None, "")
    assert next(iter(paper.subtitles)) == "Lĩnh vực: Xây lắp"
    assert paper.landscape


def test_what_refers_to_nothing_stands_by_its_key() -> None:
    odd = registry(member(1, sectors=("ẩn",)), officer("Vũ Chi", office="ẩn", member="HV-0009"))
    assert _texts(members_paper(odd, odd.members, TODAY))[0][6] == "ẩn"
    assert _texts(officers_paper(odd, odd.officers, TODAY))[0][2:4] == ["ẩn", "HV-0009"]


@pytest.mark.parametrize(
    ("address", "place"),
    [
        (None, "................"),
        (" , ", "................"),
        ("Số 1, phường Hải An, thành phố Hải Phòng", "Hải Phòng"),
        ("Số 1, TP. Hải Phòng, Việt Nam", "Hải Phòng"),
        ("Thành phố Hải Phòng", "Hải Phòng"),
        ("Số 1, tỉnh Hưng Yên", "Hưng Yên"),
        ("Hải Phòng", "Hải Phòng"),
    ],
)
def test_the_place_is_that_of_the_association_or_left_to_fill_in(address: str | None, place: str) -> None:
    frame = members_paper(registry(address=address), (), TODAY).frame
    assert frame.place_and_date == f"{place}, ngày ...... tháng ...... năm ............"


def test_the_chairmans_name_is_left_to_the_signature() -> None:
    left, right = members_paper(REGISTRY, (), TODAY).frame.signatures
    assert list(left.titles) == ["NGƯỜI LẬP BIỂU"]
    assert list(right.titles) == ["TM. BAN CHẤP HÀNH", "CHỦ TỊCH"]


def test_links_of_a_period_have_their_result_and_since_when() -> None:
    talking = FormerStatus(status=LinkStatus.TALKING, until=date(2026, 5, 15))
    links = (
        link(on=date(2026, 3, 1), product="đúc thép", note="qua hội chợ"),
        link(on=date(2026, 2, 1), status=LinkStatus.CONTRACT, former_status=(talking,)),
    )
    named = structs.replace(REGISTRY, products=(product(),))
    paper = links_paper(named, links, date(2026, 1, 1), TODAY)
    assert _texts(paper) == [
        ["1", "Công ty Một", "Công ty Hai", "Đúc gang", "đã ký hợp đồng", "15/05/2026", "01/02/2026", ""],
        ["2", "Công ty Một", "Công ty Hai", "đúc thép", "đã giới thiệu", "01/03/2026", "01/03/2026", "qua hội chợ"],
    ]
    assert list(paper.subtitles) == ["Từ ngày 01/01/2026 đến ngày 23/11/2026"]
    assert paper.total == "Tổng số: 2 (đã giới thiệu: 1; đã ký hợp đồng: 1)"


def test_a_period_without_links_has_nothing_to_count() -> None:
    assert links_paper(REGISTRY, (), TODAY, TODAY).total == "Tổng số: 0"
