"""Small listings of records."""

from datetime import date
from typing import Any

from msgspec import structs

from hiephoi_cli.domain.records import Member, Registry
from hiephoi_cli.domain.words import Membership
from hiephoi_cli.interface import columns
from hiephoi_cli.interface.grouping import grouped
from hiephoi_cli.output.listing import Column, Listing
from registries import member, registry, sector

MEMBERS = (
    member(1, "Top Land", sectors=("xay-lap",), representative="Phạm Đoàn Tùng", joined=date(2024, 11, 11)),
    member(2, 'Cơ khí "Ánh, Dương"', sectors=("xay-lap", "tu-van"), membership=Membership.ASSOCIATE),
    member(3, "An Phú", phone="0225 3123456"),
)
REGISTRY = registry(sector("tu-van", "Tư vấn"), sector("xay-lap", "Xây lắp"), *MEMBERS)
SOME = ("id", "name", "sectors", "membership", "joined")


def members(*records: Member, of: Registry = REGISTRY) -> Listing:
    """These members with every column; the three of the registry if none is named."""
    return columns.listing(of, Member, records or MEMBERS)


def some_columns(*records: Member) -> Listing:
    """Five of the columns; not as if somebody had named them."""
    return structs.replace(members(*records).choose(SOME), chosen=False)


def by_sector() -> Listing:
    return grouped(REGISTRY, some_columns(), Member, "sector")


def made(values: list[dict[str, Any]], **settings: Any) -> Listing:
    """A listing of plain values under their keys, all of them everyday columns."""
    keys = list(values[0]) if values else []

    def column(place: int, key: str) -> Column:
        return Column(
            key=key,
            title=key.title(),
            plain=lambda row: row[key],
            shown=lambda row: "" if row[key] is None else str(row[key]),
            order=lambda row: row[key],
            everyday=place,
            numeric=any(isinstance(row[key], int) for row in values),
        )

    return Listing(columns=[column(place, key) for place, key in enumerate(keys)], rows=values, **settings)


CANDIDATES: list[dict[str, Any]] = [
    {"person": "Lê An", "votes": 5, "elected": True},
    {"person": "Đỗ Bình", "votes": None},
]
"""What an election's column holds."""
