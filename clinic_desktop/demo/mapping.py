"""The body maps of the demo's clients."""

from collections.abc import Mapping, Sequence

from clinic_desktop.body_maps.commands import AddBodyMap
from clinic_desktop.body_maps.model.maps import BodyMapDraft, MarkDraft
from clinic_desktop.clinic import Clinic
from clinic_desktop.demo.facts import Typed, drafted
from clinic_desktop.demo.visiting import CaseKey


def draw_body_maps(clinic: Clinic, typed: Sequence[Typed], cases: Mapping[CaseKey, int]) -> None:
    """Draw them in the order of the file."""
    for one in typed:
        marks = tuple(MarkDraft(**mark) for mark in one["marks"])
        draft = BodyMapDraft(marks=marks, **drafted(one, clinic.clock.today(), "client", "case", "marks"))
        clinic.do(AddBodyMap(cases[one["client"], one["case"]], draft))
