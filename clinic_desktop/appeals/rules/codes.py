"""The codes of a denial as they were typed: what is a code, of which group, and what is none."""

import re
from dataclasses import dataclass

from clinic_desktop.benefit_statements.rules.reasons import parse_reasons
from clinic_desktop.values.problems import Unreadable

# Deductible, coinsurance and copay.
_SHARES = ("1", "2", "3")
_DASH = r"\b(CO|PR|OA|PI|CR)[ \u2010-\u2015-]+(?=[0-9A-Z])"


@dataclass(frozen=True, slots=True)
class TypedCode:
    """A code: as it is written, its group ("CO", "" without one), and its number or remark, "" for what is none."""

    words: str
    group: str
    code: str


def typed_codes(text: str) -> tuple[TypedCode, ...]:
    """Everything between blanks and commas, each once. Nothing is refused: what is no code stays as it was typed."""
    found = []
    for word in re.split(r"[\s,;]+", re.sub(_DASH, r"\1-", text.upper()).strip()):
        if word:
            found.append(_code(word))
    return tuple(dict.fromkeys(found))


def left_to_client(text: str) -> tuple[str, ...]:
    """The codes, as they are written, that leave the client an amount beyond deductible, coinsurance and copay."""
    return tuple(one.words for one in typed_codes(text) if one.group == "PR" and one.code not in _SHARES)


def says_do_not_bill(text: str) -> bool:
    """Whether a code puts it on the clinic (group CO): then the client is not billed for it."""
    return any(one.group == "CO" for one in typed_codes(text))


def _code(word: str) -> TypedCode:
    try:
        kept = parse_reasons(word)
    except Unreadable:
        return TypedCode(word, "", "")
    group, _, code = kept.rpartition("-")
    return TypedCode(kept, group, code)
