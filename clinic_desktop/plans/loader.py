"""The outcome measures that a goal may be tied to."""

from collections.abc import Mapping

from clinic_desktop.measures.loader import catalogue
from clinic_desktop.measures.model import Measure


def known_measures() -> Mapping[str, Measure]:
    """Those of the catalog by their keys, but for the ones that only say how much changed."""
    return {key: one for key, one in catalogue().items() if not one.is_change}


def measure_names() -> Mapping[str, str]:
    """What each measure is called inside a sentence, by its key: "NDI"."""
    return {key: one.name for key, one in catalogue().items()}


def measure_titles() -> Mapping[str, str]:
    """What each measure is called on paper, by its key: "NDI: Neck Disability Index"."""
    return {
        key: one.title if one.title.startswith(one.name) else f"{one.name}: {one.title}"
        for key, one in catalogue().items()
    }
