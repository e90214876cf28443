"""Questions that a secretariat asks of its registry, in both languages, against a plain loop over the file."""

import tomllib
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from harness import Cli, share

FILE = Path(__file__).parent / "data/questions.toml"
DATA: dict[str, list[dict[str, Any]]] = tomllib.loads(FILE.read_text(encoding="utf-8"))
TODAY = date(2026, 11, 23)

Loop = Callable[[], Iterable[str]]


def present() -> list[dict[str, Any]]:
    """The members of today."""
    return [member for member in DATA["members"] if member.get("left", TODAY) >= TODAY]


def serving() -> list[dict[str, Any]]:
    """The mandates of today, by rank and given name."""
    ranks = [office["code"] for office in DATA["offices"]]
    return sorted(
        (held for held in DATA["officers"] if held.get("until", TODAY) >= TODAY),
        key=lambda held: (ranks.index(held["office"]), held["person"]),
    )


def of(member: str | None) -> dict[str, Any]:
    """The member with that id."""
    return next((one for one in DATA["members"] if one["id"] == member), {})


def ids(chosen: Callable[[dict[str, Any]], object]) -> Loop:
    return lambda: [member["id"] for member in present() if chosen(member)]


def people(chosen: Callable[[dict[str, Any]], object], shown: Callable[[dict[str, Any]], str]) -> Loop:
    return lambda: [shown(held) for held in serving() if chosen(held)]


def day(value: object) -> str:
    """The first day of a date, or of a year or a month."""
    return (str(value) + "-01-01")[:10]


def holds(member: dict[str, Any], office: str) -> bool:
    return any(held["office"] == office and held.get("member") == member["id"] for held in serving())


def holders(office: str) -> int:
    return sum(held["office"] == office for held in serving())


