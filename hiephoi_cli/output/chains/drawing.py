"""What all drawings of supply chains show: members, and arrows from suppliers to buyers."""

from collections.abc import Mapping, Sequence
from enum import Enum

from msgspec import Struct

from hiephoi_cli.domain.chains import Branches, Direction, branches


class Stroke(Enum):
    """How an arrow is drawn; what it means is written beside it too."""

    SOLID = "solid"
    DASHED = "dashed"
    DOTTED = "dotted"
    FAINT = "faint"


class Arrow(Struct, frozen=True):
    """A link: from whom to whom, by their keys; the texts are for people and not safe to show as they are."""

    supplier: str
    buyer: str
    product: str
    status: str
    stroke: Stroke = Stroke.SOLID

    @property
    def label(self) -> str:
        """What it says."""
        return f"{self.product} ({self.status})"


class Part(Struct, frozen=True):
    """Trees that go one way, under a title."""

    title: str
    """Empty where it needs none."""
    direction: Direction
    arrows: Sequence[Arrow]


class Drawing(Struct, frozen=True):
    """Supply chains, all or those of one member."""

    title: str
    names: Mapping[str, str]
    """What people call members, by key."""
    parts: Sequence[Part]
    member: str = ""
    """The key of the one whose chains they are."""
    association: str = ""
    subtitle: str = ""

    @property
    def arrows(self) -> Sequence[Arrow]:
        """Those of all parts, each once."""
        return list(dict.fromkeys(arrow for part in self.parts for arrow in part.arrows))

    @property
    def graph(self) -> Branches[Arrow]:
        """Who supplies whom."""
        return branches(self.arrows)

    def named(self, key: str) -> str:
        """A member's name and key."""
        name = self.names.get(key, key)
        return name if name == key else f"{name} ({key})"
