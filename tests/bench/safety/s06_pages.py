"""S6: the hostile words in every free text of a clinic, every page and dialog shown, every paper set that they show."""

import os

from bench.safety.desk import home
from bench.safety.s02_windows import child_of
from bench.safety.score import NotHere, Score
from bench.safety.telling import Tell
from hostile_words import HOSTILE

from clinic_desktop.store.keys.keyring import ClinicFolder


def literal(count: int, seed: int) -> Score:
    """All of them, in a process of its own: it has windows."""
    del count, seed
    if not hasattr(os, "fork"):
        raise NotHere("no process is born of another here")
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    place = home() / "walked"
    place.mkdir()
    told, status = child_of(ClinicFolder(place), _walk, None)
    pages, bad, end = ([one.split(" ", 1)[1] for one in told if one.startswith(f"{word} ")] for word in _TOLD)
    words = (
        f"{len(HOSTILE)} strings in {end[0] if end else 'nothing: the walk did not end'}; read as markup, active in a "
        f"paper, a file opened by one, or written into SQL {len(bad)}"
    )
    dead = [one for one in told if one.startswith("died")]
    first = (*bad, *dead)
    # One more for the walk itself.
    total = len(pages) + 1
    done = total - min(total, len(bad)) if end and not status else 0
    return Score(done, total, words + (f"; first: {first[0]}" if first else ""))


_TOLD = ("page", "wrong", "end")


def _walk(folder: ClinicFolder, tell: Tell) -> None:
    from demos import Demos
    from factories import built_codes
    from hostile_walk import HostileWalk
    from PySide6.QtWidgets import QApplication
    from watched import short_words

    application = QApplication([])
    walk = HostileWalk(folder.path, Demos(folder.path / "demos"), built_codes(folder.path / "codes").parent)
    for name, window in walk.pages(application):
        tell(f"page {name}")
        for one in walk.faults(window):
            tell(f"wrong {name}: {one}")
    papers, told, acting = walk.papers()
    plain = set(short_words())
    short = (*(f"not on a page: {one}" for one in walk.unseen), *(f"on no paper: {one}" for one in plain - told))
    for one in (*short, *acting, *walk.written_as_sql(), *(["a picture was opened"] * walk.trap.opened())):
        tell(f"wrong {one}")
    tell(
        f"end {walk.texts:,} texts on {len(walk.seen)} pages and dialogs and {papers} papers, {len(plain)} of them "
        f"short enough to be looked for to the letter: on a page {len(plain - walk.unseen)}, on a paper {len(told)}"
    )
