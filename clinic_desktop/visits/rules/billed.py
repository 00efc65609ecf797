"""What is said about a visit that is on a superbill or a receipt, by their numbers; 0 stands for none."""

from collections.abc import Mapping
from typing import Any

from clinic_desktop.values.problems import Problems
from clinic_desktop.wording import say


def bill_names(superbill: int, receipt: int) -> tuple[str, ...]:
    """The bills a visit is on: "superbill no. 1001", "receipt no. 1002"; none without one."""
    names = (
        (superbill, say("superbill no. {number}", number=superbill)),
        (receipt, say("receipt no. {number}", number=receipt)),
    )
    return tuple(words for number, words in names if number)


def issued_words(superbill: int, receipt: int) -> str:
    """What to know before the visit is changed; "" where it is on no bill."""
    names = bill_names(superbill, receipt)
    if len(names) > 1:
        return say(
            "On {one} and {other}, which stay as they were issued."
            " Void and replace them after you change what they say.",
            one=names[0],
            other=names[1],
        )
    return "".join(
        say("On {bill}, which stays as it was issued. Void and replace it after you change what it says.", bill=name)
        for name in names
    )


def billed_words(superbill: int, receipt: int) -> str:
    """Why the visit stays as given and in its case; "" where it is on no bill."""
    names = bill_names(superbill, receipt)
    if len(names) > 1:
        return say("This visit is on {one} and {other}. Void them first.", one=names[0], other=names[1])
    return "".join(say("This visit is on {bill}. Void that first.", bill=name) for name in names)


def refuse_billed(found: Problems, field: str, visit: Mapping[str, Any]) -> None:
    """Note at a field that the visit, as its row stands, is on a bill."""
    words = billed_words(visit["superbill"], visit["receipt"])
    if words:
        found.add(field, words)
