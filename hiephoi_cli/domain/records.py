"""Declares every record and field; keys, options, columns, headers and messages derive from it.

To add a field, add its line here: `Annotated[type, Meta(title=…, description=…)]`. What a value is beyond its
Python type is in the type's name: `TaxCode`, `Person`, a reference such as `SectorCode`.
To add a kind of record, add its class and its list in `Registry`.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from enum import StrEnum
from functools import cache
from operator import attrgetter
from typing import Annotated, Any, ClassVar, Literal, Self, get_args

from msgspec import Meta, Struct, structs

from hiephoi_cli.domain.identity import Identity, name_key
from hiephoi_cli.domain.vietnamese import one_spelling, person_key
from hiephoi_cli.domain.words import (
    ElectionKind,
    EndReason,
    Keeping,
    LeaveReason,
    LinkStatus,
    Membership,
    Method,
    Severity,
    ZoneKind,
)
from hiephoi_cli.i18n import N_


class RefersTo(Struct, frozen=True):
    """Marks text that is the key of a record of another kind."""

    kind: str


class MayName(Struct, frozen=True):
    """Marks text that is the key of a record of another kind, or else words of its own."""

    kind: str


class Also(Struct, frozen=True):
    """Other headings for a field in imported lists, or for a kind in the file; separated by “;”."""

    headings: str


class Is(StrEnum):
    """Marks text or a day that has a special form."""

    KEY = "key"
    NAME = "name"
    PERSON = "person"
    TAX_CODE = "tax code"
    PHONE = "phone"
    EMAIL = "e-mail"
    WEBSITE = "website"
    DAY = "day"
    """A day of which only the year or the month may be known."""


TaxCode = Annotated[str, Is.TAX_CODE]
Phone = Annotated[str, Is.PHONE]
Email = Annotated[str, Is.EMAIL]
Website = Annotated[str, Is.WEBSITE]
Person = Annotated[str, Is.PERSON, Meta(min_length=1)]
Key = Annotated[str, Is.KEY, Meta(min_length=1)]
Name = Annotated[str, Is.NAME, Meta(min_length=1)]
SectorCode = Annotated[str, RefersTo("sectors")]
ZoneCode = Annotated[str, RefersTo("zones")]
ProductWords = Annotated[str, MayName("products"), Meta(min_length=1)]
OfficeCode = Annotated[str, RefersTo("offices")]
MemberId = Annotated[str, RefersTo("members")]
_COMPANY = Also("Doanh nghiệp; Tên doanh nghiệp; Công ty; Tên công ty; Đơn vị; Tên đơn vị; Company; Unit")
ElectionId = Annotated[str, RefersTo("elections")]
Count = Annotated[int, Meta(ge=0)]
Day = Annotated[date, Is.DAY]
Seats = Annotated[int, Meta(ge=1)]
Hectares = Annotated[float, Meta(ge=0, le=10**6)]
Note = Annotated[str | None, Meta(title=N_("Note"), description=N_("anything worth remembering"))]
NoLonger = Annotated[Day, Meta(title=N_("Until"), description=N_("first day on which it no longer held"))]


_IN_KEYS = " · "
"""Joins the values of a key made of several."""
_NONE: tuple[str, ...] = ()
"""Typed here, so that the attributes below need no annotation."""


class Table(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A table of the file."""

    columns = _NONE
    """Fields of a listing for people, most important first: a narrow screen drops the last ones."""
    identified_by = _NONE
    """The fields that identify it in its list; they make a record's key, which is usually a single field."""
    in_line = _NONE
    """Fields that represent it in a cell with several tables; all fields unless declared."""


class Former(Table, frozen=True):
    """What held of a record before, until the first day on which it no longer did; the latest stands last."""

    was = ""
    """The field of the record whose earlier values the first field here holds."""
    renewed_by = ""
    """The command that gives another value from a day on, after the noun."""

    @property
    def value(self) -> Any:  # noqa: ANN401  the value of any field
        """What held."""
        return getattr(self, self.__struct_fields__[0])

    @property
    def ended(self) -> date:
        """The first day on which it no longer held."""
        return getattr(self, self.identified_by[-1])  # type: ignore[no-any-return]


