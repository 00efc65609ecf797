"""Whether the amounts of a line add up, and what a statement comes to."""

from collections.abc import Mapping, Sequence

from clinic_desktop.benefit_statements.model import AMOUNTS, CLIENT_PARTS, LineDraft
from clinic_desktop.values.money import cents_typed, shown
from clinic_desktop.wording import say


def adds_up(allowed: int | None, cents: Mapping[str, int]) -> bool:
    """Whether what is paid and the client's parts make what is allowed, in cents.

    Some plans count what they leave out into what they allow: with that it may add up too. Where nothing is said to be
    allowed, the parts are no more than what was billed.
    """
    parts = cents["paid"] + sum(cents[one] for one in CLIENT_PARTS)
    if allowed is None:
        return parts <= cents["billed"]
    return allowed in (parts, parts + cents["not_paid"])


def line_words(allowed: int | None, cents: Mapping[str, int]) -> str:
    """What does not add up, and what to do about it."""
    parts = shown(cents["paid"] + sum(cents[one] for one in CLIENT_PARTS))
    if allowed is None:
        return say(
            "Paid and the client’s parts are {parts}, more than the {billed} billed. Look again, or say below that the"
            " statement itself says so.",
            parts=parts,
            billed=shown(cents["billed"]),
        )
    return say(
        "Paid and the client’s parts are {parts}, not the {allowed} allowed. Look again, or say below that the"
        " statement itself says so.",
        parts=parts,
        allowed=shown(allowed),
    )


def trouble_typed(line: LineDraft) -> str:
    """What does not add up in a line while somebody types; "" while an amount is not whole yet, or nothing is paid and
    nothing left to the client."""
    read = {one: cents_typed(getattr(line, one)) for one in AMOUNTS}
    cents = {one: amount for one, amount in read.items() if amount is not None}
    if len(cents) < len(AMOUNTS):
        return ""
    allowed = cents["allowed"] if line.allowed.strip() else None
    if not any(cents[one] for one in (*CLIENT_PARTS, "paid", "not_paid")):
        # It is on the way there.
        return ""
    return "" if adds_up(allowed, cents) else line_words(allowed, cents)


def total_words(lines: Sequence[LineDraft]) -> str:
    """What the lines of a statement come to so far, to compare with the paper."""
    read = [{one: cents_typed(getattr(line, one)) or 0 for one in AMOUNTS} for line in lines]
    total = {one: sum(cents[one] for cents in read) for one in AMOUNTS}
    client = sum(total[one] for one in CLIENT_PARTS)
    facts = {one: shown(total[one]) for one in ("billed", "allowed", "paid")}
    return say(
        "Together: billed {billed}, allowed {allowed}, paid {paid}, the client’s parts {client}.",
        client=shown(client),
        **facts,
    )
