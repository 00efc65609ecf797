"""The way of a signed plan to the prescriber and back, and the file that comes back."""

from datetime import date
from typing import Any

from clinic_desktop.errors import Refused
from clinic_desktop.plans.model import WAYS_TO_SEND, PlanSendingDraft
from clinic_desktop.values import dates
from clinic_desktop.values.problems import Problem, Problems
from clinic_desktop.values.text import plain
from clinic_desktop.values.typed_days import past_day
from clinic_desktop.wording import say

# What such a file begins with. Nothing of it is opened here: a file from outside is looked at by no reader of ours.
_BEGINS: tuple[tuple[str, bytes], ...] = (
    ("pdf", b"%PDF-"),
    ("jpeg", b"\xff\xd8\xff"),
    ("png", b"\x89PNG\r\n\x1a\n"),
)
_MEGABYTE = 1024 * 1024
_MOST_COPY_BYTES = 10 * _MEGABYTE
ENDINGS = {"pdf": ".pdf", "jpeg": ".jpg", "png": ".png"}


def sending_values(draft: PlanSendingDraft, signed_on: date, today: date) -> dict[str, Any]:
    """The columns of a sending; `signed_on` is the day on which the therapist signed the plan. Raises Refused."""
    found = Problems()
    sent = past_day(found, "sent_on", draft.sent_on, today)
    signed = past_day(found, "signed_on", draft.signed_on, today)
    if sent and sent < signed_on:
        found.add("sent_on", say("This is before the plan was signed here ({day}).", day=dates.shown(signed_on)))
    if signed and signed < (sent or signed_on):
        found.add("signed_on", say("This is before the plan went out."))
    if not draft.sent_on.strip() and not draft.signed_on.strip():
        found.add("sent_on", say("Type the day on which it was sent."))
    if draft.sent_on.strip() and draft.sent_how not in WAYS_TO_SEND:
        found.add("sent_how", say("Choose how it was sent."))
    sent_to = plain(draft.sent_to)
    if draft.sent_on.strip() and not sent_to:
        found.add("sent_to", say("Type whom it was sent to, with the number or the address."))
    values: dict[str, Any] = {
        "sent_on": sent.isoformat() if sent else "",
        "sent_how": draft.sent_how if sent else "",
        "sent_to": sent_to,
        "signed_on": signed.isoformat() if signed else "",
        "note": plain(draft.note),
    }
    found.limit(values, {"note": 2_000})
    found.refuse()
    return values


def copy_kind(content: bytes) -> str:
    """Whether a file is a pdf, jpeg or png, by what it begins with; raises Refused for any other, and for one too
    large. Nothing more of it is read."""
    refuse_size(len(content))
    for kind, begin in _BEGINS:
        if content.startswith(begin):
            return kind
    raise _refused(say("This is no PDF, JPEG or PNG file. Scan the signed plan again, or save it as one of these."))


def refuse_size(size: int) -> None:
    """Raises Refused for an empty file, and for one that is too large."""
    if size == 0:
        raise _refused(say("This file is empty."))
    if size > _MOST_COPY_BYTES:
        most = _MOST_COPY_BYTES // _MEGABYTE
        words = say("This file is larger than {most} MB. Scan it in black and white, or with fewer dots.", most=most)
        raise _refused(words)


def size_words(size: int) -> str:
    """How large a file is: "340 KB", "2.1 MB"."""
    if size < _MEGABYTE:
        return say("{count} KB", count=max(1, round(size / 1024)))
    return say("{count} MB", count=f"{size / _MEGABYTE:.1f}")


def _refused(words: str) -> Refused:
    return Refused((Problem("", words),))
