"""The fixed words that some fields hold; each is its own message, so that people see it in their language."""

from enum import StrEnum

from hiephoi_cli.i18n import N_


class Membership(StrEnum):
    """Classes of members; only official ones vote and stand."""

    OFFICIAL = N_("official")
    ASSOCIATE = N_("associate")
    HONORARY = N_("honorary")


class LeaveReason(StrEnum):
    """Ways in which a membership ends."""

    RESIGNED = N_("resigned")
    EXPELLED = N_("expelled")
    STRUCK_OFF = N_("struck-off")
    DISSOLVED = N_("dissolved")


class ElectionKind(StrEnum):
    """Whether a whole body is elected or a free seat is filled."""

    REGULAR = N_("regular")
    BY_ELECTION = N_("by-election")


class Method(StrEnum):
    """How the votes were cast."""

    SECRET_BALLOT = N_("secret-ballot")
    SHOW_OF_HANDS = N_("show-of-hands")


class EndReason(StrEnum):
    """Ways in which a mandate ends."""

    TERM_ENDED = N_("term-ended")
    SUCCEEDED = N_("succeeded")
    RESIGNED = N_("resigned")
    RELIEVED = N_("relieved")
    REMOVED = N_("removed")
    DIED = N_("died")


class Severity(StrEnum):
    """What breaking a rule is worth: errors block what would bring them in, warnings are told, the rest is silent."""

    ERROR = N_("error")
    WARNING = N_("warning")
    OFF = N_("off")
