"""S21: cells of exports that a spreadsheet would run."""

import random

from bench.safety.score import Score
from hostile_cells import hostile_cells, neutralized


def neutral(count: int, seed: int) -> Score:
    """So many of them."""
    found = neutralized(hostile_cells(count, random.Random(seed)))
    words = (
        f"{found.cells:,} cells: still begin as a formula {found.start_with_a_trigger:,}, read back as they were "
        f"{found.read_back_equal:,}"
    )
    return Score(min(found.read_back_equal, found.cells - found.start_with_a_trigger), found.cells, words)