class Record(Table, frozen=True):
    """A table that the file holds many of; others refer to it by its `key`."""

    noun: ClassVar[str]
    command: ClassVar[str]
    """The noun of its commands."""
    key_from = _NONE
    """The fields from which a new key is derived: a name becomes a slug, other values are used unchanged."""
    key_prefix = ""
    """The field of the association that holds the prefix of numbered keys."""
    called_by = ""
    """The field that people call it by; by default the key."""
    recognised_by = _NONE
    """Fields that identify a record whose key is unknown, the surest first."""
    period = _NONE
    """The fields with its first day, and the first day after it; an unknown day sets no limit."""
    ordered_by = ""
    """The field that listings are sorted by; by default they keep the order of the file."""
    qualified = _NONE
    """A field, a yes-or-no field that changes how its value is shown, and how: “Acting Chairman”."""
    ended_by = ""
    """The command, after the noun, that ends a record but keeps its history."""
    takes_lines = ""
    """The command in which the number of a line of `match` stands for keys."""
    titles = _NONE
    """Words before its name that people write in several ways or leave out; each title is separated by “;”."""

    @property
    def key(self) -> str:
        """The id or code, or all identifying values joined; unique in its kind."""
        names = self.identified_by
        if len(names) == 1:
            return str(getattr(self, names[0]))
        return _IN_KEYS.join(str(value) for name in names if (value := getattr(self, name)) is not None)

    @property
    def identity(self) -> str:
        """The key with people in one spelling: two records that share it are one."""
        return self.key

    @classmethod
    def key_field(cls) -> str:
        """The field that is the key; empty if several fields make it."""
        return cls.identified_by[0] if len(cls.identified_by) == 1 else ""

    @classmethod
    def keys(cls, records: Iterable["Record"]) -> Iterator[str]:
        """The keys of records of this kind, in their order; faster than asking each for its own."""
        name = cls.key_field()
        return map(str, map(attrgetter(name), records)) if name else (record.key for record in records)

    @classmethod
    def by_key(cls, records: Iterable[Self]) -> dict[str, Self]:
        """Records of this kind by key, in their order."""
        return dict(zip(cls.keys(records), records, strict=True))

    @classmethod
    def identities(cls, records: Iterable["Record"]) -> Iterator[str]:
        """The identities of records of this kind, in their order."""
        return cls.keys(records) if cls.key_field() else (record.identity for record in records)

    @classmethod
    def makes_keys(cls) -> bool:
        """Whether a new record without a key gets one."""
        return bool(cls.key_from or cls.key_prefix)

    @classmethod
    def has_codes(cls) -> bool:
        """Whether its keys are codes derived from its name."""
        return bool(cls.called_by) and cls.key_from == (cls.called_by,)

    @classmethod
    def key_of(cls, values: Mapping[str, Any]) -> str | None:
        """The key of these values; None if a part is missing."""
        if any(name not in values for name in _required(cls)):
            return None
        return _IN_KEYS.join(str(value) for name in cls.identified_by if (value := values.get(name)) is not None)

    @classmethod
    def identity_of(cls, values: Mapping[str, Any]) -> str | None:
        """The identity of these values; None if a part is missing."""
        return cls.key_of(values)

    @classmethod
    def may_lack(cls) -> tuple[str, ...]:
        """The fields that identify a record and may be left open."""
        return tuple(name for name in cls.identified_by if name not in _required(cls))

    @classmethod
    def completed(cls, values: Mapping[str, Any]) -> Mapping[str, Any]:
        """The values of a new record, with those that follow from others and were not given."""
        return values

    @property
    def label(self) -> str:
        """What people call this record; its key if it has no name."""
        return str((self.called_by and getattr(self, self.called_by)) or self.key)

    @property
    def in_words(self) -> str:
        """A sentence about this record, with its fields in braces; empty where noun and key are enough."""
        return ""


@cache
def _required(table: type[Record]) -> tuple[str, ...]:
    """The fields that identify a record and that none lacks."""
    needed = {info.name for info in structs.fields(table) if info.required}
    return tuple(name for name in table.identified_by if name in needed)


class Association(Table, frozen=True):
    """The association itself."""

    name: Annotated[Name, Meta(title=N_("Name"), description=N_("full name, as in the founding decision"))]
    name_en: Annotated[Name | None, Meta(title=N_("English name"), description=N_("name in English"))] = None
    short_name: Annotated[Name | None, Meta(title=N_("Short name"), description=N_("short or trade name"))] = None
    legal_form: Annotated[str | None, Meta(title=N_("Legal form"), description=N_("legal form"))] = None
    decision: Annotated[str | None, Meta(title=N_("Decision"), description=N_("number of the founding decision"))] = (
        None
    )
    decided_on: Annotated[
        date | None, Meta(title=N_("Decided on"), description=N_("date of the founding decision"))
    ] = None
    decided_by: Annotated[str | None, Meta(title=N_("Decided by"), description=N_("authority that decided"))] = None
    purpose: Annotated[str | None, Meta(title=N_("Purpose"), description=N_("what the association is for"))] = None
    address: Annotated[str | None, Meta(title=N_("Address"), description=N_("postal address"))] = None
    phone: Annotated[Phone | None, Meta(title=N_("Phone"), description=N_("telephone number, as it is dialled"))] = None
    email: Annotated[Email | None, Meta(title=N_("E-mail"), description=N_("e-mail address"))] = None
    website: Annotated[Website | None, Meta(title=N_("Website"), description=N_("address of the website"))] = None
    member_prefix: Annotated[str, Meta(title=N_("Member prefix"), description=N_("what member ids begin with"))] = "HV"


