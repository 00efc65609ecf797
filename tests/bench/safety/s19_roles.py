"""S19: every command by every role."""

from bench.safety.desk import home
from bench.safety.score import Score
from factories import make_clinic
from role_matrix import tried


def matrix(count: int, seed: int) -> Score:
    """The whole of it; it takes a second."""
    del count, seed
    clinic, _ = make_clinic(home() / "roles")
    try:
        found = tried(clinic)
    finally:
        clinic.close()
    wrong = len(found.violations) + found.left
    words = (
        f"{found.commands} commands, each with a permission, {found.cells:,} cells of commands and roles, "
        f"{found.refused:,} of them refused: violations {len(found.violations)}, "
        f"left behind by what was refused {found.left}"
    )
    return Score(
        found.cells - wrong, found.cells, words + (f"; first: {found.violations[0]}" if found.violations else "")
    )
