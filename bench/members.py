"""Invented members: the nth is always the same one, so that a small registry is the beginning of every larger one."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import count
from string import digits
from typing import NamedTuple

from hiephoi_cli.domain.tax_code import is_valid

SECTORS = {
    "tu-van": "Tư vấn",
    "xay-lap": "Xây lắp",
    "san-xuat-phu-tro": "Sản xuất phụ trợ",
    "dich-vu-ho-tro": "Dịch vụ hỗ trợ",
}

_FORMS = ("Công ty TNHH", "Công ty Cổ phần", "Doanh nghiệp tư nhân", "Công ty TNHH MTV", "Hợp tác xã")
_WORDS = (
    "Hòa Bình",
    "An Lão",
    "Đúc gang",
    "Đỗ Quyên",
    "Hưng Thịnh",
    "Ngũ Phúc",
    "Khuôn mẫu",
    "Hoàng Yến",
    "Đại Phát",
    "Quý Hiếm",
    "Ân Tình",
    "Ốc vít",
    "Đông Hải",
)
_SURNAMES = ("Phạm", "Ngô", "Hoàng", "Phan", "Đặng", "Hồ", "Đào", "Huỳnh", "Vũ", "Lê", "Võ", "Bùi", "Đỗ", "Dương")
_MIDDLE_NAMES = ("Thanh", "Văn", "Đoàn", "Ngọc", "Hữu", "Minh", "Quang", "Xuân", "Thị")
_GIVEN_NAMES = ("Tùng", "Ấn", "Yến", "Phúc", "Mỹ", "Ánh", "Oanh", "Nga", "Lễ", "Hoà", "Hòa", "Ăn", "Dũng", "Đạt", "Ước")
_POSITIONS = ("Giám đốc", "Tổng Giám đốc", "Chủ tịch HĐQT", "Phó Giám đốc")

_FIRST_DAY, _DAYS = date(2024, 11, 11), 700
_CODES, _STRIDE = 1_000_000, 611_953
"""The count of six-digit numbers, and a step that visits each once before repeating."""
_SECOND_SECTOR_EVERY = 5


class Member(NamedTuple):
    """The invented data of one member; its fields are named as in the registry."""

    id: str
    name: str
    tax_code: str
    sectors: tuple[str, ...]
    representative: str
    position: str
    phone: str
    email: str
    address: str
    joined: date

    @property
    def cells(self) -> dict[str, str]:
        """Its fields as text, as in a spreadsheet."""
        return self._asdict() | {"sectors": "; ".join(self.sectors), "joined": self.joined.isoformat()}


NEWCOMER = Member(
    id="HV-900001",
    name="Công ty TNHH Người Mới Mẫu",
    tax_code="0280000105",
    sectors=("xay-lap",),
    representative="Dương Thị Ước",
    position="Giám đốc",
    phone="02252000001",
    email="lienhe@nguoimoi.example",
    address="Số 1 đường Hòa Bình, phường Hải An, thành phố Hải Phòng",
    joined=date(2026, 11, 2),
)
"""A member who is not among them."""


def members(how_many: int) -> Iterator[Member]:
    """The first `how_many` of them, at most 900,000."""
    for number, tax_code in zip(range(1, how_many + 1), _tax_codes(), strict=False):
        yield _member(number, tax_code)


def _tax_codes() -> Iterator[str]:
    """Every code that begins with 029 and has the right check digit, in no obvious order."""
    for number in count(1):
        beginning = f"029{number * _STRIDE % _CODES:06}"
        right = next((digit for digit in digits if is_valid(beginning + digit)), None)
        if right:
            yield beginning + right


def _member(number: int, tax_code: str) -> Member:
    return Member(
        id=f"HV-{number:04}",
        name=f"{_pick(_FORMS, number)} {_pick(_WORDS, number)} Mẫu {number:02}",
        tax_code=tax_code,
        sectors=_sectors(number),
        representative=" ".join(_pick(names, number) for names in (_SURNAMES, _MIDDLE_NAMES, _GIVEN_NAMES)),
        position=_pick(_POSITIONS, number // 3),
        phone=f"02253{number:06}",
        email=f"lienhe{number}@mau{number:02}.example",
        address=f"Số {number % 300 + 1} đường {_pick(_WORDS, number // 7)}, phường Hải An, thành phố Hải Phòng",
        joined=_FIRST_DAY + timedelta(days=number * 37 % _DAYS),
    )


def _pick(words: Sequence[str], number: int) -> str:
    return words[number % len(words)]


def _sectors(number: int) -> tuple[str, ...]:
    codes = [*SECTORS, *SECTORS]
    first = number % len(SECTORS)
    return tuple(codes[first : first + (1 if number % _SECOND_SECTOR_EVERY else 2)])
