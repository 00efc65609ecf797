"""The numbers and codes of US health care: each parser returns the one normal form or raises Unreadable.

Spaces, dashes and dots are forgiven where people type them; letters and digits are those of ASCII.
"""

import re
from collections.abc import Mapping
from types import MappingProxyType

from clinic_desktop.values.problems import Unreadable
from clinic_desktop.wording import say

# USPS Publication 28, appendix B: two-letter code -> name; states, DC, territories and military mail.
STATES: Mapping[str, str] = MappingProxyType(
    {
        "AL": "Alabama",
        "AK": "Alaska",
        "AZ": "Arizona",
        "AR": "Arkansas",
        "CA": "California",
        "CO": "Colorado",
        "CT": "Connecticut",
        "DE": "Delaware",
        "DC": "District of Columbia",
        "FL": "Florida",
        "GA": "Georgia",
        "HI": "Hawaii",
        "ID": "Idaho",
        "IL": "Illinois",
        "IN": "Indiana",
        "IA": "Iowa",
        "KS": "Kansas",
        "KY": "Kentucky",
        "LA": "Louisiana",
        "ME": "Maine",
        "MD": "Maryland",
        "MA": "Massachusetts",
        "MI": "Michigan",
        "MN": "Minnesota",
        "MS": "Mississippi",
        "MO": "Missouri",
        "MT": "Montana",
        "NE": "Nebraska",
        "NV": "Nevada",
        "NH": "New Hampshire",
        "NJ": "New Jersey",
        "NM": "New Mexico",
        "NY": "New York",
        "NC": "North Carolina",
        "ND": "North Dakota",
        "OH": "Ohio",
        "OK": "Oklahoma",
        "OR": "Oregon",
        "PA": "Pennsylvania",
        "RI": "Rhode Island",
        "SC": "South Carolina",
        "SD": "South Dakota",
        "TN": "Tennessee",
        "TX": "Texas",
        "UT": "Utah",
        "VT": "Vermont",
        "VA": "Virginia",
        "WA": "Washington",
        "WV": "West Virginia",
        "WI": "Wisconsin",
        "WY": "Wyoming",
        "PR": "Puerto Rico",
        "GU": "Guam",
        "VI": "Virgin Islands",
        "AS": "American Samoa",
        "MP": "Northern Mariana Islands",
        "AA": "Armed Forces Americas",
        "AE": "Armed Forces Europe",
        "AP": "Armed Forces Pacific",
    }
)

# [0-9] and not \d, which also takes the digits of other scripts. Patterns stay text, so that `re` compiles
# them at first use and not at program start.
_DASHES = r"\-\u2010-\u2015\u2212"
_GAP = rf"[\s.{_DASHES}]*"
_EIN = rf"([0-9]{{2}}){_GAP}([0-9]{{7}})"
_SSN = rf"([0-9]{{3}}){_GAP}([0-9]{{2}}){_GAP}([0-9]{{4}})"
_ZIP = rf"([0-9]{{5}})(?:{_GAP}([0-9]{{4}}))?"
_PHONE = rf"([0-9+()/\s.{_DASHES}]*)(?:,? ?(?:x|#|ext|extension)[ .:]*([0-9]{{1,6}}))?"
_EMAIL = r"[^@\s<>,;]+@[^@\s<>,;.]+(?:\.[^@\s<>,;.]+)+"
# "Box 12" alone is one; behind a number or a rural route it is none. "Apartado" is how Puerto Rico calls it.
_PO_BOX = (
    r"\b(?:p\.?\s*o\.?\s*(?:(?:box|bx|drawer)(?![a-z])|b\.?\s*[0-9])|post(?:\s+office|al)\s+(?:box|drawer)(?![a-z])"
    r"|apartado(?:\s+postal)?\s*(?:#|no\.?)?\s*[0-9])|^\s*box\s*(?:#|no\.?)?\s*[0-9]+\s*(?:,|$)"
)

_MEMBER_ID_LETTERS = (2, 29)
_MOST_MODIFIERS = 4
_SAID_LETTERS = 20  # A sentence that names what was typed stays one line.
_NPI_DIGITS = 10
_CARD_ISSUER = "80840"  # The prefix of a US health identifier, part of what the check digit covers.
_HIGHEST_DIGIT = 9
_EMAIL_LETTERS = 254  # RFC 5321, 4.5.3.1.3, without the angle brackets.


