"""Whether what is printed comes out whole: nothing that is too long for the paper, no tax ID that cannot be one."""

from collections.abc import Iterator

from clinic_desktop.superbills.model.bill import FOR_PAYERS, Bill
from clinic_desktop.superbills.model.findings import Circumstances
from clinic_desktop.superbills.rules.checks import clinic
from clinic_desktop.superbills.rules.checks.check import Seen, Sight
from clinic_desktop.superbills.rules.checks.paper import printed
from clinic_desktop.superbills.rules.checks.words import said, told_apart
from clinic_desktop.wording import say

# Letters of one text, and of all lines of an address: what is set of them together stays below press.text.MOST_LETTERS,
# and a name of so many below press.blocks.MOST_REPEATED_LINES. No field of the record that is printed has so many.
MOST_LETTERS, MOST_TOGETHER = 350, 1_000
# Without these nobody knows whom the bill is about, or what was done.
_NAMES = frozenset(("name", "legal_name", "payer_name", "subscriber_name", "prescriber_name", "source_name"))
_LISTS = ("claims_address", "modifiers")


def name_too_long(bill: Bill, _: Circumstances) -> Sight:
    """A name that may not come out whole."""
    for field, text, most in _too_long(bill):
        if _last(field) in _NAMES:
            yield _seen(field, text, most)


def text_too_long(bill: Bill, _: Circumstances) -> Sight:
    """Another text that may not come out whole."""
    for field, text, most in _too_long(bill):
        if _last(field) not in _NAMES:
            yield _seen(field, text, most)


def tax_id_malformed(bill: Bill, circumstances: Circumstances) -> Sight:
    """The tax ID cannot be one. One that is not printed is not looked at: a receipt never has a Social Security
    number."""
    if bill.kind in FOR_PAYERS or bill.clinic.tax_id_kind != "SSN":
        yield from clinic.tax_id_malformed(bill, circumstances)


def _too_long(bill: Bill) -> Iterator[tuple[str, str, int]]:
    """Field, text and how much is printed for sure."""
    together: dict[str, list[str]] = {}
    for field, text in printed(bill):
        whole, _, _ = field.rpartition("/")
        if _last(whole) in _LISTS:
            together.setdefault(whole, []).append(text)
        elif len(text) > MOST_LETTERS:
            yield field, text, MOST_LETTERS
    for field, parts in together.items():
        if len(text := " ".join(parts)) > MOST_TOGETHER:
            yield field, text, MOST_TOGETHER


def _seen(field: str, text: str, most: int) -> Seen:
    message = say(
        "“{words}” has {count} letters. No more than {most} are sure to be printed.",
        words=said(text),
        count=f"{len(text):,}",
        most=f"{most:,}",
    )
    return Seen(
        field, message, say("The end of it may be cut off. Shorten it."), f"too-long:{field}:{told_apart(text)}"
    )


def _last(field: str) -> str:
    return field.rpartition("/")[2]
