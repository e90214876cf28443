"""Addresses to paste and address books, as users call for them."""

import pytest

from harness import Cli


@pytest.fixture
def reached(cli: Cli) -> Cli:
    """The shipped registry, in which three of four members can be reached."""
    cli("member", "edit", "HV-0001", "--email", "tung@top.example", "--phone", "0912 345 678")
    cli("member", "add", 'Công ty "Hoa Sen"', "--sector", "xay-lap", "--email", "a@sen.example; b@sen.example")
    cli("member", "add", "Công ty Ví Dụ", "--email", "A@sen.example", "--phone", "+84 225 3822 016")
    cli("member", "add", "Công ty Im Lặng", "--sector", "xay-lap", "--email", "không có")
    return cli


def test_emails_go_to_a_mail_each_once_and_who_has_none_is_said(reached: Cli) -> None:
    result = reached("member", "emails")
    assert result.out == (
        '"Công ty Cổ phần dự án và công nghiệp Top Land" <tung@top.example>, '
        '"Công ty \\"Hoa Sen\\"" <a@sen.example>, "Công ty \\"Hoa Sen\\"" <b@sen.example>\n'
    )
    assert result.err == "without an e-mail address: HV-0004 Công ty Im Lặng\n"


def test_emails_go_one_on_a_line_and_bare(reached: Cli) -> None:
    assert reached("member", "emails", "hoa sen", "--lines", "--bare").out == "a@sen.example\nb@sen.example\n"


def test_emails_of_a_sector(reached: Cli) -> None:
    result = reached("member", "emails", "--sector", "xay-lap", "--bare")
    assert (result.out, result.err) == (
        "a@sen.example, b@sen.example\n",
        "without an e-mail address: HV-0004 Công ty Im Lặng\n",
    )
    nothing = reached("member", "emails", "im lang")
    assert (nothing.status, nothing.out) == (0, "")


def test_phones_are_digits(reached: Cli) -> None:
    result = reached("member", "phones")
    assert result.out == "0912345678, 02253822016\n"
    assert "HV-0002" in result.err
    assert reached("member", "phones", "--mobile", "--lines").out == "0912345678\n"
    assert "without a mobile: HV-0002" in reached("member", "phones", "--mobile").err


def test_officers_are_reached_through_their_members(reached: Cli) -> None:
    assert reached("officer", "emails").out == '"Phạm Đoàn Tùng" <tung@top.example>\n'
    assert reached("officer", "phones", "--office", "chu tich").out == "0912345678\n"
    assert reached("officer", "phones", "--on", "2024-01-01").out == ""


def test_many_without_an_address_are_counted(cli: Cli) -> None:
    names = "".join(f"Công ty Mẫu {number}\n" for number in range(21))
    (cli.folder / "list.csv").write_text(f"name\n{names}", encoding="utf-8")
    cli("member", "import", "list.csv", "--yes")
    assert cli("member", "emails").err.endswith("; … (+2)\n")


def test_members_and_officers_go_into_an_address_book(reached: Cli) -> None:
    assert reached("member", "list", "-o", "a.vcf").status == 0
    written = (reached.folder / "a.vcf").read_bytes().decode()
    assert written.count("BEGIN:VCARD\r\nVERSION:4.0\r\n") == 4
    assert written.count("UID;VALUE=text:HV-000") == 4
    assert "N:Phạm;Tùng;Đoàn;;\r\n" in written
    for command in (("member", "show", "HV-0001"), ("member", "export"), ("officer", "list"), ("officer", "export")):
        assert reached(*command, "-f", "vcard").out.startswith("BEGIN:VCARD"), command
    assert "TITLE:Chủ tịch" in reached("officer", "show", "tung", "-f", "vcard").out


def test_other_lists_are_no_address_book(cli: Cli) -> None:
    assert cli("sector", "list", "-f", "vcard").status == 2
    assert cli("sector", "list", "-o", "a.vcf").status == 2


def test_addresses_go_out_as_any_list_too(reached: Cli) -> None:
    assert reached("member", "emails", "top land", "-f", "csv", "-c", "id,email").out == (
        "id,email\nHV-0001,tung@top.example\n"
    )