class Exclusion(Table, frozen=True):
    """Offices that exclude each other: one person holds at most one."""

    offices: Annotated[
        tuple[OfficeCode, ...], Meta(title=N_("Offices"), description=N_("codes of offices that exclude each other"))
    ]
    note: Note = None


class Rules(Table, frozen=True):
    """What the charter sets, if it differs from the usual."""

    term_years: Annotated[int, Meta(ge=1, title=N_("Term in years"), description=N_("length of a term"))] = 5
    quorum: Annotated[str, Meta(title=N_("Quorum"), description=N_("share that must be exceeded by those present"))] = (
        "1/2"
    )
    majority: Annotated[str, Meta(title=N_("Majority"), description=N_("share of votes that must be exceeded"))] = "1/2"
    exclusive: Annotated[
        tuple[Exclusion, ...],
        Meta(title=N_("Exclusive offices"), description=N_("offices that one person may not hold at once")),
    ] = ()
    log: Annotated[
        Keeping, Meta(title=N_("Log"), description=N_("“required” refuses changes that cannot be logged"))
    ] = Keeping.USUAL
    severity: dict[str, Severity] = {}
    """Severities by rule; in the file each is a key of its own: `unclassified = "off"`."""


class Sector(Record, frozen=True):
    """A field of business that members belong to."""

    noun = N_("sector")
    command = "sector"
    identified_by = ("code",)
    key_from = ("name",)
    called_by = "name"
    recognised_by = ("name",)
    columns = ("code", "name", "name_en")

    code: Annotated[
        Key,
        Meta(title=N_("Code"), description=N_("short code: a-z, 0-9 and “-”; derived from the name unless given")),
        Also("Mã lĩnh vực"),
    ]
    name: Annotated[
        Name, Meta(title=N_("Sector"), description=N_("name of the sector")), Also("Tên; Name; Tên lĩnh vực")
    ]
    name_en: Annotated[Name | None, Meta(title=N_("English name"), description=N_("name in English"))] = None
    note: Note = None


class Zone(Record, frozen=True):
    """An industrial zone or cluster that members have their works in."""

    noun = N_("zone")
    command = "zone"
    identified_by = ("code",)
    key_from = ("name",)
    called_by = "name"
    recognised_by = ("name",)
    columns = ("code", "name", "kind", "area_ha")
    titles = (
        "KCN; Khu công nghiệp; Khu CN; Industrial zone; Industrial park; IZ; IP",  # in the order of `ZoneKind`
        "CCN; Cụm công nghiệp; Cụm CN; Industrial cluster",
        "KPTQ; Khu phi thuế quan; Phi thuế quan; PTQ; Non-tariff zone",
        "KCX; Khu chế xuất; Export processing zone; EPZ",
        "KKT; Khu kinh tế; Economic zone",
        "KCNC; Khu công nghệ cao; High-tech park",
    )

    code: Annotated[
        Key,
        Meta(title=N_("Code"), description=N_("short code: a-z, 0-9 and “-”; derived from the name unless given")),
        Also("Mã KCN; Mã khu"),
    ]
    name: Annotated[
        Name,
        Meta(title=N_("Zone"), description=N_("name of the zone")),
        Also("Tên; Name; Tên KCN; Tên khu; Khu công nghiệp; Cụm công nghiệp; Industrial zone"),
    ]
    kind: Annotated[
        ZoneKind | None,
        Meta(title=N_("Kind"), description=N_("zone or cluster; follows from the name unless given")),
        Also("Loại"),
    ] = None
    area_ha: Annotated[
        Hectares | None, Meta(title=N_("Area (ha)"), description=N_("area in hectares")), Also("Diện tích; Area")
    ] = None
    note: Note = None

    @classmethod
    def completed(cls, values: Mapping[str, Any]) -> Mapping[str, Any]:
        """The values with the kind that the name begins with: a KCN is a zone, a CCN a cluster."""
        if values.get("kind") or not values.get("name"):
            return values
        from hiephoi_cli.domain.titles import Titled  # which lists do without

        titles = Titled.of(str(values["name"]), cls.titles).titles
        kind = next((kind for place, kind in enumerate(ZoneKind) if place in titles), ZoneKind.OTHER)
        return {**values, "kind": kind} if titles else values


class Product(Record, frozen=True):
    """Something that members make or do, with the words by which they call it."""

    noun = N_("product")
    command = "product"
    identified_by = ("code",)
    key_from = ("name",)
    called_by = "name"
    recognised_by = ("name",)
    columns = ("code", "name", "also", "vsic")

    code: Annotated[
        Key,
        Meta(title=N_("Code"), description=N_("short code: a-z, 0-9 and “-”; derived from the name unless given")),
        Also("Mã sản phẩm; Mã hàng"),
    ]
    name: Annotated[
        Name,
        Meta(title=N_("Product"), description=N_("name of the product or service")),
        Also("Tên; Name; Tên sản phẩm; Sản phẩm, dịch vụ"),
    ]
    also: Annotated[
        tuple[Name, ...],
        Meta(title=N_("Also called"), description=N_("other words for the same, in any language")),
        Also("Tên khác; Từ đồng nghĩa; Synonyms"),
    ] = ()
    vsic: Annotated[
        str | None,
        Meta(title=N_("VSIC"), description=N_("year and code in the classification of industries, such as 2025:2431")),
        Also("Mã ngành; Mã VSIC"),
    ] = None
    note: Note = None

    @property
    def words(self) -> tuple[str, ...]:
        """All that it is called, the name first."""
        return (self.name, *self.also)


