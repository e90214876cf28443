"""Finds the fields that a heading names."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date

from msgspec import Struct

from hiephoi_cli.domain.fields import Field
from hiephoi_cli.domain.records import Is
from hiephoi_cli.domain.suggest import did_you_mean
from hiephoi_cli.errors import UsageError
from hiephoi_cli.exchange.cell import Row
from hiephoi_cli.exchange.heading_words import BETWEEN, FAMILY_NAMES, OF_ADDRESSES, Phrase, is_of_others, phrase
from hiephoi_cli.i18n import N_, _, spoken
from hiephoi_cli.patterns import pattern

WHY = N_("Why not")
"""Heading of the column that says why a row was rejected."""

GROUPED_BY = "by_"
"""Begins the heading of the column of groups in a list written with `--by`."""

_NUMBERS = {"stt", "tt", "so tt", "so thu tu", "no", "#"}
"""Headings of the column of row numbers."""
_OF_DAYS = {("ngay",), ("nam",), ("date",)}
"""First words of headings of days only."""
_OF_NUMBERS = {("so",), ("ma",), ("number",)}
"""First words of headings of numbers, never of names: `Số thẻ hội viên`."""
_OF_OTHER_RECORDS = pattern(r"^chuc (vu|danh) .*\b(trong|tai) (hiep )?hoi\b|\bnha cung cap\b")
"""Words for what another record holds: an office, a supplier."""
_ALONE = {("from",), ("to",)}
"""Headings that count alone, never inside a longer one: `to` may be the `Tổ` of `Tổ chức`."""
_PERSONS_NAME = {("ho", "ten"), ("ho", "va", "ten"), ("full", "name")}
_OF_ANYTHING = {*_PERSONS_NAME, ("ten",), ("name",), ("so",), ("ma",), ("ma", "so"), ("ngay",), ("number",), ("date",)}
"""Headings that mean what the group above them says: `Họ tên` below `Người đại diện`."""
_OF_GROUPS = {
    *(("lien", "he"), ("lien", "lac"), ("contact",), ("contacts",), ("thong", "tin"), ("thong", "tin", "chung")),
    *(("thong", "tin", "lien", "he"), ("thong", "tin", "lien", "lac"), ("thong", "tin", "doanh", "nghiep")),
    *(("thong", "tin", "hoi", "vien"), ("thong", "tin", "nguoi", "dai", "dien"), ("lanh", "dao"), ("chung",)),
    *(("giay", "chung", "nhan"), ("gcn", "dkkd"), ("dkkd",), ("dia", "diem"), ("nguoi", "lien", "he")),
}
"""Titles of groups of columns that name no field themselves."""
_BELOW_GROUPS = {
    *_OF_ANYTHING,
    *(words for words in FAMILY_NAMES if len(words) > 1),
    *OF_ADDRESSES,
    *(("ngay", "cap"), ("noi", "cap"), ("ngay", "sinh"), ("nam", "sinh"), ("gioi", "tinh"), ("nam",), ("nu",)),
    *(("co", "dinh"), ("fax",), ("zalo",), ("facebook",), ("cccd",), ("so", "cccd"), ("quoc", "tich"), ("co", "quan")),
    *(("nha", "rieng"), ("noi", "dung"), ("loai",), ("dong", "y"), ("khong", "dong", "y"), ("tan", "thanh")),
    *(("khong", "tan", "thanh"), ("khong", "hop", "le"), ("hop", "le"), ("so", "luong"), ("ty", "le"), ("ti", "le")),
}
"""Headings that often divide a group and name no field by themselves."""
_PLACE = pattern("#([1-9][0-9]{0,5})")
_IN_BRACKETS = pattern(r"\(([^()]*)\)")
_HO_VA_TEN = pattern(r"\bhọ và tên\b", re.IGNORECASE)
_LONGEST = 12
"""Words of a heading that are compared; further ones do not count."""
_SHORT = 4
"""Letters up to which a field's name of one word does not count inside a longer heading: `note`, `term`."""


class Title(Struct, frozen=True):
    """A heading and those of the groups above it, the nearest first."""

    own: str
    groups: tuple[str, ...] = ()

    def __str__(self) -> str:
        """The heading as messages show it: `Họ tên (Người đại diện)`."""
        said = {phrase(self.own)}
        groups = [group for group in self.groups if not any(set(phrase(group)) <= {*words} for words in said)]
        return f"{self.own} ({', '.join(groups)})" if groups else self.own

    @property
    def phrases(self) -> tuple[Phrase, ...]:
        """The ways to read the heading: followed by its groups, preceded by them, then alone."""
        own, above = phrase(self.own), tuple(word for group in self.groups for word in phrase(group))
        return ((*own, *above), (*above, *own), own) if above else (own,)


