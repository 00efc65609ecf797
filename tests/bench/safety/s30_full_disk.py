"""S30: forms that somebody types into while the disk takes nothing."""

import os

from bench.safety.desk import home
from bench.safety.s02_windows import child_of, import_windows, window_on
from bench.safety.score import NotHere, Score
from bench.safety.telling import Tell
from factories import make_clinic
from fixed import PASSWORD

from clinic_desktop.store.keys.keyring import ClinicFolder


def typed(count: int, seed: int) -> Score:
    """All of them, in the real window."""
    del count, seed
    if not hasattr(os, "fork"):
        raise NotHere("no process is born of another here")
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    import_windows()
    clinic, _ = make_clinic(home() / "full-disk" / "clinic")
    clinic.close()
    told, status = child_of(clinic.keys.folder, _type, None)
    forms, lost, unsaved = ([one.split(" ", 1)[1] for one in told if one.startswith(f"{word} ")] for word in _TOLD)
    words = (
        f"forms typed into while the disk was full {len(forms)}: lost {len(lost)}, not on the disk once there was room "
        f"{len(unsaved)}"
    )
    bad = {*lost, *unsaved}
    done = len(forms) - min(len(forms), len(bad)) if not status and forms else 0
    return Score(done, len(forms) or 1, words + (f"; first: {min(bad)}" if bad else "") + _death(told))


_TOLD = ("typed", "lost", "unsaved")


def _death(told: list[str]) -> str:
    return next((f"; {one}" for one in told if one.startswith("died")), "")


def _type(folder: ClinicFolder, tell: Tell) -> None:
    from full_disk import ready, type_on_a_full_disk
    from windows import signed_in

    main = signed_in(window_on(folder), PASSWORD)
    ready(main.session.clinic)
    found = type_on_a_full_disk(main)
    for word, some in zip(_TOLD, found, strict=True):
        for one in some:
            tell(f"{word} {one}")
