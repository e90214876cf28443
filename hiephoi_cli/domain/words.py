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

    @classmethod
    def is_law(cls) -> bool:
        """Whether one word taken for another changes what happened in law: then none is ever guessed."""
        return False


class Membership(Choice):
    """Classes of members; only official ones vote and stand."""

    OFFICIAL = N_("official")
    ASSOCIATE = N_("associate")
    HONORARY = N_("honorary")


class LeaveReason(Choice):
    """Ways in which a membership ends."""

    @classmethod
    def is_law(cls) -> bool:
        """Whoever leaves is not expelled."""
        return True

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

    @classmethod
    def is_law(cls) -> bool:
        """A resignation is no dismissal."""
        return True

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
    "TERM_ENDED": ("hết hạn", "mãn nhiệm", "hết nhiệm", "kết thúc nhiệm kỳ", "mãn nhiệm kỳ", "hết khóa"),
    "SUCCEEDED": ("có người thay", "có người thay thế", "bàn giao"),
    "RESIGNED": (
        *("từ chức", "xin thôi", "xin từ nhiệm", "xin từ chức", "xin nghỉ", "tự nguyện thôi", "xin thôi giữ chức vụ"),
        *("xin thôi giữ chức", "xin thôi chức vụ", "tự xin thôi"),
    ),
    "RELIEVED": ("được miễn nhiệm", "miễn nhiệm chức vụ"),
    "REMOVED": ("bị bãi nhiệm", "bãi nhiệm chức vụ"),
    "DIED": ("mất", "đã mất", "từ trần", "chết", "tạ thế", "qua đời"),
}
"""Everyday words for the reasons, besides those of the law."""


class ZoneKind(Choice):
    """What a zone is: planned by the city or a district, or of another kind, such as a non-tariff zone."""

    INDUSTRIAL_ZONE = N_("industrial-zone")
    CLUSTER = N_("cluster")
    OTHER = N_("other")

    @property
    def also(self) -> tuple[str, ...]:
        """What else people call it."""
        return {
            "INDUSTRIAL_ZONE": ("KCN", "khu CN", "industrial zone"),
            "CLUSTER": ("CCN", "cụm CN", "cụm"),
            "OTHER": ("khác",),
        }[self.name]


class LinkStatus(Choice):
    """The status of a link, from the introduction to its end."""

    INTRODUCED = N_("introduced")
    TALKING = N_("talking")
    CONTRACT = N_("contract")
    ENDED = N_("ended")
    FAILED = N_("failed")

    @property
    def also(self) -> tuple[str, ...]:
        """What else people call it."""
        return _STATUSES[self.name]

    @property
    def is_over(self) -> bool:
        """Whether nothing more is expected of it."""
        return self in {LinkStatus.ENDED, LinkStatus.FAILED}


_STATUSES = {
    "INTRODUCED": ("giới thiệu", "mới giới thiệu", "đã kết nối", "kết nối", "đã kết nối giao thương", "met"),
    "TALKING": (
        *("trao đổi", "đang đàm phán", "đàm phán", "đang thương lượng", "thương lượng", "đang báo giá", "báo giá"),
        *("đang liên hệ", "gửi mẫu", "negotiating", "in talks", "in negotiation"),
    ),
    "CONTRACT": (
        *("ký hợp đồng", "đã ký", "có hợp đồng", "hợp đồng", "ký HĐ", "đã ký HĐ", "HĐ", "đang cung cấp"),
        *("đang cung ứng", "đang thực hiện", "thành công", "signed", "supplying", "under contract"),
    ),
    "ENDED": (
        *("kết thúc", "hết hợp đồng", "hết HĐ", "thanh lý", "đã thanh lý", "đã thanh lý hợp đồng", "hoàn thành"),
        *("đã dừng", "dừng", "ngừng", "ngừng cung cấp", "finished", "over", "terminated"),
    ),
    "FAILED": (
        *("thất bại", "không ký được", "không đạt", "không hợp tác", "không có kết quả", "từ chối", "hủy"),
        *("không kết nối được", "unsuccessful", "rejected", "no deal"),
    ),
}
"""Everyday words for how far a link has come."""


class Severity(Choice):
    """How serious it is to break a rule: errors block a change, warnings are shown, `off` is silent."""

    ERROR = N_("error")
    WARNING = N_("warning")
    OFF = N_("off")


class Keeping(Choice):
    """Whether a change is made that cannot be entered in the log."""

    USUAL = N_("usual")
    REQUIRED = N_("required")
