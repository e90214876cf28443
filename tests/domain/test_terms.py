"""Terms, however they are written."""

import pytest

from hiephoi_cli.domain.terms import Term


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("2024-2029", (2024, 2029)),
        ("2024 – 2029", (2024, 2029)),
        ("Khóa I (2010-2020)", (2010, 2020)),
        ("nhiệm kỳ 2021 – 2026", (2021, 2026)),
        ("Nhiệm kỳ II, 2021 đến năm 2026", (2021, 2026)),
        ("2024-29", (2024, 2029)),
        ("2029-2024", (2029, 2024)),
        ("Khóa II", None),
        ("2024", None),
        ("20240-20290", None),
        (None, None),
    ],
)
def test_a_term_is_read_by_its_years(text: str | None, term: tuple[int, int] | None) -> None:
    assert Term.of(text) == term


@pytest.mark.parametrize(("other", "overlap"), [("2029-2034", False), ("2019-2024", False), ("2028-2033", True)])
def test_terms_that_share_more_than_a_year_of_change_overlap(other: str, overlap: bool) -> None:
    one, another = Term.of("2024-2029"), Term.of(other)
    assert one
    assert another
    assert one.overlaps(another) is another.overlaps(one) is overlap
