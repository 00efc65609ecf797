"""An older copy of a whole folder that somebody put back: noticed by whichever anchor of the trail is left."""

from bench.safety.desk import home
from bench.safety.score import Score
from factories import make_clinic
from rolling_back import rollbacks


def noticed(count: int, seed: int) -> Score:
    """So many times."""
    del seed
    place = home() / "rolled-back"
    place.mkdir()
    clinic, _ = make_clinic(place / "clinic")
    clinic.close()
    found = rollbacks(clinic.keys.folder, place / "own", place, count)
    return Score(found, count, f"older folders put back, one of two anchors left: noticed {found} of {count}")