class FormerSeats(Former, frozen=True):
    """How many seats an office had."""

    was = "seats"
    renewed_by = "seats {key} {value} --on {day}"
    identified_by = ("seats", "until")

    seats: Annotated[Seats, Meta(title=N_("Seats"), description=N_("how many could hold it at once"))]
    until: NoLonger


class Office(Record, frozen=True):
    """A post that people are elected or appointed to."""

    noun = N_("office")
    command = "office"
    identified_by = ("code",)
    key_from = ("name",)
    called_by = "name"
    recognised_by = ("name",)
    columns = ("code", "name", "seats", "body")

    code: Annotated[
        Key,
        Meta(title=N_("Code"), description=N_("short code: a-z, 0-9 and “-”; derived from the name unless given")),
        Also("Mã chức vụ"),
    ]
    name: Annotated[
        Name, Meta(title=N_("Office"), description=N_("name of the office")), Also("Tên; Name; Tên chức vụ")
    ]
    body: Annotated[str | None, Meta(title=N_("Body"), description=N_("body that the office belongs to"))] = None
    seats: Annotated[
        Seats,
        Meta(title=N_("Seats"), description=N_("how many may hold it at once, from 1")),
        Also("Số ghế; Số lượng"),
    ] = 1
    since: Annotated[
        Day | None, Meta(title=N_("Exists since"), description=N_("first day on which there was such an office"))
    ] = None
    until: Annotated[
        Day | None, Meta(title=N_("Exists until"), description=N_("first day on which it no longer existed"))
    ] = None
    note: Note = None
    former_seats: Annotated[
        tuple[FormerSeats, ...], Meta(title=N_("Former seats"), description=N_("how many seats it had, until when"))
    ] = ()

    def exists(self, on: date) -> bool:
        """Whether there is such an office on that day: `since <= on < until`, an unknown date being no limit."""
        return (self.since is None or self.since <= on) and (self.until is None or on < self.until)

    def seats_on(self, day: date) -> int:
        """How many may hold it at once on that day."""
        return next((former.seats for former in self.former_seats if day < former.until), self.seats)


class FormerName(Former, frozen=True):
    """A name that a member had."""

    was = "name"
    renewed_by = "rename {key} {value} --on {day}"
    identified_by = ("name", "until")

    name: Annotated[Name, Meta(title=N_("Name"), description=N_("full registered name"))]
    until: NoLonger
    document: Annotated[
        str | None, Meta(title=N_("Document"), description=N_("number of the certificate or decision of the change"))
    ] = None


class FormerRepresentative(Former, frozen=True, kw_only=True):
    """Who represented a member; nobody, where none was known until that day."""

    was = "representative"
    renewed_by = "represent {key} {value} --on {day}"
    identified_by = ("person", "until")

    person: Annotated[
        Person | None,
        Meta(title=N_("Representative"), description=N_("who represented it; leave it out if nobody is known")),
    ] = None
    position: Annotated[str | None, Meta(title=N_("Position"), description=N_("the position there"))] = None
    until: NoLonger


class EarlierPeriod(Former, frozen=True, kw_only=True):
    """A membership that ended before the present one began."""

    was = "joined"
    identified_by = ("joined", "left")

    joined: Annotated[Day | None, Meta(title=N_("Joined"), description=N_("first day of membership"))] = None
    left: Annotated[Day, Meta(title=N_("Left"), description=N_("first day without membership"))]
    left_reason: Annotated[LeaveReason | None, Meta(title=N_("Reason"), description=N_("why the membership ended"))] = (
        None
    )

    def covers(self, on: date) -> bool:
        """Whether that day is one of it: `joined <= on < left`, an unknown date leaving that side open."""
        return (self.joined is None or self.joined <= on) and on < self.left


