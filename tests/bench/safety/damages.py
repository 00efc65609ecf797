"""Files that something happened to: what is said of each at opening, and what a salvage makes of it."""

from bench.safety.desk import home
from bench.safety.score import Score
from damaging import salvaged_many
from demos import Demos
from factories import make_clinic
from fixed import NOW, PASSWORD
from mutating import MUTATIONS, opened_many

from clinic_desktop.demo.opening import demo_key
from clinic_desktop.store.keys.keyring import ClinicFolder


def opened(count: int, seed: int) -> Score:
    """So many files, mutated in every way."""
    clinic, _ = make_clinic(home() / "whole")
    clinic.close()
    found = list(opened_many(ClinicFolder(home() / "whole"), PASSWORD, home() / "mutating", count, seed))
    bad = [one for one in found if not one.is_right]
    words = (
        f"{len(found):,} files changed in {len(MUTATIONS)} ways: crashes 0, each told as what it is or opened, never "
        f"made anew: wrong {len(bad)}"
    )
    return Score(len(found) - len(bad), len(found), words + (f"; first: {bad[0].name}: {bad[0].words}" if bad else ""))


def salvaged(count: int, seed: int) -> Score:
    """So many damaged demo clinics, saved anew."""
    place = home() / "salvaged"
    place.mkdir()
    folder = Demos(home() / "demos-salvaged").put(place / "demo", NOW)
    found = list(salvaged_many(folder, *demo_key(folder), place, count, seed))
    bad = [one for one in found if one.unnamed]
    words = (
        f"{len(found)} damaged files: {sum(one.is_saved for one in found)} saved anew, "
        f"{sum(one.is_complete for one in found)} of them complete, the others said why not; rows lost without "
        f"a word in {len(bad)}"
    )
    return Score(len(found) - len(bad), len(found), words + (f"; first: {bad[0].how}" if bad else ""))
