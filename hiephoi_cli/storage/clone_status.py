"""What git says of a clone: its branch, and what differs from the last commit."""

from msgspec import Struct


class Branch(Struct, frozen=True):
    """The branch that is checked out, and where it comes from and goes to."""

    name: str
    remote: str
    there: str
    """Its name at the remote."""
    is_new: bool
    """Whether it has never been pushed from here."""

    @property
    def tracking(self) -> str:
        """The branch as it was at the remote when it was last fetched."""
        return f"refs/remotes/{self.remote}/{self.there}"


class Status(Struct, frozen=True):
    """What differs between the work tree, the index and the last commit."""

    head: str
    """The last commit; empty before the first."""
    branch: str
    """Empty where none is checked out."""
    unmerged: list[str]
    changed: list[str]