class Member(Record, frozen=True):
    """An enterprise or unit that belongs, or belonged, to the association."""

    noun = N_("member")
    command = "member"
    identified_by = ("id",)
    key_prefix = "member_prefix"
    called_by = "name"
    recognised_by = ("tax_code", "name")
    period = ("joined", "left")
    ended_by = "leave {key} --on {day} --reason resigned"
    columns = (
        "id",
        "name",
        "representative",
        "phone",
        "sectors",
        "tax_code",
        "joined",
        "email",
    )

    id: Annotated[
        Key,
        Meta(title=N_("ID"), description=N_("never changed")),
        Also("Mã hội viên; Mã số hội viên; Số hội viên; Mã HV; Member ID; Member number"),
    ]
    name: Annotated[
        Name,
        Meta(title=N_("Name"), description=N_("full registered name")),
        Also(
            "Tên doanh nghiệp; Doanh nghiệp; Tên công ty; Công ty; Tên đơn vị; Đơn vị; Tên DN; Tên hội viên; Hội viên; "
            "Tên tổ chức; Company; Organisation; Organization"
        ),
    ]
    short_name: Annotated[
        Name | None,
        Meta(title=N_("Short name"), description=N_("short or trade name")),
        Also("Tên giao dịch; Trade name; Abbreviation"),
    ] = None
    tax_code: Annotated[
        TaxCode | None,
        Meta(title=N_("Tax code"), description=N_("10 digits, 10-3 for a branch, or 12")),
        Also("MST; Mã số doanh nghiệp; Mã số DN; MSDN; Tax ID; TIN; Tax number"),
    ] = None
    sectors: Annotated[
        tuple[SectorCode, ...],
        Meta(title=N_("Sectors"), description=N_("code of a sector it belongs to")),
        Also("Ngành nghề; Ngành; Sector; Industry"),
    ] = ()
    membership: Annotated[
        Membership,
        Meta(title=N_("Membership"), description=N_("class of membership")),
        Also("Hạng hội viên; Loại hình hội viên; Class; Member class"),
    ] = Membership.OFFICIAL
    representative: Annotated[
        Person | None,
        Meta(title=N_("Representative"), description=N_("who represents it in the association")),
        Also("Đại diện; Họ tên người đại diện; Họ và tên người đại diện"),
    ] = None
    position: Annotated[
        str | None,
        Meta(title=N_("Position"), description=N_("the representative's position there")),
        Also("Chức vụ"),
    ] = None
    phone: Annotated[
        Phone | None,
        Meta(title=N_("Phone"), description=N_("telephone number, as it is dialled")),
        Also("SĐT; ĐT; Tel; Telephone; Mobile; Di động"),
    ] = None
    email: Annotated[
        Email | None,
        Meta(title=N_("E-mail"), description=N_("e-mail address")),
        Also("Mail; Thư điện tử; Địa chỉ email"),
    ] = None
    website: Annotated[
        Website | None,
        Meta(title=N_("Website"), description=N_("address of the website")),
        Also("Web; URL; Địa chỉ web; Địa chỉ website"),
    ] = None
    address: Annotated[str | None, Meta(title=N_("Address"), description=N_("postal address")), Also("Trụ sở")] = None
    zone: Annotated[
        ZoneCode | None,
        Meta(title=N_("Zone"), description=N_("code of the industrial zone or cluster")),
        Also("KCN; CCN; Khu công nghiệp; Cụm công nghiệp; Industrial zone"),
    ] = None
    offers: Annotated[
        tuple[str, ...],
        Meta(title=N_("Offers"), description=N_("something it supplies")),
        Also("Sản phẩm; Products"),
    ] = ()
    seeks: Annotated[
        tuple[str, ...], Meta(title=N_("Seeks"), description=N_("something it looks for")), Also("Nhu cầu; Needs")
    ] = ()
    certificates: Annotated[
        tuple[str, ...],
        Meta(title=N_("Certificates"), description=N_("a certificate that it holds, such as ISO 9001:2015")),
        Also("Chứng nhận; Tiêu chuẩn; Certification"),
    ] = ()
    capacity: Annotated[
        str | None,
        Meta(title=N_("Capacity"), description=N_("how much it can supply, such as 200 t a month")),
        Also("Công suất; Năng lực; Sản lượng"),
    ] = None
    confirmed_on: Annotated[
        date | None,
        Meta(title=N_("Confirmed on"), description=N_("day on which it last confirmed what it offers and seeks")),
        Also("Ngày xác nhận; Last confirmed"),
    ] = None
    joined: Annotated[
        Day | None,
        Meta(title=N_("Joined"), description=N_("first day of membership")),
        Also("Ngày vào hội; Ngày vào; Ngày kết nạp; Gia nhập; Member since; Join date"),
    ] = None
    left: Annotated[
        Day | None,
        Meta(title=N_("Left"), description=N_("first day without membership")),
        Also("Ngày rời hội; Leaving date"),
    ] = None
    left_reason: Annotated[LeaveReason | None, Meta(title=N_("Reason"), description=N_("why the membership ended"))] = (
        None
    )
    note: Note = None
    former_names: Annotated[
        tuple[FormerName, ...], Meta(title=N_("Former names"), description=N_("a name that it had, and until when"))
    ] = ()
    former_representatives: Annotated[
        tuple[FormerRepresentative, ...],
        Meta(title=N_("Former representatives"), description=N_("who represented it, and until when")),
    ] = ()
    earlier_periods: Annotated[
        tuple[EarlierPeriod, ...],
        Meta(title=N_("Earlier memberships"), description=N_("a membership that ended before it joined again")),
    ] = ()

    @property
    def periods(self) -> "list[EarlierPeriod | Member]":
        """Its memberships, the present one last."""
        return [*self.earlier_periods, self]

    def belongs(self, on: date) -> bool:
        """Whether it is a member on that day: `joined <= on < left`; an unknown date sets no limit."""
        within = (self.joined is None or self.joined <= on) and (self.left is None or on < self.left)
        return within or any(period.covers(on) for period in self.earlier_periods)

    def has_left(self, on: date) -> bool:
        """Whether it was a member, and its membership has ended by that day."""
        ends = [self.left, *(period.left for period in self.earlier_periods)] if self.earlier_periods else [self.left]
        return any(end is not None and end <= on for end in ends) and not self.belongs(on)