def parse_npi(text: str) -> str:
    """Ten digits, the first 1 or 2, the last a Luhn check digit over "80840" and all (domain 8.1; CMS)."""
    npi = _bare(text)
    if not re.fullmatch(r"[0-9]*", npi) or len(npi) != _NPI_DIGITS:
        raise Unreadable(say("An NPI has ten digits: check the NPI once more."))
    if npi[0] not in "12":
        raise Unreadable(say("An NPI starts with 1 or 2: check the NPI once more."))
    if not _luhn_fits(_CARD_ISSUER + npi):
        raise Unreadable(say("The last digit does not fit: check the NPI once more."))
    return npi


def parse_ein(text: str) -> str:
    """An employer's tax number as "12-3456789" (domain 8.1). Unusual first digits are not refused."""
    typed = text.strip()
    ein = re.fullmatch(_EIN, typed)
    if ein:
        return f"{ein[1]}-{ein[2]}"
    # Told apart by its gaps: read as an EIN, an SSN would be printed on every superbill.
    if re.fullmatch(_SSN, typed):
        raise Unreadable(say("This looks like a Social Security number. An EIN looks like 12-3456789."))
    raise Unreadable(say("An EIN has nine digits, like 12-3456789."))


def parse_ssn(text: str) -> str:
    """A Social Security number as "123-45-6789"; no part is all zeros, no 666 or 9xx (domain 8.1; SSA)."""
    typed = text.strip()
    ssn = re.fullmatch(_SSN, typed)
    if ssn is None:
        if re.fullmatch(_EIN, typed):
            raise Unreadable(say("This looks like an EIN. A Social Security number looks like 123-45-6789."))
        raise Unreadable(say("A Social Security number has nine digits, like 123-45-6789."))
    area, group, serial = ssn.groups()
    if area in ("000", "666") or area[0] == "9":
        raise Unreadable(say("No Social Security number starts with 000, 666 or 9: check it on the card."))
    if group == "00" or serial == "0000":
        raise Unreadable(say("No part of a Social Security number is all zeros: check it on the card."))
    return f"{area}-{group}-{serial}"


def parse_zip(text: str) -> str:
    """A ZIP code as "98402" or "98402-1234" (domain 8.1)."""
    found = re.fullmatch(_ZIP, text.strip())
    if found is None:
        raise Unreadable(say("A ZIP code has five digits, or nine: 98402 or 98402-1234."))
    return f"{found[1]}-{found[2]}" if found[2] else found[1]


def parse_state(text: str) -> str:
    """The two-letter code of STATES, from the code or the full name in any case (domain 8.1; USPS)."""
    words = " ".join(text.replace(".", "").split())
    # Without this, upper-casing would turn letters such as the long s into plain ones.
    if words.isascii():
        if words.upper() in STATES:
            return words.upper()
        for code, name in STATES.items():
            if name.upper() == words.upper():
                return code
    raise Unreadable(say("Type the state’s two letters, like WA, or its full name."))


def parse_phone(text: str) -> str:
    """A US or Canadian number as "(253) 555-0142" or "(253) 555-0142 x12" (domain 8.1; NANP).

    A leading 1 is dropped; neither the area code nor the three digits after it start with 0 or 1.
    """
    found = re.fullmatch(_PHONE, " ".join(text.lower().split()))
    digits = re.sub(r"[^0-9]", "", found[1]) if found else ""
    parts = re.fullmatch(r"1?([0-9]{3})([0-9]{3})([0-9]{4})", digits)
    if found is None or parts is None:
        raise Unreadable(say("A phone number has ten digits, like (253) 555-0142 or (253) 555-0142 x12."))
    area, exchange, line = parts.groups()
    if area[0] in "01":
        raise Unreadable(say("No area code starts with 0 or 1: check the first three digits."))
    if exchange[0] in "01":
        raise Unreadable(say("After the area code comes a digit from 2 to 9: check the phone number."))
    return f"({area}) {exchange}-{line}" + (f" x{found[2]}" if found[2] else "")


def parse_taxonomy(text: str) -> str:
    """A provider taxonomy code, upper-cased: ten letters or digits, the last an X (domain 8.1; NUCC)."""
    found = _bare(text)
    if not re.fullmatch(r"[0-9A-Za-z]{9}[Xx]", found):
        raise Unreadable(say("A taxonomy code has ten letters or digits and ends in X, like 225700000X."))
    return found.upper()


