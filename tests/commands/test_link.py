"""`hiephoi link` as its users call it."""

from pathlib import Path

import pytest

from harness import Cli, share

KEY = "HV-0002 · HV-0001 · duc-gang · 2026-03-01"


@pytest.fixture(scope="module")
def introduction(tmp_path_factory: pytest.TempPathFactory) -> Cli:
    cli = Cli(tmp_path_factory.mktemp("link"))
    cli("product", "add", "Đúc gang", "--also", "gang đúc")
    cli("member", "add", "Công ty TNHH Mẫu")
    result = cli("link", "add", "mẫu", "top land", "--product", "gang đúc", "--on", "01/03/2026")
    assert (result.status, result.out) == (0, f"{KEY}\n"), result
    return cli


@pytest.fixture
def linked(introduction: Cli, tmp_path: Path) -> Cli:
    """A registry in which one member was introduced to another."""
    return introduction.copied_to(tmp_path)


def statuses(cli: Cli, *args: str) -> list[str]:
    return [row["status"] for row in cli.rows("link", "list", *args)]


def test_a_link_names_members_and_a_product_by_their_words(linked: Cli) -> None:
    block = '[[links]]\nsupplier = "HV-0002"\nbuyer = "HV-0001"\nproduct = "duc-gang"\non = 2026-03-01\n'
    assert block in linked.text
    assert "Công ty TNHH Mẫu → Công ty Cổ phần dự án" in linked("find", "đúc gang", "-f", "table").out.replace("\n", "")


def test_a_link_without_a_day_is_today_s(linked: Cli) -> None:
    assert linked("link", "add", "HV-0001", "HV-0002", "--product", "x").out == "HV-0001 · HV-0002 · x · 2026-11-23\n"


@pytest.mark.parametrize(
    ("answer", "day"),
    share(
        [("", "2026-11-23"), ("hom qua", "2026-11-22"), ("hôm nay", "2026-11-23"), ("1/3/2026", "2026-03-01")], every=2
    ),
)
def test_the_day_of_a_link_is_asked_for_with_today_as_the_usual_answer(linked: Cli, answer: str, day: str) -> None:
    result = linked.terminal("link", "add", "HV-0001", "HV-0002", answers=["x", answer])
    assert result.status == 0
    assert "[2026-11-23]" in result.out
    assert f'product = "x"\non = {day}\n' in result.file


@pytest.mark.parametrize("args", [("edit", "1", "--status", "contract"), ("remove", "1", "--yes"), ("show", "1")])
def test_the_number_of_a_line_is_no_day_of_a_link(linked: Cli, args: tuple[str, ...]) -> None:
    result = linked("link", *args)
    assert (result.status, result.file) == (3, linked.text)
    assert result.err == (
        "error: no link '1'; only `hiephoi link add` takes the number of a line of your last `match`\n"
        "hint: hiephoi link list\n"
    )


def test_links_that_a_key_may_mean_are_listed_as_they_are_typed_with_the_names(linked: Cli) -> None:
    linked("link", "add", "HV-0001", "HV-0002", "--product", "tư vấn", "--on", "2026-03-01")
    [_error, _hint, line, other] = linked("link", "show", "HV-0001", COLUMNS="200").err.splitlines()
    assert line == f'  "{KEY}"  Công ty TNHH Mẫu → Công ty Cổ phần dự án và công nghiệp Top Land'
    assert linked("link", "show", other.split('"')[1]).status == 0


def test_a_product_may_be_words(linked: Cli) -> None:
    linked("link", "add", "HV-0001", "HV-0002", "--product", "tư vấn nhà xưởng", "--on", "2026-03-01")
    assert 'product = "tư vấn nhà xưởng"' in linked.text
    result = linked("link", "add", "HV-0001", "HV-0002", "--product", "tu-van", "--on", "2026-03-01")
    assert "warning: no product 'tu-van'  [link-product]" in result.err