class Candidate(Table, frozen=True):
    """A candidate in an election, and the result."""

    identified_by = ("person", "member")
    columns = ("person", "votes", "elected", "member")
    in_line = ("person", "votes", "elected")

    person: Annotated[
        Person, Meta(title=N_("Person"), description=N_("full name")), Also("Tên; Name; Họ tên; Ứng cử viên")
    ]
    member: Annotated[
        MemberId | None,
        Meta(title=N_("Member"), description=N_("id of the member the person stands for")),
        _COMPANY,
    ] = None
    votes: Annotated[Count | None, Meta(title=N_("Votes"), description=N_("number of votes"))] = None
    elected: Annotated[
        bool,
        Meta(title=N_("Elected"), description=N_("whether the person was elected")),
        Also("Kết quả; Đắc cử; Result"),
    ] = False

    @property
    def who(self) -> Identity:
        """The person, apart from others of the same name."""
        return Identity.of(self.person, self.member)


class Election(Record, frozen=True):
    """One ballot for one office."""

    noun = N_("election")
    command = "election"
    identified_by = ("id",)
    key_from = ("on", "office")
    called_by = "event"
    ordered_by = "on"
    columns = ("on", "id", "office", "candidates", "event", "term", "elected_by")

    id: Annotated[Key, Meta(title=N_("ID"), description=N_("never changed"))]
    on: Annotated[date, Meta(title=N_("Date"), description=N_("day of the ballot"))]
    office: Annotated[
        OfficeCode,
        Meta(title=N_("Office"), description=N_("code of the office")),
        Also("Chức danh; Chức danh bầu; Chức vụ bầu; Chức danh ứng cử; Chức vụ ứng cử"),
    ]
    kind: Annotated[ElectionKind, Meta(title=N_("Kind"), description=N_("regular, or for a free seat"))] = (
        ElectionKind.REGULAR
    )
    since: Annotated[
        date | None,
        Meta(title=N_("In office from"), description=N_("first day in office of those elected, if not that day")),
    ] = None
    event: Annotated[
        Name | None, Meta(title=N_("Event"), description=N_("congress or meeting at which it was held"))
    ] = None
    elected_by: Annotated[str | None, Meta(title=N_("Elected by"), description=N_("body that elected"))] = None
    term: Annotated[str | None, Meta(title=N_("Term"), description=N_("term it is for, such as 2024-2029"))] = None
    method: Annotated[Method | None, Meta(title=N_("Method"), description=N_("how votes were cast"))] = None
    eligible: Annotated[Count | None, Meta(title=N_("Eligible"), description=N_("how many were entitled to vote"))] = (
        None
    )
    present: Annotated[Count | None, Meta(title=N_("Present"), description=N_("how many of them were present"))] = None
    cast: Annotated[Count | None, Meta(title=N_("Cast"), description=N_("ballots cast"))] = None
    valid: Annotated[Count | None, Meta(title=N_("Valid"), description=N_("valid ballots among them"))] = None
    document: Annotated[
        str | None, Meta(title=N_("Document"), description=N_("number of the minutes or resolution"))
    ] = None
    note: Note = None
    candidates: Annotated[
        tuple[Candidate, ...], Meta(title=N_("Candidates"), description=N_("who stood, and with what result"))
    ] = ()

    @property
    def start(self) -> date:
        """The first day in office of those elected."""
        return self.since or self.on