def parse_procedure_code(text: str) -> str:
    """A CPT or HCPCS code, upper-cased: five letters or digits (domain 8.1). No list of codes is asked."""
    found = _bare(text)
    if not re.fullmatch(r"[0-9A-Za-z]{5}", found):
        raise Unreadable(say("A procedure code has five letters or digits."))
    return found.upper()


def parse_modifiers(text: str) -> str:
    """The modifiers of one service in their order, "59 GP": one to four, none of them twice (domain 8.1).

    Spaces, commas, dashes and what else people write stand between them.
    """
    apart = re.split(rf"[\s,;/.+{_DASHES}]+", text)
    found = [one for one in apart if one]
    if not found:
        raise Unreadable(say("A modifier has two letters or digits."))
    for one in found:
        if not re.fullmatch(r"[0-9A-Za-z]{2}", one):
            raise Unreadable(
                say("“{typed}” is not a modifier: each has two letters or digits.", typed=one[:_SAID_LETTERS])
            )
    modifiers = [one.upper() for one in found]
    for one in modifiers:
        if modifiers.count(one) > 1:
            raise Unreadable(say("“{modifier}” stands here twice. Keep one of them.", modifier=one))
    if len(modifiers) > _MOST_MODIFIERS:
        raise Unreadable(say("A service has at most four modifiers. Keep the four that matter most."))
    return " ".join(modifiers)


def parse_member_id(text: str) -> str:
    """A member ID as it stands on the card, upper-cased: 2 to 29 letters and digits (domain 8.1).

    Spaces and dashes between them stay, one at a time: some payers print them, and nobody should have to guess.
    """
    found = re.sub(rf"[{_DASHES}]", "-", " ".join(text.split()))
    found = re.sub(r" ?([\-./])[ \-./]*", r"\1", found).strip(" -./")
    bare = re.sub(r"[ \-./]", "", found)
    # Before upper-casing, which would turn letters such as the dotless i into plain ones.
    if not re.fullmatch(r"[0-9A-Za-z]*", bare):
        raise Unreadable(say("A member ID has only letters and digits: check it against the card."))
    if not _MEMBER_ID_LETTERS[0] <= len(bare) <= _MEMBER_ID_LETTERS[1]:
        raise Unreadable(say("A member ID has 2 to 29 letters and digits: check it against the card."))
    return found.upper()


def bare_member_id(text: str) -> str:
    """A member ID without what stands between its letters and digits, as payers compare it."""
    return re.sub(rf"[\s./{_DASHES}]", "", text).upper()


def looks_like_ssn(text: str) -> bool:
    """Whether an ID has the nine digits of a Social Security number, which no payer prints on a card any more."""
    return re.fullmatch(r"(?!000|666|9)[0-9]{3}(?!00)[0-9]{2}(?!0000)[0-9]{4}", bare_member_id(text)) is not None


def split_phone(text: str) -> tuple[str, str]:
    """A parsed phone number as (number, extension); the extension is "" where there is none."""
    number, _, extension = text.partition(" x")
    return number, extension


def parse_extension(text: str) -> str:
    """A phone extension: one to six digits, with or without "x" or "ext." before them."""
    found = re.fullmatch(r"(?:x|#|ext\.?|extension)?[ .:]*([0-9]{1,6})", text.strip().lower())
    if found is None:
        raise Unreadable(say("An extension has one to six digits."))
    return found[1]


def parse_email(text: str) -> str:
    """An email address with one @, a dot in the domain and no spaces; the domain is lower-cased."""
    found = text.strip()
    is_plain = found.isprintable() and len(found) <= _EMAIL_LETTERS
    if not is_plain or not re.fullmatch(_EMAIL, found):
        raise Unreadable(say("Type one email address, like desk@clinic.com."))
    name, domain = found.split("@")
    return f"{name}@{domain.lower()}"


def is_po_box(street: str) -> bool:
    """Whether a street line names a post office box, where no service takes place (domain 1.1 and 1.8)."""
    return re.search(_PO_BOX, street, re.ASCII | re.IGNORECASE) is not None


def _bare(text: str) -> str:
    return re.sub(rf"[\s.{_DASHES}]", "", text)


def _luhn_fits(digits: str) -> bool:
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + place % 2)
        total += value - _HIGHEST_DIGIT if value > _HIGHEST_DIGIT else value
    return total % 10 == 0
