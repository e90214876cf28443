"""Names whose titles people write in several ways or leave out."""

import pytest

from hiephoi_cli.domain.records import Zone
from hiephoi_cli.domain.titles import Titled


def means(text: str, name: str) -> bool:
    return Titled.of(text, Zone.titles).means(Titled.of(name, Zone.titles))


@pytest.mark.parametrize(
    "text",
    [
        *("KCN Tràng Duệ", "kcn tràng duệ", "Khu công nghiệp Tràng Duệ", "Khu CN Tràng Duệ", "Tràng Duệ"),
        *("KHU CÔNG NGHIỆP TRÀNG DUỆ", "khu cong nghiep trang due", "trang due", "Khu công nghiệp (KCN) Tràng Duệ"),
        *("Tràng Duệ Industrial Park", "KCN Trang Duệ", "KCN-Tràng-Duệ", "kcn-trang-due"),
    ],
)
def test_a_zone_is_meant_by_any_spelling_of_its_title_or_none(text: str) -> None:
    assert means(text, "KCN Tràng Duệ")
    assert means(text, "Khu công nghiệp Tràng Duệ")


@pytest.mark.parametrize(
    "text", ["CCN Tràng Duệ", "Cụm công nghiệp Tràng Duệ", "KCN Tràng Duê", "KCN Tràng", "KCN", ""]
)
def test_another_title_another_accent_or_another_word_is_another_name(text: str) -> None:
    assert not means(text, "KCN Tràng Duệ")


@pytest.mark.parametrize("text", ["KCN Xuân Cầu", "khu phi thuế quan Xuân Cầu", "xuan cau", "KCN & PTQ Xuân Cầu"])
def test_a_zone_of_two_titles_is_meant_by_either(text: str) -> None:
    assert means(text, "Khu công nghiệp và phi thuế quan Xuân Cầu")


def test_a_title_alone_is_a_name() -> None:
    assert Titled.of("KCN", Zone.titles) == Titled(frozenset(), ("kcn",))
