"""S10: backups as a stranger might leave them on a stick."""

from bench.safety.desk import home
from bench.safety.score import Score
from hostile_backups import attack_all


def attacked(count: int, seed: int) -> Score:
    """Each of them, or one of so many."""
    del seed
    place = home() / "archives"
    place.mkdir()
    found = attack_all(place, every=max(1, 60 // count))
    bad = {*found.outside, *found.over_budget, *found.bugs}
    words = (
        f"{found.attacked} ways, {found.refused} refused and {found.harmless} harmless: files outside the target "
        f"{len(found.outside)}, over the budget {len(found.over_budget)}, bugs {len(found.bugs)}"
    )
    return Score(found.attacked - len(bad), found.attacked, words + (f"; first: {sorted(bad)[0]}" if bad else ""))