class Officer(Record, frozen=True, kw_only=True):  # `since` is required, but follows optional fields
    """One mandate: who held which office, from when until when, identified by person, member, office and since."""

    noun = N_("mandate")
    command = "officer"
    identified_by = ("person", "member", "office", "since")
    called_by = "person"
    period = ("since", "until")
    columns = (
        "person",
        "office",
        "since",
        "until",
        "member",
        "term",
        "end_reason",
    )
    qualified = ("office", "acting", N_("Acting {value}"))

    person: Annotated[Person, Meta(title=N_("Person"), description=N_("full name")), Also("Tên; Name; Họ tên")]
    office: Annotated[OfficeCode, Meta(title=N_("Office"), description=N_("code of the office"))]
    member: Annotated[
        MemberId | None,
        Meta(title=N_("Member"), description=N_("id of the member the person stands for")),
        _COMPANY,
    ] = None
    term: Annotated[str | None, Meta(title=N_("Term"), description=N_("term it is for, such as 2024-2029"))] = None
    since: Annotated[Day, Meta(title=N_("Since"), description=N_("first day in office")), Also("Từ ngày; From")]
    until: Annotated[
        Day | None, Meta(title=N_("Until"), description=N_("first day out of office")), Also("Đến ngày; To")
    ] = None
    end_reason: Annotated[
        EndReason | None,
        Meta(title=N_("Why it ended"), description=N_("why the mandate ended")),
        Also("Lý do thôi giữ chức; Lý do thôi giữ chức vụ"),
    ] = None
    election: Annotated[
        ElectionId | None, Meta(title=N_("Election"), description=N_("id of the election it follows from"))
    ] = None
    acting: Annotated[
        bool, Meta(title=N_("Acting"), description=N_("until somebody is elected")), Also("Quyền; Tạm quyền")
    ] = False
    note: Note = None

    @property
    def in_words(self) -> str:
        """Who holds which office from when, and whether as acting."""
        return (
            N_("{person} as acting {office} from {since}") if self.acting else N_("{person} as {office} from {since}")
        )

    @property
    def who(self) -> Identity:
        """The person, apart from others of the same name."""
        return Identity.of(self.person, self.member)

    @property
    def identity(self) -> str:
        """The key with the person in one spelling."""
        return self.key.replace(self.person, name_key(self.person), 1)

    @classmethod
    def identity_of(cls, values: Mapping[str, Any]) -> str | None:
        """The identity that these values make, if all of it is there."""
        person = values.get("person")
        return cls.key_of({**values, "person": name_key(person)} if person else values)

    def remark(self, why: str) -> str:
        """The note as papers print it: why the mandate ended, in the paper's words, then the note itself."""
        return "; ".join(filter(None, (why, self.note)))

    def serving(self, on: date) -> bool:
        """Whether the mandate is held on that day: `since <= on < until`."""
        return self.since <= on and (self.until is None or on < self.until)

    def held_between(self, first: date, last: date) -> bool:
        """Whether the mandate is held on any day of the period, first and last day included."""
        return self.since <= last and (self.until is None or first < self.until)


class FormerStatus(Former, frozen=True):
    """How far a link had come."""

    was = "status"
    renewed_by = "edit {key} --status {value} --on {day}"
    identified_by = ("status", "until")

    status: Annotated[LinkStatus, Meta(title=N_("Status"), description=N_("how far it had come"))]
    until: NoLonger


class Link(Record, frozen=True, kw_only=True):  # `on` is required
    """One member supplying another with a product, identified by supplier, buyer, product and first day."""

    noun = N_("link")
    command = "link"
    identified_by = ("supplier", "buyer", "product", "on")
    period = ("on", "until")
    columns = ("supplier", "buyer", "product", "status", "on", "until")
    ended_by = "edit {key} --status ended --on {day}"
    takes_lines = "link add"

    supplier: Annotated[
        MemberId,
        Meta(title=N_("Supplier"), description=N_("member that supplies")),
        Also("Bên bán; Bên cung cấp; Nhà cung ứng; Người bán; Seller; Vendor"),
    ]
    buyer: Annotated[
        MemberId,
        Meta(title=N_("Buyer"), description=N_("member that buys")),
        Also("Khách hàng; Người mua; Customer; Purchaser"),
    ]
    product: Annotated[
        ProductWords,
        Meta(title=N_("Product"), description=N_("code of a product, or words for it")),
        Also("Hàng hóa; Mặt hàng; Sản phẩm, dịch vụ; Goods"),
    ]
    on: Annotated[
        Day,
        Meta(title=N_("Linked on"), description=N_("day on which they were introduced")),
        Also("Ngày; Ngày giới thiệu; Ngày kết nối; Introduced on; Date; Day"),
    ]
    status: Annotated[
        LinkStatus,
        Meta(title=N_("Status"), description=N_("how far it has come")),
        Also("Tình trạng; Trạng thái; Kết quả; Result"),
    ] = LinkStatus.INTRODUCED
    until: Annotated[
        Day | None,
        Meta(title=N_("Ended on"), description=N_("first day after it ended")),
        Also("Ngày kết thúc; End date"),
    ] = None
    note: Note = None
    former_status: Annotated[
        tuple[FormerStatus, ...],
        Meta(title=N_("Former status"), description=N_("how far it had come, until when")),
    ] = ()

    @property
    def in_words(self) -> str:
        """Who supplies whom with what, since when, and how far it has come."""
        return N_("{supplier} → {buyer}: {product}, {on} ({status})")

    @property
    def identity(self) -> str:
        """The key with the product in one spelling."""
        return _IN_KEYS.join((self.supplier, self.buyer, one_spelling(self.product), str(self.on)))

    @classmethod
    def identity_of(cls, values: Mapping[str, Any]) -> str | None:
        """The identity that these values make, if all of it is there."""
        product = values.get("product")
        return cls.key_of({**values, "product": one_spelling(product)} if product else values)

    @property
    def status_since(self) -> date:
        """The first day of its status; where one that is over has no former one, the day on which it ended."""
        if self.former_status:
            return self.former_status[-1].until
        return self.until if self.status.is_over and self.until else self.on

    def status_on(self, day: date) -> LinkStatus:
        """How far it had come by that day."""
        return next((former.status for former in self.former_status if day < former.until), self.status)

    def is_open(self, on: date) -> bool:
        """Whether it had begun by that day, and neither ended nor failed."""
        return self.on <= on and (self.until is None or on < self.until) and not self.status_on(on).is_over