@pytest.mark.parametrize("status", ["contract", "ký hợp đồng", "Đã ký HĐ", "da ky hop dong"])
def test_a_new_status_has_its_day_and_the_old_one_stays_known(linked: Cli, status: str) -> None:
    assert linked("link", "edit", KEY, "--status", status, "--on", "2026-05-15").out == f"{KEY}\n"
    assert (
        'status = "contract"\nformer_status = [\n    { status = "introduced", until = 2026-05-15 },\n]' in linked.text
    )
    assert statuses(linked, "--on", "2026-05-14") == ["introduced"]
    assert statuses(linked, "--on", "2026-05-15") == ["contract"]
    assert linked.rows("link", "show", KEY, "--on", "2026-05-01")[0]["status"] == "introduced"


def test_a_status_without_a_day_is_today_s(linked: Cli) -> None:
    linked("link", "edit", "HV-0002", "--status", "talking")
    assert "until = 2026-11-23" in linked.text


def test_people_read_statuses_in_their_language_also_where_the_file_has_none(linked: Cli) -> None:
    told = linked("link", "edit", "HV-0002", "--status", "contract", "--on", "2026-12-01", HIEPHOI_LANG="vi").told
    assert "đến trước ngày đó, tình trạng vẫn là 'đã giới thiệu'" in told
    told = linked("undo", HIEPHOI_LANG="vi").told
    assert told.count("Tình trạng: đã giới thiệu → đã ký hợp đồng") == 1
    assert told.count("Tình trạng: đã ký hợp đồng → đã giới thiệu") == 1
    assert "đã sửa: Công ty TNHH Mẫu → Công ty Cổ phần dự án và công nghiệp Top Land" in told


def test_a_link_is_named_by_its_members_in_order_or_its_product(linked: Cli) -> None:
    linked("link", "add", "HV-0001", "HV-0002", "--product", "tư vấn", "--on", "2026-01-01")
    assert linked("link", "edit", "HV-0002 HV-0001", "--note", "a").out == f"{KEY}\n"
    assert linked("link", "edit", "đúc gang", "--note", "b").out == f"{KEY}\n"
    assert linked("link", "edit", "HV-0001", "--note", "c").status == 4
    linked("product", "edit", "duc-gang", "--also", "gang đúc, cast iron")
    assert linked("link", "edit", "cast iron", "--note", "d").out == f"{KEY}\n"
    assert linked("link", "show", "cast iron", "-c", "note").out == "note\nd\n"
    assert linked("link", "remove", "cast iron", "--yes").out == f"{KEY}\n"


def test_a_list_that_almost_names_a_member_says_which(linked: Cli) -> None:
    (linked.folder / "links.csv").write_text(
        "Bên cung cấp,Bên mua,Sản phẩm,Ngày liên kết\ncong ty tnhh mau,Top Land,khuôn,01/03/2026\n", encoding="utf-8"
    )
    told = linked("link", "import", "links.csv").out
    assert "did you mean 'HV-0002' (Công ty TNHH Mẫu)?" in told
    assert "did you mean 'HV-0001' (Công ty Cổ phần dự án và công nghiệp Top Land)?" in told


def test_without_a_status_a_day_corrects_the_link(linked: Cli) -> None:
    assert linked("link", "edit", KEY, "--on", "2026-03-02").out == KEY.replace("03-01", "03-02") + "\n"


def test_a_list_has_what_is_open_unless_more_is_wanted(linked: Cli) -> None:
    linked("link", "edit", KEY, "--status", "không thành", "--on", "2026-06-01")
    linked("link", "add", "HV-0001", "HV-0002", "--product", "tư vấn", "--on", "2027-01-01")
    assert statuses(linked) == []
    assert statuses(linked, "--status", "failed") == ["failed"]
    assert statuses(linked, "--on", "2026-05-31") == ["introduced"]
    assert statuses(linked, "--all") == ["failed", "introduced"]
    assert statuses(linked, "--all", "--product", "gang đúc") == ["failed"]
    assert statuses(linked, "--all", "--member", "top land") == ["failed", "introduced"]
    assert linked("link", "list", "--member", "HV-9").status == 3


