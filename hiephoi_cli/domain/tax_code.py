"""Tax codes (mã số thuế): their form, check digit, and the leading zero that spreadsheets drop.

Sources: Thông tư 105/2020/TT-BTC, annex 1; since 1/7/2025 personal numbers of twelve digits as well, which begin with
the code of the province where the birth was registered (Nghị định 137/2015/NĐ-CP, article 13; Thông tư 59/2021/TT-BCA).
"""

from operator import mul

from hiephoi_cli.i18n import _
from hiephoi_cli.patterns import pattern

_SEPARATORS = pattern(r"[\s.\-]+")
_COMPANY_OR_BRANCH = pattern(r"[0-9]{2}(?!0{7})[0-9]{8}(-(?!000)[0-9]{3})?")
_PROVINCES = (
    "001|002|004|006|008|010|011|012|014|015|017|019|020|022|024|025|026|027|030|031|033|034|035|036|037|038|040"
    "|042|044|045|046|048|049|051|052|054|056|058|060|062|064|066|067|068|070|072|074|075|077|079|080|082|083|084"
    "|086|087|089|091|092|093|094|095|096"
)
"""Codes of the provinces before 1/7/2025; numbers issued then stay valid."""
_PERSONAL = pattern(f"(?:{_PROVINCES})[0-9]{{9}}")
_WEIGHTS = (31, 29, 23, 19, 17, 13, 7, 5, 3, 1)
_REST = (10 + ord("0") * sum(_WEIGHTS)) % 11
"""What ten right digits in ASCII, times the weights, leave: the tenth is `10 - (Σ mod 11)` over the first nine."""


def normalise(text: str) -> str:
    """The stored form: digits, with a dash before a branch's three: `0312 68 78 78 - 001` → `0312687878-001`.

    Text not shaped like a tax code comes back trimmed; so does a branch code of twelve digits that lost its zero, as it
    could be taken for a personal number, and one of eleven, whose branch lost digits.
    """
    digits = _SEPARATORS.sub("", text)
    if "-" in text and len(digits) == len("0312687878-1") - 1:
        return text.strip()
    if not (digits.isascii() and digits.isdigit()) or (len(digits) == len("312687878001") and lost_zero(text.strip())):
        return text.strip()
    if len(digits) == len("0312687878001"):
        return f"{digits[:10]}-{digits[10:]}"
    return digits


def digits(text: str) -> str:
    """A code without separators."""
    return _SEPARATORS.sub("", text)


def is_valid(code: str) -> bool:
    """Whether a code in its stored form can exist."""
    if not _COMPANY_OR_BRANCH.fullmatch(code):
        return bool(_PERSONAL.fullmatch(code))
    total: int = sum(map(mul, _WEIGHTS, code.encode()))
    return total % 11 == _REST


def lacks_province(code: str) -> bool:
    """Whether twelve digits do not begin with a province's code."""
    return code.isascii() and code.isdigit() and len(code) == len("031200012345") and not is_valid(code)


def lost_zero(code: str) -> str | None:
    """The code with its leading zero, if that makes the digits of a company, a branch or a person valid."""
    if len(code) == len("0312687878"):
        return None  # quick, for most
    company = code.partition("-")[0]
    if not (code.replace("-", "").isascii() and company.isdigit()):
        return None
    if len(company) in {len("312687878"), len("31200012345")} and is_valid(f"0{code}"):
        return f"0{code}"
    if len(code) == len("312687878001") and not is_valid(code) and is_valid(branch := f"0{code[:9]}-{code[9:]}"):
        return branch
    return None


def message(code: str) -> str:
    """The message for a tax code that cannot exist."""
    return _("'{code}' is not a valid tax code").format(code=code)


def hint(code: str) -> str:
    """The hint for such a code: itself with the zero that a spreadsheet dropped, or where to look."""
    if whole := lost_zero(code):
        return _("the leading zero seems to be missing: '{whole}' is valid").format(whole=whole)
    if lacks_province(code):
        return _("twelve digits begin with a province's code, such as 031 for Hải Phòng; '{code}' is not one").format(
            code=code[:3]
        )
    return _("compare it with the registration certificate: 10 digits, 10-3 for a branch, or 12")