class Registry(Table, frozen=True):
    """The whole file, with the kinds in the order of the file."""

    format: Annotated[
        Literal[1], Meta(title=N_("Format"), description=N_("layout of the file; this version of the program reads 1"))
    ]
    association: Annotated[Association, Meta(title=N_("Association"))]
    rules: Annotated[Rules, Meta(title=N_("Rules"))] = Rules()
    sectors: Annotated[tuple[Sector, ...], Meta(title=N_("Sectors")), Also("Ngành; Ngành nghề")] = ()
    zones: Annotated[
        tuple[Zone, ...], Meta(title=N_("Zones")), Also("KCN; CCN; Khu công nghiệp; Cụm công nghiệp; Industrial zones")
    ] = ()
    products: Annotated[tuple[Product, ...], Meta(title=N_("Products")), Also("Mặt hàng; Sản phẩm, dịch vụ")] = ()
    offices: Annotated[tuple[Office, ...], Meta(title=N_("Offices")), Also("Chức danh")] = ()
    members: Annotated[tuple[Member, ...], Meta(title=N_("Members")), Also("Thành viên")] = ()
    elections: Annotated[tuple[Election, ...], Meta(title=N_("Elections")), Also("Bầu cử")] = ()
    officers: Annotated[
        tuple[Officer, ...],
        Meta(title=N_("Officers")),
        Also("Ai giữ chức vụ; Giữ chức vụ; Ban lãnh đạo; Lãnh đạo; Office holders; Who holds which office"),
    ] = ()
    links: Annotated[
        tuple[Link, ...], Meta(title=N_("Links")), Also("Kết nối; Mối liên kết; Chuỗi cung ứng; Who supplies whom")
    ] = ()

    def labels(self, kind: str) -> dict[str, str]:
        """The labels of a kind's records, by key, in the order of the file."""
        records, table = getattr(self, kind), KINDS[kind]
        if not table.called_by:
            return {key: key for key in table.keys(records)}
        names = map(attrgetter(table.called_by), records)
        return {key: str(name or key) for key, name in zip(table.keys(records), names, strict=True)}

    def members_on(self, day: date) -> list[Member]:
        """The members on a day, in the order of the file."""
        return [member for member in self.members if member.belongs(day)]

    def serving(self, on: date) -> list[Officer]:
        """The mandates held on a day, in the order of the file."""
        return [officer for officer in self.officers if officer.serving(on)]

    def mandates(self, office: str) -> list[Officer]:
        """All mandates of an office, by its code, in the order of the file."""
        return [officer for officer in self.officers if officer.office == office]

    def holders(self, office: str, on: date) -> list[Officer]:
        """The mandates of an office, by its code, that are held on a day, by given name."""
        return self.by_rank(officer for officer in self.mandates(office) if officer.serving(on))

    def by_rank(self, mandates: Iterable[Officer]) -> list[Officer]:
        """Mandates in the order of the offices in the file, then by given name, then by their first day."""
        rank = {office.code: place for place, office in enumerate(self.offices)}
        last = len(rank)
        return sorted(mandates, key=lambda held: (rank.get(held.office, last), person_key(held.person), held.since))


def _kinds() -> Iterator[tuple[str, type[Record]]]:
    """The lists of records in a registry, each declared as `Annotated[tuple[Record, ...], Meta(…)]`."""
    for name, declared in Registry.__annotations__.items():
        for item in get_args(get_args(declared)[0])[:1]:
            if isinstance(item, type) and issubclass(item, Record):
                yield name, item


KINDS: dict[str, type[Record]] = dict(_kinds())
"""The kinds of records by the key of their list in the file."""


def kind_of(table: type[Record]) -> str:
    """The key of the list that a kind of records has in the file."""
    return next(kind for kind, one in KINDS.items() if one is table)


TABLES: dict[str, type[Table]] = {"association": Association, "rules": Rules, **KINDS}
"""The tables of the file by name, including those that occur once."""

Change = Callable[[Registry], Registry]
"""A pure function from a registry to the changed one; raises HiephoiError if the change is impossible."""