@pytest.mark.parametrize(
    ("args", "status", "told"),
    [
        (("HV-0001", "HV-0001", "--product", "x", "--on", "2026-01-01"), 5, "'HV-0001' is linked with itself"),
        (("HV-0002", "HV-0001", "--product", "đúc gang", "--on", "2026-03-01"), 4, f"link '{KEY}' already exists"),
        (("HV-0002", "HV-0001", "--product", "đúc gang", "--on", "2026-04-01"), 0, "[link-twice]"),
        (("HV-0002", "HV-9", "--product", "x"), 5, "no member 'HV-9'"),
        (("HV-0002", "HV-0001", "--on", "2026-04-01"), 2, "'--product' is missing"),
        (("HV-0002", "HV-0001", "--product", "x", "--on", "2026-04-01", "--until", "2026-03-31"), 5, "is before"),
    ],
)
def test_what_is_wrong_or_odd_is_reported(linked: Cli, args: tuple[str, ...], status: int, told: str) -> None:
    result = linked("link", "add", *args)
    assert result.status == status, result
    assert told in result.told


def test_i_and_y_are_one_letter_of_a_status(linked: Cli) -> None:
    done = linked("link", "edit", "HV-0002", "--status", "đã kí", HIEPHOI_LANG="vi")
    assert 'status = "contract"' in done.file
    assert linked.rows("link", "list", "--where", "status=Ký hợp đồng") == linked.rows(
        "link", "list", "--status", "kí HĐ"
    )
    unknown = linked("link", "edit", "HV-0002", "--status", "xyz")
    assert unknown.told.startswith("error: --status: 'xyz' is not one of introduced, talking, contract, ended, failed")
    linked("undo")


def test_a_link_with_a_member_that_had_left_is_odd(linked: Cli) -> None:
    linked("member", "leave", "HV-0002", "--on", "2026-06-01", "--reason", "resigned")
    args = ("link", "add", "HV-0002", "HV-0001", "--product", "x", "--on", "2026-06-01")
    assert "[link-left]" in linked(*args).err
    assert "left on 2026-06-01, the day of the link" in linked("check").out
    linked("undo")
    assert linked(*args, "--strict").status == 5


def test_a_link_stays_through_names_and_merges_of_its_members(linked: Cli) -> None:
    linked("member", "rename", "HV-0002", "Công ty Cổ phần Mẫu", "--on", "2026-06-01")
    assert linked.rows("link", "list", "--member", "công ty cổ phần mẫu")[0]["supplier"] == "HV-0002"
    linked("member", "add", "Công ty Ví Dụ")
    linked("member", "merge", "HV-0002", "HV-0003", "--keep", "into", "--yes")
    assert linked.rows("link", "list")[0]["supplier"] == "HV-0003"
    linked("undo")
    assert linked.rows("link", "list")[0]["supplier"] == "HV-0002"
    assert "used by links." in linked("member", "remove", "HV-0002", "--yes").told
    assert "linked with itself" in linked("member", "merge", "HV-0002", "HV-0001", "--keep", "into", "--yes").told


def test_lists_of_links_come_in_and_go_out(linked: Cli) -> None:
    (linked.folder / "links.csv").write_text(
        "Bên cung cấp,Bên mua,Sản phẩm,Ngày liên kết,Tình trạng\n"
        "Công ty TNHH Mẫu,HV-0001,Gang đúc,01/03/2026,đang đàm phán\n"
        "HV-0001,Công ty TNHH Mẫu,tư vấn thiết kế,năm 2025,đã kết thúc\n",
        encoding="utf-8",
    )
    result = linked("link", "import", "links.csv")
    assert "created 1 · updated 1" in result.err, result
    assert statuses(linked, "--all") == ["talking", "ended"]
    assert '{ status = "introduced", until = 2026-11-23 }' in linked.text
    assert statuses(linked, "--on", "2026-11-22") == ["introduced"]
    before = linked.text
    for name in ("all.csv", "all.json"):
        linked("link", "export", "-o", name)
        assert "unchanged 2" in linked("link", "import", name).err
    assert linked.text == before


