"""How a later map differs from an earlier one."""

from collections.abc import Sequence

from clinic_desktop.body_maps.model.maps import BodyMapChanges, BodyMark, ChangedMark


def changes_between(then: Sequence[BodyMark], now: Sequence[BodyMark]) -> BodyMapChanges:
    """What became of the marks. Two are one and the same where kind and place on the body are; of several of those
    the ones nearest to each other, whichever view they were drawn in."""
    pairs = sorted(
        (_distance(old, new), at_old, at_new)
        for at_old, old in enumerate(then)
        for at_new, new in enumerate(now)
        if (old.kind, old.place) == (new.kind, new.place)
    )
    of_new: dict[int, int] = {}
    for _, at_old, at_new in pairs:
        if at_new not in of_new and at_old not in of_new.values():
            of_new[at_new] = at_old
    kept = [(then[of_new[at]], new) for at, new in enumerate(now) if at in of_new]
    return BodyMapChanges(
        gone=tuple(old for at, old in enumerate(then) if at not in of_new.values()),
        new=tuple(new for at, new in enumerate(now) if at not in of_new),
        changed=tuple(ChangedMark(old, new) for old, new in kept if _told(old) != _told(new)),
        same=tuple(new for old, new in kept if _told(old) == _told(new)),
    )


def _told(one: BodyMark) -> tuple[object, ...]:
    return one.intensity, one.muscle, one.note


def _distance(old: BodyMark, new: BodyMark) -> tuple[bool, bool, int]:
    """In another view, of another muscle, and how far."""
    away = (old.x - new.x) ** 2 + (old.y - new.y) ** 2
    return old.view != new.view, old.muscle != new.muscle, away
