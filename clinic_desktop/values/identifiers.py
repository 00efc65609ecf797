"""Numbers and addresses with rules of their own: read as typed, kept in one form (domain brief 8.1)."""

import re
from collections.abc import Mapping

from clinic_desktop.values.problems import Unreadable
from clinic_desktop.wording import say

STATES: Mapping[str, str] = dict(
    line.split(" ", 1)
    for line in [
        "AL Alabama",
        "AK Alaska",
        "AZ Arizona",
        "AR Arkansas",
        "CA California",
        "CO Colorado",
        "CT Connecticut",
        "DE Delaware",
        "DC District of Columbia",
        "FL Florida",
        "GA Georgia",
        "HI Hawaii",
        "ID Idaho",
        "IL Illinois",
        "IN Indiana",
        "IA Iowa",
        "KS Kansas",
        "KY Kentucky",
        "LA Louisiana",
        "ME Maine",
        "MD Maryland",
        "MA Massachusetts",
        "MI Michigan",
        "MN Minnesota",
        "MS Mississippi",
        "MO Missouri",
        "MT Montana",
        "NE Nebraska",
        "NV Nevada",
        "NH New Hampshire",
        "NJ New Jersey",
        "NM New Mexico",
        "NY New York",
        "NC North Carolina",
        "ND North Dakota",
        "OH Ohio",
        "OK Oklahoma",
        "OR Oregon",
        "PA Pennsylvania",
        "RI Rhode Island",
        "SC South Carolina",
        "SD South Dakota",
        "TN Tennessee",
        "TX Texas",
        "UT Utah",
        "VT Vermont",
        "VA Virginia",
        "WA Washington",
        "WV West Virginia",
        "WI Wisconsin",
        "WY Wyoming",
        "PR Puerto Rico",
        "GU Guam",
        "VI Virgin Islands",
        "AS American Samoa",
        "MP Northern Mariana Islands",
        "AA Armed Forces Americas",
        "AE Armed Forces Europe",
        "AP Armed Forces Pacific",
    ]
)
_BY_NAME = {name.casefold(): code for code, name in STATES.items()}
_PO_BOX = re.compile(r"\b(p\.?\s*o\.?\s*box|post\s+office\s+box)\b", re.IGNORECASE)
_PHONE = re.compile(r"\+?1?([2-9][0-9]{2})([2-9][0-9]{2})([0-9]{4})(?:(?:ext|extension|x)([0-9]{1,6}))?")


def parse_npi(text: str) -> str:
    """Ten digits that begin with 1 or 2 and whose check digit fits (Luhn over "80840" and the number)."""
    digits = _without_marks(text)
    if not re.fullmatch(r"[0-9]{10}", digits):
        raise Unreadable(say("An NPI has ten digits."))
    if digits[0] not in "12":
        raise Unreadable(say("An NPI begins with 1 or 2. Check the first digit."))
    if _luhn("80840" + digits):
        raise Unreadable(say("The digits of this NPI do not fit together. Check them one by one."))
    return digits


def parse_ein(text: str) -> str:
    """Nine digits, kept as "12-3456789"."""
    digits = _without_marks(text)
    if not re.fullmatch(r"[0-9]{9}", digits):
        raise Unreadable(say("An EIN has nine digits, as in 12-3456789."))
    return f"{digits[:2]}-{digits[2:]}"


def parse_ssn(text: str) -> str:
    """Nine digits as the Social Security Administration gives them, kept as "123-45-6789"."""
    digits = _without_marks(text)
    if not re.fullmatch(r"(?!000|666|9)[0-9]{3}(?!00)[0-9]{2}(?!0000)[0-9]{4}", digits):
        raise Unreadable(say("This is not a Social Security number: nine digits, none of its three parts all zeros."))
    return f"{digits[:3]}-{digits[3:5]}-{digits[5:]}"


def parse_zip(text: str) -> str:
    """Five digits, or nine kept as "98402-1234"."""
    digits = _without_marks(text)
    if not re.fullmatch(r"[0-9]{5}([0-9]{4})?", digits):
        raise Unreadable(say("A ZIP code has five digits, or nine as in 98402-1234."))
    return digits if len(digits) == 5 else f"{digits[:5]}-{digits[5:]}"  # noqa: PLR2004 - five digits


def parse_state(text: str) -> str:
    """A state's two letters, from its letters or its name."""
    typed = " ".join(text.split())
    code = _BY_NAME.get(typed.casefold(), typed.upper())
    if code not in STATES:
        raise Unreadable(say("Type the state's two letters, as in WA."))
    return code


def parse_phone(text: str) -> str:
    """A North American number, kept as "(253) 555-0142", with " x12" for an extension."""
    found = _PHONE.fullmatch(re.sub(r"[\s().,\-\u2010-\u2015]|(?<=[a-z])[.:]", "", text.lower()))
    if not found:
        raise Unreadable(say("A phone number has ten digits, as in (253) 555-0142, and x12 for an extension."))
    extension = f" x{found[4]}" if found[4] else ""
    return f"({found[1]}) {found[2]}-{found[3]}{extension}"


def parse_taxonomy(text: str) -> str:
    """Ten letters and digits that end with X (225700000X is a massage therapist)."""
    typed = text.strip().upper()
    if not re.fullmatch(r"[0-9A-Z]{9}X", typed):
        raise Unreadable(say("A taxonomy has ten letters or digits and ends with X, as in 225700000X."))
    return typed


def parse_procedure_code(text: str) -> str:
    """Five letters or digits."""
    typed = text.strip().upper()
    if not re.fullmatch(r"[0-9A-Z]{5}", typed):
        raise Unreadable(say("A procedure code has five letters or digits."))
    return typed


def parse_modifier(text: str) -> str:
    """Two letters or digits."""
    typed = text.strip().upper()
    if not re.fullmatch(r"[0-9A-Z]{2}", typed):
        raise Unreadable(say("A modifier has two letters or digits."))
    return typed


def parse_email(text: str) -> str:
    """An address with one @ and a dot behind it."""
    typed = text.strip()
    if not re.fullmatch(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+", typed):
        raise Unreadable(say("An email address looks like desk@clinic.example."))
    return typed


def is_po_box(street: str) -> bool:
    """Whether a street line is a post office box."""
    return bool(_PO_BOX.search(street))


def _without_marks(text: str) -> str:
    return re.sub(r"[\s.\-\u2010-\u2015]", "", text)


def _luhn(digits: str) -> int:
    total = 0
    for place, digit in enumerate(reversed(digits)):
        doubled = int(digit) * (1 + place % 2)
        total += doubled - 9 * (doubled > 9)  # noqa: PLR2004 - the digits of a two-digit number added
    return total % 10
