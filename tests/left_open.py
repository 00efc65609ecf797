"""A clinic’s folder as it lies there after a power cut."""

import shutil

from factories import opened
from restored import add

from clinic_desktop.store.beside import standing
from clinic_desktop.store.keys.keyring import ClinicFolder


def killed(folder: ClinicFolder, *, name: str = "In the log") -> None:
    """The power goes off while somebody works: what was written last is in the log alone."""
    standing.note_opening(folder)
    clinic = opened(folder)
    standing.note_open(folder)
    add(clinic, name)
    aside = folder.path.with_name("as it was")
    # Read by their names while it is open: another process would do the same.
    aside.mkdir()
    for path in (folder.database, folder.log):
        shutil.copy(path, aside / path.name)
    clinic.close()
    for path in (folder.database, folder.log):
        path.write_bytes((aside / path.name).read_bytes())
    shutil.rmtree(aside)
    # The same files, as after a power cut.
    known = standing.read(folder)
    file, log = standing._number_of(folder.database), standing._number_of(folder.log)
    standing._write(folder, known._replace(file=file, log=log))
