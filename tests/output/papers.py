"""Papers as the writers take them."""

from datetime import date

from hiephoi_cli.output.papers.paper import Paper, members_paper, officers_paper
from registries import TODAY, member, officer, registry

FORMULAS = ("=1+1", "+84 225 3822016", "-1", "@Sum(A1)", "#N/A")
HOSTILE = '<script>alert(1)</script> [red]Đỗ[/red] & "Con" | \x1b[31m\nHai'
MEMBERS = (
    member(1, HOSTILE, tax_code="0314409058-002", phone="0225 3822016", joined=date(2025, 2, 1)),
    *(member(number, text, address=text) for number, text in enumerate(FORMULAS, start=2)),
)
HOUSE = registry(*MEMBERS, name="Hiệp hội <b>Thử</b>", decision="1/QĐ", address="Hải Phòng")


def members_list(number: int = 0) -> Paper:
    """The list of a few odd members, or of that number of plain ones."""
    plain = [
        member(n, f"Công ty Cổ phần Cơ khí {n}", address="Số 1 đường Mẫu, Hải Phòng") for n in range(1, number + 1)
    ]
    return members_paper(HOUSE, plain or MEMBERS, TODAY)


def officers_list() -> Paper:
    return officers_paper(HOUSE, [officer("Lê <i>An</i>", date(2024, 11, 11))], TODAY)
