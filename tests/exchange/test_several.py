"""Cells with several names."""

import pytest

from hiephoi_cli.exchange.several import cut

KNOWN = {"tư vấn", "xây lắp", "cơ khí, chế tạo", "cơ khí", "sản xuất và gia công", "r&d"}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Cơ khí, chế tạo, Tư vấn", ["Cơ khí, chế tạo", "Tư vấn"]),
        ("Cơ khí, Tư vấn", ["Cơ khí", "Tư vấn"]),
        ("Tư vấn và Xây lắp", ["Tư vấn", "Xây lắp"]),
        ("Sản xuất và gia công và Tư vấn", ["Sản xuất và gia công", "Tư vấn"]),
        ("R&D & Tư vấn", ["R&D", "Tư vấn"]),
        ("Vận tải và kho bãi, Xây lắp", ["Vận tải và kho bãi", "Xây lắp"]),
        ("Tư vấn + Xây lắp | Cơ khí", ["Tư vấn", "Xây lắp", "Cơ khí"]),
        ("Vận tải", ["Vận tải"]),
        (", Tư vấn,,", ["Tư vấn"]),
    ],
)
def test_the_longest_known_names_come_first(text: str, names: list[str]) -> None:
    assert cut(text, lambda name: name.lower() in KNOWN) == names
