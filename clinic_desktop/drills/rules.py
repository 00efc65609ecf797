"""When a restore is tried again, and of which place; what is kept of one."""

from datetime import datetime, timedelta

from clinic_desktop.drills.model import CameBack, Drill, Place
from clinic_desktop.store.backups.drill import CameOut

EVERY = timedelta(days=30)


def is_due(last: Drill | None, now: datetime, *, has_second: bool) -> bool:
    """Whether it is time: a month after the last one, at once after one that failed or that is of a day to come, by a
    clock that was wrong. One that failed in the second place is not made good by another place's: it waits."""
    if last and last.trouble and last.place == "second" and not has_second:
        return False
    return last is None or bool(last.trouble) or not last.tried <= now < last.tried + EVERY


def drill_of(tried: datetime, made: datetime, place: Place, found: CameOut) -> Drill:
    """What is kept of a restore that was tried."""
    facts = found._asdict()
    counts, money = facts.pop("counts"), facts.pop("money")
    back = None
    if counts:
        back = CameBack(
            clients=counts.get("clients", 0),
            visits=counts.get("visits", 0),
            bills=counts.get("bills", 0),
            charged=money.get("balances.charged_cents", 0),
            paid=money.get("balances.paid_cents", 0),
        )
    return Drill(tried=tried, made=made, place=place, back=back, **facts)


def next_place(last: Drill | None, *, has_second: bool) -> Place:
    """Whose backup comes next: by turns, where there is a second place; one that failed is tried again."""
    if not has_second:
        return "here"
    if last is None:
        return "second"
    if last.trouble:
        return last.place
    return "here" if last.place == "second" else "second"