@pytest.fixture
def worded(linked: Cli) -> Cli:
    """The same, with a link in words that are now one of several names in one text of the product."""
    linked("link", "add", "HV-0001", "HV-0002", "--product", "vật đúc", "--on", "2026-02-01")
    linked("product", "edit", "duc-gang", "--also", "gang đúc, vật đúc/cast iron")
    assert 'product = "vật đúc"' in linked.text
    return linked


@pytest.mark.parametrize("words", ["vật đúc", "cast iron", "CAST IRON", "gang đúc, vật đúc", "vat duc"])
def test_every_command_knows_a_product_by_each_of_its_names(worded: Cli, words: str) -> None:
    assert worded("link", "add", "HV-0001", "HV-0002", "--product", words, "--on", "2026-05-01").out == (
        "HV-0001 · HV-0002 · duc-gang · 2026-05-01\n"
    )
    worded("link", "add", "HV-0002", "HV-0001", "--product", "x", "--on", "2026-05-02")
    edited = worded("link", "edit", "HV-0002 · HV-0001 · x · 2026-05-02", "--product", words)
    assert edited.out == "HV-0002 · HV-0001 · duc-gang · 2026-05-02\n"
    (worded.folder / "links.csv").write_text(
        f'Bên cung cấp,Bên mua,Sản phẩm,Ngày liên kết\nHV-0002,HV-0001,"{words}",03/05/2026\n', encoding="utf-8"
    )
    worded("link", "import", "links.csv")
    assert worded.text.count('product = "duc-gang"') == 4
    for listed in (("list", "--product", words), ("list", "--where", f"product={words}")):
        assert len(worded.rows("link", *listed)) == 5
    assert len(worded.rows("chain", "--where", f"product={words}")) == 5
    assert len(worded.rows("chain", "--where", "product.name=Đúc gang")) == 5
    assert {row["by_product"] for row in worded.rows("link", "list", "--by", "product")} == {"duc-gang"}


def test_a_list_with_other_words_for_a_product_is_about_the_same_link(worded: Cli) -> None:
    before = worded.text
    for words in ("vật đúc", "Đúc gang", "cast iron"):
        (worded.folder / "links.csv").write_text(
            f"Bên cung cấp,Bên mua,Sản phẩm,Ngày liên kết\nHV-0001,HV-0002,{words},01/02/2026\n", encoding="utf-8"
        )
        assert "unchanged 1" in worded("link", "import", "links.csv").err
    assert worded.text == before


def test_a_contract_in_other_words_meets_a_need(worded: Cli) -> None:
    worded("member", "edit", "HV-0002", "--seek", "gang đúc FC250")
    assert worded.rows("stats", "--where", "key=met")[0]["count"] == "0"
    worded("link", "edit", "HV-0001 HV-0002", "--status", "contract", "--on", "2026-06-01")
    assert worded.rows("stats", "--where", "key=met")[0]["count"] == "1"
    worded("member", "edit", "HV-0001", "--offer", "vật đúc")
    assert worded.rows("match", "HV-0002") == []


def test_a_profile_is_confirmed_on_a_day(cli: Cli) -> None:
    assert cli("member", "confirm", "top land").out == "HV-0001\n"
    assert "confirmed_on = 2026-11-23" in cli.text
    cli("member", "confirm", "HV-0001", "--on", "20/11/2026")
    assert "confirmed_on = 2026-11-20" in cli.text
    assert (
        "2062-03-01 is in the future  [confirmed-ahead]" in cli("member", "confirm", "HV-0001", "--on", "1/3/2062").err
    )