MEMBERS = "member list --no-header -c id"
QUESTIONS: list[tuple[str, list[str], list[str], Loop]] = [
    (
        MEMBERS,
        ["sectors=xay-lap", "joined=2025"],
        ["lĩnh vực=Xây lắp", "ngày gia nhập=năm 2025"],
        ids(lambda m: "xay-lap" in m.get("sectors", ()) and day(m["joined"])[:4] == "2025"),
    ),
    (MEMBERS, ["!tax_code"], ["!mã số thuế"], ids(lambda m: "tax_code" not in m)),
    (MEMBERS, ["!representative"], ["!người đại diện"], ids(lambda m: "representative" not in m)),
    (MEMBERS, ["zone~nomura"], ["KCN ~ NOMURA"], ids(lambda m: m.get("zone") == "kcn-nomura")),
    (MEMBERS, ["zone=KCN Nomura"], ["KCN/CCN=nomura"], ids(lambda m: m.get("zone") == "kcn-nomura")),
    (
        "officer list --no-header -c person,member.phone",
        ["office.body=Ban Chấp hành"],
        ["chức vụ.thuộc ban~ban chap hanh"],
        people(
            lambda h: h["office"] == "uy-vien",
            lambda h: f"{h['person']}\t{of(h['member']).get('phone', '')}",
        ),
    ),
    (
        "member list --no-header -c email",
        ["sectors=tu-van", "email"],
        ["lĩnh vực~tư vấn", "email"],
        lambda: [m["email"] for m in present() if "tu-van" in m.get("sectors", ()) and "email" in m],
    ),
    (
        MEMBERS,
        ["offers~son tinh dien"],
        ["sản phẩm~sơn tĩnh điện"],
        ids(lambda m: "Sơn tĩnh điện" in m.get("offers", ())),
    ),
    (MEMBERS, ["phone=0961 780 050"], ["điện thoại=+84961780050"], ids(lambda m: m.get("phone") == "0961780050")),
    (MEMBERS, ["phone~3953893"], ["SĐT~395.3893"], ids(lambda m: "3953893" in m.get("phone", ""))),
    (MEMBERS, ["phone=02253822016"], ["ĐT=0225 3822 016"], ids(lambda m: "3822 016" in m.get("phone", ""))),
    (
        "officer list --no-header -c office",
        ["member=HV-0001"],
        ["hội viên=mẫu một"],
        people(lambda h: h.get("member") == "HV-0001", lambda h: str(h["office"])),
    ),
    (
        "officer list --no-header -c person",
        ["office=chu-tich"],
        ["chức vụ=Chủ tịch"],
        people(lambda h: h["office"] == "chu-tich", lambda h: str(h["person"])),
    ),
    (
        "officer list --no-header -c person",
        ["acting"],
        ["quyền, tạm quyền=có"],
        people(lambda h: h.get("acting"), lambda h: str(h["person"])),
    ),
    (MEMBERS, ["offices~ban chap hanh"], ["chức vụ đương nhiệm~ban chấp hành"], ids(lambda m: holds(m, "uy-vien"))),
    (MEMBERS, ["years>=5"], ["số năm là hội viên>=5"], ids(lambda m: day(m["joined"]) <= "2021-11-23")),
    (MEMBERS, ["joined>=5/2025"], ["ngày gia nhập≥tháng 5/2025"], ids(lambda m: day(m["joined"]) >= "2025-05-01")),
    (MEMBERS, ["joined<=2024"], ["ngày gia nhập<1/1/2025"], ids(lambda m: day(m["joined"]) < "2025-01-01")),
    (
        f"{MEMBERS} --all",
        ["left=2/2026", "left_reason=resigned"],
        ["ngày ra khỏi hiệp hội=2026-02", "lý do ra khỏi hiệp hội=xin ra"],
        lambda: [m["id"] for m in DATA["members"] if m.get("left_reason") == "resigned" and m["left"].month == 2],
    ),
    (MEMBERS, ["membership!=official"], ["loại hội viên!=chính thức"], ids(lambda m: "membership" in m)),
    (
        MEMBERS,
        ["!sectors", "membership=official"],
        ["!lĩnh vực", "loại hội viên=Chính thức"],
        ids(lambda m: not m.get("sectors") and "membership" not in m),
    ),
    (
        f"{MEMBERS} --any",
        ["!phone", "!email"],
        ["!điện thoại", "!email"],
        ids(lambda m: not ("phone" in m and "email" in m)),
    ),
    (MEMBERS, ["name=Công ty Hòa Bình Mẫu"], ["tên~hoa binh"], ids(lambda m: "Hoà Bình" in m["name"])),
    (MEMBERS, ["former_names.name~mẫu cũ"], ["tên cũ.tên~mau cu"], ids(lambda m: "former_names" in m)),
    (
        "election list --no-header -c id",
        ["candidates.votes>40"],
        ["người ứng cử.số phiếu>=41"],
        lambda: [e["id"] for e in DATA["elections"] if any(c["votes"] > 40 for c in e["candidates"])],
    ),
    (
        "sector list --no-header -c code",
        ["members>1"],
        ["hội viên>=2"],
        lambda: [s["code"] for s in DATA["sectors"] if sum(s["code"] in m.get("sectors", ()) for m in present()) > 1],
    ),
    (
        "officer list --no-header -c person --sort member.name",
        ["member.sectors=xay-lap", "since<2025"],
        ["hội viên.lĩnh vực=xây lắp", "giữ từ ngày<2025"],
        people(
            lambda h: "xay-lap" in of(h.get("member")).get("sectors", ()) and day(h["since"]) < "2025",
            lambda h: str(h["person"]),
        ),
    ),
    (
        "officer list --all --no-header -c person",
        ["end_reason=resigned"],
        ["lý do thôi giữ chức=từ chức"],
        lambda: [h["person"] for h in DATA["officers"] if h.get("end_reason") == "resigned"],
    ),
    (
        "office list --no-header -c code",
        ["seats>=2", "vacant_since"],
        ["số ghế>=2", "khuyết từ ngày"],
        lambda: [office["code"] for office in DATA["offices"] if office.get("seats", 1) > holders(office["code"])],
    ),
]


@pytest.fixture(scope="module")
def cli(tmp_path_factory: pytest.TempPathFactory) -> Cli:
    return Cli(tmp_path_factory.mktemp("questions"), FILE.read_bytes())


@pytest.mark.parametrize(
    ("command", "english", "vietnamese", "loop"),
    share(QUESTIONS, every=2),
    ids=lambda v: " ".join(v)[:60] if isinstance(v, list) else "",
)
def test_a_question_is_answered_as_by_a_loop_over_the_file(
    cli: Cli, command: str, english: list[str], vietnamese: list[str], loop: Loop
) -> None:
    answer = list(loop())
    assert answer, "the registry has no example"
    for conditions, language in ((english, "en"), (vietnamese, "vi"), (vietnamese, "en")):
        asked = [word for condition in conditions for word in ("--where", condition)]
        result = cli(*command.split(), *asked, HIEPHOI_LANG=language)
        assert (result.status, result.out.splitlines()) == (0, answer), result
        counted = cli(*command.split(), *asked, "--count", HIEPHOI_LANG=language)
        assert counted.out == f"{len(answer)}\n", counted
