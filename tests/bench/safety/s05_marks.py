"""S5: forty marks planted in every free text of a clinic, and looked for in all that the program wrote."""

import os
import signal

from bench.safety.desk import home
from bench.safety.score import NotHere, Score
from demos import Demos
from fixed import NOW
from marking import MARKS, look_through, marks, run
from poisoned import AT_SIGN_IN, poison

from clinic_desktop.demo.opening import demo_key


def planted(count: int, seed: int) -> Score:
    """After normal use, and after the program was killed."""
    del count, seed
    if os.name != "posix":
        raise NotHere("its folders are named by the environment on other systems")
    place = home() / "marked"
    folder = Demos(home() / "demos").put(place / "data" / "clinic-desktop" / "demo", NOW)
    texts = poison(folder, demo_key(folder)[0], marks(), AT_SIGN_IN)
    ended = (run(place, "works").returncode, run(place, "dies").returncode)
    looked = look_through(place)
    words = (
        f"{MARKS} marks in {texts:,} texts: found {len(looked.hits)} in {looked.files} files, {looked.size:,} bytes, "
        f"as UTF-8, UTF-16, base 64 and zlib"
    )
    is_whole = ended == (0, -signal.SIGKILL) and texts > 0 and looked.files > 0
    return Score(MARKS - min(MARKS, len(looked.hits)) if is_whole else 0, MARKS, words)
