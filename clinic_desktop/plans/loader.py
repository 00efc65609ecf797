"""The outcome measures that a goal may be tied to."""

from collections.abc import Mapping

from clinic_desktop.measures.loader import catalogue
from clinic_desktop.measures.model import Measure


def known_measures() -> Mapping[str, Measure]:
    """The catalogue by its keys."""
    return catalogue()


def measure_names() -> Mapping[str, str]:
    """The name of each measure by its key."""
    return {key: one.name for key, one in known_measures().items()}
