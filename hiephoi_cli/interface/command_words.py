"""Guesses the command behind Vietnamese words, synonyms and another word order."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from hiephoi_cli.domain.fields import fields
from hiephoi_cli.domain.records import KINDS, Registry
from hiephoi_cli.domain.suggest import did_you_mean
from hiephoi_cli.domain.vietnamese import letters, typed
from hiephoi_cli.i18n import spoken

Words = Sequence[str]

COMMANDS = {
    "init": "tạo; tạo sổ; tạo mới; lập sổ; khởi tạo; new; create",
    "check": "kiểm tra; rà soát; soát lỗi; validate; verify",
    "schema": "cấu trúc; lược đồ",
    "find": "tìm; tìm kiếm; tra; tra cứu; search; grep",
    "stats": "thống kê; số liệu; statistics; count",
    "report": "báo cáo; in; in danh sách; print",
    "export": "xuất; kết xuất",
    "query": "truy vấn; hỏi; sql; select",
}
"""Other words for commands that are not about one kind of records; the kinds declare their own names."""

VERBS = {
    "list": "danh sách; liệt kê; ds; ls; all",
    "show": "xem; hiện; chi tiết; view; get; info",
    "add": "thêm; thêm mới; tạo; tạo mới; new; create; insert",
    "edit": "sửa; đổi; thay đổi; cập nhật; update; change; modify; set",
    "leave": "rời; ra; thôi; ra khỏi; rút; chấm dứt; resign",
    "remove": "xóa; bỏ; hủy; delete; del; rm",
    "import": "nhập; nạp; load",
    "export": "xuất; kết xuất; save",
    "appoint": "bổ nhiệm; giao; phân công; cử; thêm; add",
    "end": "thôi; kết thúc; miễn nhiệm; bãi nhiệm; từ nhiệm; từ chức",
    "record": "ghi; bầu; kết quả; thêm; add",
    "emails": "email; e-mail; mail; thư; địa chỉ email",
    "phones": "phone; điện thoại; số điện thoại; sđt",
    "officers": "người giữ chức vụ; chức vụ; lãnh đạo",
    "members": "hội viên; thành viên",
}
"""Other words for verbs, in the order in which they are looked for."""


def hint(group: Any, ctx: Any, words: Words) -> str:  # noqa: ANN401  Typer's private types
    """The command that was probably meant, else the closest name of the group, else its help."""
    if ctx.parent:
        meant = _verb([], group.list_commands(ctx), words)
    else:
        meant = _noun_first(group, ctx, words) or _verb_first(group, ctx, words) or _command(group, ctx, words)
    if meant:
        return " ".join([ctx.command_path, *map(typed, [*meant, *_help(group, meant)])])
    return did_you_mean(words[0], group.list_commands(ctx)) or f"{ctx.command_path} --help"


def _noun_first(group: Any, ctx: Any, words: Words) -> Words:  # noqa: ANN401  Typer's private types
    """`hội viên xem HV-0001`, `members`."""
    noun, rest = _led_by(_nouns(), words)
    if noun not in group.list_commands(ctx):
        return ()
    if not rest or rest[0].startswith("-"):
        return [noun, "list", *rest]
    verbs = _verbs_of(group, ctx, noun)
    return [noun, *rest] if rest[0] in verbs else _verb([noun], verbs, rest) or [noun]


def _verb_first(group: Any, ctx: Any, words: Words) -> Words:  # noqa: ANN401  Typer's private types
    """`list member`, `xem HV-0001`: without a noun, the first that has such a verb."""
    nouns = [table.command for table in KINDS.values() if table.command in group.list_commands(ctx)]
    for noun in sorted(nouns, key=lambda name: name != "member"):
        verbs = _verbs_of(group, ctx, noun)
        verb, rest = _led_by(_by_word(VERBS, verbs), words)
        if verb:
            named, after = _led_by(_nouns(), rest)
            if not named:
                return [noun, verb, *rest]
            if named == noun:
                return [noun, verb, *after]
    return ()


def _command(group: Any, ctx: Any, words: Words) -> Words:  # noqa: ANN401  Typer's private types
    """`tìm nomura`."""
    name, rest = _led_by(_by_word(COMMANDS, group.list_commands(ctx)), words)
    return [name, *rest] if name else ()


def _help(group: Any, meant: Words) -> Words:  # noqa: ANN401  Typer's private types
    """`--help` where the command cannot go without more words."""
    command = group
    for word in meant:
        if not hasattr(command, "build"):
            return []
        command = command.build(word)
    return ["--help"] if _wants_more(command) else []


def _wants_more(command: Any) -> bool:  # noqa: ANN401  Typer's private types
    return hasattr(command, "build") or any(parameter.required for parameter in command.params)


def _verb(before: Words, verbs: Collection[str], words: Words) -> Words:
    verb, rest = _led_by(_by_word(VERBS, verbs), words)
    return [*before, verb, *rest] if verb else ()


def _verbs_of(group: Any, ctx: Any, noun: str) -> Collection[str]:  # noqa: ANN401  Typer's private types
    verbs: Collection[str] = group.build(noun).list_commands(ctx)
    return verbs


def _nouns() -> dict[str, str]:
    """The command of each kind by every name of the kind."""
    declared = fields(Registry)
    return {
        letters(word): table.command
        for kind, table in reversed(KINDS.items())
        for name in (table.command, kind, *declared[kind].names)
        for word in spoken(name)
    }


def _by_word(words: dict[str, str], names: Collection[str]) -> dict[str, str]:
    """Names by themselves and by their synonyms; of two names with one synonym, the first."""
    other = {letters(word): name for name in reversed(words) if name in names for word in words[name].split("; ")}
    return other | {letters(name): name for name in names}


def _led_by(names: Mapping[str, str], words: Words) -> tuple[str, Words]:
    """The name that the longest run of first words stands for, and the words after it; empty where there is none."""
    for end in range(min(len(words), 4), 0, -1):
        if name := names.get(letters("".join(words[:end]))):
            return name, words[end:]
    return "", words
