"""Which of the visits that are about to be planned stand in each other's time."""

from collections.abc import Sequence

from clinic_desktop.visits.model import VisitDraft


def overlapping(drafts: Sequence[VisitDraft]) -> set[int]:
    """The places of those that begin before another one of the same therapist on the same day is over, and of that
    one. What has no times stands in nobody's."""
    timed = sorted(
        (one.date_of_service, one.therapist, one.starts_at, one.ends_at, at)
        for at, one in enumerate(drafts)
        if one.starts_at and one.ends_at and one.therapist
    )
    found: set[int] = set()
    # Of those that have begun, the one that lasts longest.
    longest = ("", "", "", "", -1)
    for one in timed:
        day, therapist, starts, ends, at = one
        if (day, therapist) == longest[:2] and starts < longest[3]:
            found |= {at, longest[4]}
        if (day, therapist) != longest[:2] or ends > longest[3]:
            longest = one
    return found