class Names:
    """Finds the fields of one kind of record by headings."""

    def __init__(
        self,
        declared: Mapping[str, Field],
        mapped: Mapping[str, str],
        ignored: Collection[str],
        derived: Collection[Field] = (),
    ) -> None:
        self._declared = declared
        self._derived = {phrase(text) for field in derived for text in (field.name, *spoken(field.title))}
        self._derived |= {phrase(f"{GROUPED_BY}{field.option_name}") for field in declared.values()}
        self._days = {field.name for field in declared.values() if field.base is date}
        self._names = {field.name for field in declared.values() if field.form in {Is.NAME, Is.PERSON}}
        self._whole: dict[Phrase, str] = {}
        self._inner: dict[Phrase, Field] = {}
        for field in declared.values():
            own = [phrase(text) for text in (field.name, field.option_name, *sorted(spoken(field.title)))]
            also = [phrase(text) for text in field.headings]
            self._whole |= dict.fromkeys([*also, *own], field.name)
            clear = (words for words in own if len(words) > 1 or len(words[0]) > _SHORT)
            self._inner |= dict.fromkeys([*(words for words in also if words not in _ALONE), *clear], field)
        self._first_words = {words[0] for words in self._inner}
        self._chosen = dict.fromkeys(map(place_or_phrase, ignored), "")
        self._chosen |= {place_or_phrase(heading): self._named(name) for heading, name in mapped.items()}

    def _named(self, name: str) -> str:
        """The field with that name or title. Raises UsageError."""
        if phrase(name) not in self._whole:
            raise UsageError(
                _("no field '{field}'").format(field=name),
                did_you_mean(name, self._declared)
                or _("choose from: {columns}").format(columns=listed(self._declared)),
            )
        return self._whole[phrase(name)]

    def is_whole(self, title: Title, place: int) -> bool:
        """Whether the whole heading names its field, or an option does."""
        if {*title.phrases, place} & self._chosen.keys():
            return True
        *joined, own = title.phrases
        if any(words in self._whole for words in joined):
            return True
        groups = {self.field(Title(group)) for group in title.groups}
        if own not in self._whole:  # a second language
            return bool(groups) and groups == {self._inside(own)}
        return groups <= {None, self._whole[own]}

    def field(self, title: Title, place: int = -1) -> str | None:
        """The field of the heading at a place; empty if the column is ignored, None if no field fits or several do."""
        for key in (place, *title.phrases):
            if key in self._chosen:
                return self._chosen[key]
        own = phrase(title.own)
        if numbers_rows(title.own) or own in map(phrase, spoken(WHY)):
            return ""
        if title.groups and (field := self._by_group(title)):
            return field
        if any(map(is_of_others, title.groups)):
            return None
        if own in self._whole or own in self._derived:
            return self._whole.get(own, "")
        return None if is_of_others(title.own) or len(self.choices(title)) > 1 else self._inside(own)

    def _by_group(self, title: Title) -> str | None:
        """The field that a heading names together with its groups."""
        *joined, own = title.phrases
        if whole := next((self._whole[words] for words in joined if words in self._whole), None):
            return whole
        for group in title.groups if own in _OF_ANYTHING else ():
            field = self.field(Title(group))
            if (
                field
                and (own not in _PERSONS_NAME or field in self._names)
                and not self._is_of_another_kind(own, field)
            ):
                return field
        return None

    def choices(self, title: Title) -> list[str]:
        """The fields that a heading lists: phone and e-mail for `Điện thoại, Email`; usually one or none."""
        text = _HO_VA_TEN.sub("họ tên", title.own)
        if phrase(text) in self._whole or any(map(is_of_others, (text, *title.groups))):
            return []
        outside, inside = _IN_BRACKETS.sub(" ", text), [phrase(part) for part in _IN_BRACKETS.findall(text)]
        parts = [part for piece in BETWEEN.split(outside) for part in [*self._parts(phrase(piece))]]
        owned = [part for part in parts if part not in self._names]
        parts += [
            self._whole[words]
            for words in inside
            if words in self._whole and not (owned and self._whole[words] in self._names)
        ]
        return list(dict.fromkeys(parts))

    def _parts(self, words: Phrase) -> Iterator[str]:
        """The fields that the words between two separators name.

        Any other field wins over a name or a key, and `Điện thoại người đại diện` is a telephone number, not a person.
        """
        if words in self._whole:
            yield self._whole[words]
            return
        if words in _PERSONS_NAME:
            yield from [field.name for field in self._declared.values() if field.form is Is.PERSON][:1]
            return
        fields = list(dict.fromkeys(self._segments(words)))
        of_persons = [field for field in fields if field.form is Is.PERSON]
        own = [field for field in fields if field.form not in {Is.NAME, Is.KEY, Is.PERSON}]
        if own and of_persons and fields.index(of_persons[0]) < fields.index(own[0]) and not _is_english(own, words):
            own = [*of_persons, *own]  # `Người đại diện, điện thoại`, not `Điện thoại người đại diện`
        name = self._inside(words)
        yield from [field.name for field in own] if len(own) > 1 else [name] if name else []

    def _segments(self, words: Phrase) -> Iterator[Field]:
        """The fields named one after another, each by as many words as possible."""
        start = 0
        while start < min(len(words), _LONGEST):
            ends = range(min(len(words), _LONGEST), start, -1) if words[start] in self._first_words else ()
            end = next((end for end in ends if words[start:end] in self._inner), 0)
            if end:
                yield self._inner[words[start:end]]
            start = end or start + 1

    def is_heading(self, text: str) -> bool:
        """Whether a text can only be a heading, not a value."""
        words = phrase(text)
        first = words[:1] in _OF_DAYS | _OF_NUMBERS and not any(map(str.isdecimal, "".join(words)))
        return first or numbers_rows(text) or words in self._whole.keys() | self._chosen.keys() | _BELOW_GROUPS

    def exclude(self, upper: str, lower: str, *, lone: bool) -> bool:
        """Whether the lower of two stacked texts is a value: both name a field, but not the same one.

        If it is alone in its row, it is a value even where both name the same field.
        """
        fields = [self._whole.get(phrase(text)) for text in (upper, lower)]
        return None not in fields and phrase(lower) not in _OF_ANYTHING and (lone or fields[0] != fields[1])

    def is_of_columns(self, text: str) -> bool:
        """Whether a text can be the title of a group of columns."""
        return self.is_heading(text) or phrase(text) in _OF_GROUPS

    def fitting(self, row: Row) -> tuple[int, int]:
        """How well a row fits as header: cells that name a field as a whole, then fields named by any words."""
        titles = [cell for cell in row.cells if isinstance(cell, str) and cell]
        whole = {phrase(title) for title in titles} & (self._whole.keys() | self._chosen.keys())
        named = {
            field for title in titles for field in [self.field(Title(title)), *self.choices(Title(title))] if field
        }
        return len(whole), len(named)

    def _inside(self, words: Phrase) -> str | None:
        """The field named first; any other field wins over a name or a key: `Company phone` is a phone."""
        matches = [
            (field.form in {Is.NAME, Is.KEY}, start, start - end, field.name)
            for start, word in enumerate(words[:_LONGEST])
            if word in self._first_words
            for end in range(start + 1, len(words[:_LONGEST]) + 1)
            if (field := self._inner.get(words[start:end]))
        ]
        name = min(matches)[-1] if matches else None
        return None if self._is_of_another_kind(words, name) else name

    def _is_of_another_kind(self, words: Phrase, name: str | None) -> bool:
        """Whether the words rule a field out: `Ngày`, unless it holds days; `Số`, if it holds names."""
        if name and _OF_OTHER_RECORDS.search(" ".join(words)) and not self._declared[name].refers_to:
            return True
        return (words[:1] in _OF_DAYS and name not in self._days) or (words[:1] in _OF_NUMBERS and name in self._names)


def _is_english(fields: Sequence[Field], words: Phrase) -> bool:
    """Whether the first field is named in English, where the owner comes first: `Representative's phone`."""
    english = {word for field in fields[:1] for word in phrase(f"{field.title} {field.name}")}
    return bool(english & {*words}) and not {"dai", "dien"} <= {*words}


def numbers_rows(title: str) -> bool:
    """Whether a heading is that of the row numbers."""
    return " ".join(phrase(title)) in _NUMBERS or title.strip() in _NUMBERS


def place_or_phrase(column: str) -> int | Phrase:
    """The column that an option names: its place from 0 for `#3`, else the words of its heading."""
    place = _PLACE.fullmatch(column.strip())
    return int(place[1]) - 1 if place else phrase(column)


def listed(declared: Mapping[str, Field]) -> str:
    """The titles of fields in the user's language, separated by commas."""
    return ", ".join(_(field.title) for field in declared.values())
