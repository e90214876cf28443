"""The choices of fields with fixed values; each is a message, so that people see it in their language."""

from enum import StrEnum

from hiephoi_cli.i18n import N_


class Choice(StrEnum):
    """One of a few fixed values."""

    @property
    def shown(self) -> str:
        """The word shown for it, in English."""
        return self.value

    @property
    def also(self) -> tuple[str, ...]:
        """What else people call it."""
        return ()


class Membership(Choice):
    """Classes of members; only official ones vote and stand."""

    OFFICIAL = N_("official")
    ASSOCIATE = N_("associate")
    HONORARY = N_("honorary")


class LeaveReason(Choice):
    """Ways in which a membership ends."""

    RESIGNED = N_("resigned")
    EXPELLED = N_("expelled")
    STRUCK_OFF = N_("struck-off")
    DISSOLVED = N_("dissolved")

    @property
    def shown(self) -> str:
        """The word shown for it, in English; Vietnamese has different words for members and officers who resign."""
        return N_("left voluntarily") if self is self.RESIGNED else self.value

    @property
    def also(self) -> tuple[str, ...]:
        """What else people call it."""
        return ("xin thôi", "xin ra", "tự nguyện", "từ nhiệm") if self is self.RESIGNED else ()


class ElectionKind(Choice):
    """Whether a whole body is elected or a free seat is filled."""

    REGULAR = N_("regular")
    BY_ELECTION = N_("by-election")


class Method(Choice):
    """How the votes were cast."""

    SECRET_BALLOT = N_("secret-ballot")
    SHOW_OF_HANDS = N_("show-of-hands")


class EndReason(Choice):
    """Ways in which a mandate ends."""

    TERM_ENDED = N_("term-ended")
    SUCCEEDED = N_("succeeded")
    RESIGNED = N_("resigned")
    RELIEVED = N_("relieved")
    REMOVED = N_("removed")
    DIED = N_("died")

    @property
    def also(self) -> tuple[str, ...]:
        """What else people call it."""
        return _ENDS.get(self.name, ())


_ENDS = {
    "TERM_ENDED": ("hết hạn", "mãn nhiệm"),
    "RESIGNED": ("từ chức", "xin thôi", "xin từ nhiệm"),
    "DIED": ("mất", "từ trần"),
}
"""Everyday words for the reasons, besides those of the law."""


class Severity(Choice):
    """How serious it is to break a rule: errors block a change, warnings are shown, `off` is silent."""

    ERROR = N_("error")
    WARNING = N_("warning")
    OFF = N_("off")
