"""How well `match` finds the suppliers that a person would name, on needs judged by hand."""

import tomllib
from pathlib import Path
from typing import NamedTuple

from msgspec import structs

from hiephoi_cli.domain.matching_members import Market, Wanted
from hiephoi_cli.domain.records import Registry
from hiephoi_cli.storage.read import read
from registries import TODAY

DATA = Path(__file__).parent / "data"
BENCHES = ("matching", "matching-held-out")


class Figures(NamedTuple):
    """What came of a bench."""

    needs: int
    members: int
    recall: float
    """Of the members that suit a need, the share among its first five; the mean of needs that somebody meets."""
    precision: float
    """Of the members among the first three of all needs, the share that suits."""
    false_first: list[str]
    """The needs whose first place does not suit."""


def registry_of(bench: str) -> Registry:
    return read(DATA / f"{bench}.toml")


def figures(bench: str, *, thesaurus: bool) -> Figures:
    registry = registry_of(bench)
    registry = registry if thesaurus else structs.replace(registry, products=())
    judged: dict[str, list[str]] = tomllib.loads((DATA / f"{bench}-judged.toml").read_text(encoding="utf-8"))
    market = Market(registry, TODAY)
    proposed: dict[str, list[str]] = {need: [] for _member, need in market.needs(market.members)}
    assert proposed.keys() == judged.keys()
    for one in market.suppliers(market.needs(market.members), Wanted()).shown:
        proposed[one.need].append(one.supplier.id)
    met = {need: suiting for need, suiting in judged.items() if suiting}
    recalls = [len({*proposed[need][:5]} & {*suiting}) / len(suiting) for need, suiting in met.items()]
    first = [(need, supplier) for need, suppliers in proposed.items() for supplier in suppliers[:3]]
    suiting = [supplier for need, supplier in first if supplier in judged[need]]
    return Figures(
        needs=len(judged),
        members=len(registry.members),
        recall=sum(recalls) / len(recalls),
        precision=len(suiting) / len(first),
        false_first=[need for need, suppliers in proposed.items() if suppliers and suppliers[0] not in judged[need]],
    )
