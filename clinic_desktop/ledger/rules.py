"""What an entry of an account says in one line, on the screen and on paper."""

from clinic_desktop.ledger.model import AGES, ENTRIES, LedgerEntry
from clinic_desktop.payments.model import CARDS, METHODS, WRITE_OFFS
from clinic_desktop.prepaid.model import ENDINGS
from clinic_desktop.values import dates, money
from clinic_desktop.wording import mark, say

# The parts of a payment as they stand beside an amount.
PART_WORDS: dict[str, str] = {
    "service": mark("visits {amount}"),
    "tip": mark("tip {amount}"),
    "tax": mark("sales tax {amount}"),
    "product": mark("products {amount}"),
    "other": mark("other {amount}"),
    "credit": mark("kept for later visits {amount}"),
    "sold": mark("sale {amount}"),
}

# What a part of a payment is on its receipt; what was sold stands there by its name, and visits by their days.
PAID_FOR: dict[str, str] = {
    "tip": mark("Tip"),
    "tax": mark("Sales tax"),
    "product": mark("Products"),
    "other": mark("Other fees"),
    "credit": mark("Kept on account for later visits"),
    "sold": mark("Package, membership or gift card"),
}
# Write-offs whose kind a client may read: the others are a matter of the clinic alone.
_TOLD = ("courtesy", "contract")


def entry_words(entry: LedgerEntry) -> str:
    """The entry in one line: "Massage 60"; "Payment by card (…4242): visits $105.00, tip $20.00"; "Used from Package of
    5"; "Write-off: Courtesy"."""
    if entry.kind == "charge":
        return entry.name
    if entry.kind == "draw":
        return say("Used from {name}", name=entry.name)
    if entry.kind == "write_off":
        kind = say(WRITE_OFFS[entry.method])
        return (
            say("Write-off: {kind}, {why}", kind=kind, why=entry.name)
            if entry.name
            else say("Write-off: {kind}", kind=kind)
        )
    if entry.kind == "forfeit":
        facts = {"name": entry.name, "how": say(ENDINGS[entry.method]), "amount": money.shown(entry.total_cents)}
        return say("{how}: {name}, {amount} forfeited", **facts)
    facts = {"what": say(ENTRIES[entry.kind]), "how": method_words(entry.method, entry.reference)}
    if entry.payer:
        facts["how"] = say("{how} from {plan}", how=facts["how"], plan=entry.payer)
    if entry.kind == "sale":
        facts["what"] = say("Sale of {name}", name=entry.name)
    return say("{what}, {how}: {parts}", parts=parts_words(entry), **facts)


def printed_words(entry: LedgerEntry) -> str:
    """The entry as the client reads it on paper. Why something was written off is for the clinic alone."""
    if entry.kind != "write_off":
        return entry_words(entry)
    if entry.method not in _TOLD:
        return say("Write-off")
    return say("Write-off: {kind}", kind=say(WRITE_OFFS[entry.method]))


def method_words(method: str, reference: str) -> str:
    """How it was paid: "Card (…4242)", "Check (1042)", "Cash"."""
    how = say(METHODS[method])
    if not reference:
        return how
    return f"{how} (…{reference})" if method in CARDS and reference.isdecimal() else f"{how} ({reference})"


def parts_words(entry: LedgerEntry) -> str:
    """The parts of a payment with their amounts; those of a refund without the sign, the entry says what it is."""
    return ", ".join(say(PART_WORDS[part], amount=money.shown(abs(cents))) for part, cents in entry.parts)


def age_words(at: int) -> str:
    """What one age of what is open is called: "0–30 days", "More than 90 days"."""
    if at == len(AGES) - 1:
        return say("More than {days} days", days=AGES[at] - 1)
    return say("{first}–{last} days", first=AGES[at], last=AGES[at + 1] - 1)


def days_words(entry: LedgerEntry) -> str:
    """The visits that a payment, refund or write-off is for, by their days on US paper; "" where that is the
    day of the entry itself."""
    if entry.days in ((), (entry.day,)):
        return ""
    return say("for {days}", days=", ".join(map(dates.printed, entry.days)))
