"""Banners that head the records of a kind: new records go below, and removed ones leave them."""

import pytest

from hiephoi_cli.domain.records import Registry
from hiephoi_cli.storage.banners import kind_named
from hiephoi_cli.toml.splice import Append, Cut, Edit, splice

ORDER = Registry.__struct_fields__


def after(text: str, *edits: Edit) -> str:
    return splice(text, edits, ORDER, kind_named)


def added(*kinds: str) -> list[Edit]:
    return [Append(kind, {"id": 1}) for kind in kinds]


@pytest.mark.parametrize(
    ("lines", "kind"),
    [
        ("# --- Lĩnh vực · sectors ---", "sectors"),
        ("# --- Chức vụ, từ cao xuống thấp · offices, the highest first ---", "offices"),
        ("# --- Hội viên · members; mã hội viên không bao giờ đổi · an id never changes ---", "members"),
        ("# --- Các cuộc bầu cử · elections ---", "elections"),
        ("# --- Ai giữ chức vụ nào, từ ngày nào · who holds which office, since when ---", "officers"),
        ("# --- Ai giữ chức vụ nào · officers ---", "officers"),
        ("# NGƯỜI GIỮ CHỨC VỤ", "officers"),
        ("# CHUC VU", "offices"),
        ("## Hội viên ##", "members"),
        ("# ============\n# HỘI VIÊN\n# ============", "members"),
        ("# Danh sách hội viên", "members"),
        ("# Kết quả bầu cử", "elections"),
        ("# Quy định", "rules"),
        ("# Members of the association", "members"),
        ("# remember this", None),
        ("# ---", None),
    ],
)
def test_a_kind_is_named_by_its_key_or_by_a_title_in_either_language(lines: str, kind: str | None) -> None:
    assert kind_named(lines) == kind


HEADS = [
    "# --- Các cuộc bầu cử · elections ---\n",
    "# ===== BẦU CỬ =====\n",
    "## Bầu cử ##\n",
    "# elections\n",
    "# ========\n# Bầu cử\n# ========\n",
    "#### Elections, all that were held since the association was founded in 2024\n",
]


@pytest.mark.parametrize("head", HEADS)
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_the_first_record_goes_below_the_banner_of_its_kind(head: str, line_end: str) -> None:
    above = "format = 1\n\n[[members]]\nid = 0\n\n"
    for below in ("", "\n# --- officers ---\n", "\n# --- officers ---\n\n[[officers]]\n", "\n# lead\n[[officers]]\n"):
        text = f"{above}{head}{below}".replace("\n", line_end)
        expected = f"{above}{head}\n[[elections]]\nid = 1\n{below}".replace("\n", line_end)
        assert after(text, *added("elections")) == expected


def test_what_is_said_below_a_banner_stays_directly_below_it() -> None:
    text = "format = 1\n\n# --- elections ---\n\n# 2019 is missing\n\n# --- officers ---\n"
    assert after(text, *added("elections")) == text.replace("missing\n", "missing\n\n[[elections]]\nid = 1\n")


def test_first_records_of_several_kinds_go_each_below_its_own_banner() -> None:
    text = "format = 1\n[association]\n\n# --- Lĩnh vực ---\n\n# --- Hội viên ---\n\n# --- Bầu cử ---\n"
    assert after(text, *added("members", "officers", "elections", "offices")) == (
        "format = 1\n[association]\n\n# --- Lĩnh vực ---\n\n[[offices]]\nid = 1\n\n# --- Hội viên ---\n\n"
        "[[members]]\nid = 1\n\n# --- Bầu cử ---\n\n[[elections]]\nid = 1\n\n[[officers]]\nid = 1\n"
    )


def test_a_kind_without_a_banner_goes_above_that_of_the_kind_after_it() -> None:
    text = "format = 1\n\n[[sectors]]\n\n# --- elections ---\n\n[[elections]]\n"
    assert after(text, *added("members")) == text.replace("[[sectors]]\n", "[[sectors]]\n\n[[members]]\nid = 1\n")


def test_a_banner_directly_below_a_record_is_not_of_that_record() -> None:
    text = "format = 1\n[[members]]\nid = 0\n# its own\n# --- elections ---\n\n"
    assert after(text, *added("members")) == text.replace("own\n", "own\n\n[[members]]\nid = 1\n")
    assert after(text, Cut("members", 0)) == "format = 1\n# --- elections ---\n\n"


def test_a_banner_directly_above_a_record_stays_when_that_is_cut() -> None:
    text = "format = 1\n\n# === MEMBERS ===\n# the first\n[[members]]\nid = 0\n[[members]]\nid = 1\n"
    once = "format = 1\n\n# === MEMBERS ===\n\n[[members]]\nid = 1\n"
    assert after(text, Cut("members", 0)) == once
    assert after(once, Cut("members", 0)) == "format = 1\n\n# === MEMBERS ===\n"


def test_remarks_among_the_records_of_a_kind_head_no_other() -> None:
    text = "format = 1\n[[sectors]]\nid = 0\n\n# hội viên nào?\n\n[[sectors]]\nid = 1\n"
    assert after(text, *added("members")) == f"{text}\n[[members]]\nid = 1\n"


def test_long_remarks_head_no_kind() -> None:
    text = "format = 1\n\n# Every member pays before the congress or has no vote.\n\n[association]\n"
    assert after(text, *added("members")) == f"{text}\n[[members]]\nid = 1\n"
