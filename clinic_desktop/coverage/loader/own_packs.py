"""The rule packs that count in this clinic: those of the program, and its own."""

from functools import lru_cache
from pathlib import Path

from clinic_desktop.coverage.loader.packs import pack_in, program_packs
from clinic_desktop.coverage.model.own_packs import OwnFile, OwnPack, PackMove
from clinic_desktop.coverage.model.packs import BrokenPack, Pack, Packs
from clinic_desktop.coverage.queries.own_packs import own_files, own_packs
from clinic_desktop.store.reader import Reads
from clinic_desktop.written.file import BadFile

# As they are now, and as they would be while one comes or goes.
_MOST_KEPT = 4


def clinic_packs(read: Reads) -> Packs:
    """All packs that count in this clinic: by these every case of its record is judged. An own one that can no longer
    be read, as after an update of the program, is set aside and named."""
    return _with_own(own_files(read))


def move_in(read: Reads, content: bytes, file: str) -> PackMove:
    """What comes of accepting a pack: a file of this name, and what it has. One of the same name goes. Raises BadFile
    with everything that is wrong."""
    program, path, files = program_packs().read, Path(file), own_files(read)
    # Which pack it is stands in the file.
    name = pack_in(content, path, program).id
    row = next((one for one in own_packs(read) if one.pack == name), None)
    before, rest = _with_own(files), tuple(one for one in files if one.pack != name)
    others = _with_own(rest).read
    pack = pack_in(content, path, others, newer_than=row.edition if row else None)
    new = OwnFile(name, file, pack.payer_name, content)
    return PackMove(_named(before, name), pack, row, before, _with_own((*rest, new)))


def move_out(read: Reads, row: OwnPack) -> PackMove:
    """What comes of removing a pack of the clinic."""
    files = own_files(read)
    before = _with_own(files)
    after = _with_own(tuple(one for one in files if one.pack != row.pack))
    return PackMove(_named(before, row.pack), None, row, before, after)


@lru_cache(maxsize=_MOST_KEPT)
def _with_own(files: tuple[OwnFile, ...]) -> Packs:
    program = program_packs()
    if not files:
        return program
    read, broken = list(program.read), list(program.broken)
    for one in files:
        try:
            read.append(pack_in(one.content, Path(one.file), read))
        except BadFile as bad:
            broken.append(BrokenPack(one.file, bad.problems, one.payer_name, one.pack))
    return Packs(tuple(read), tuple(broken))


def _named(packs: Packs, name: str) -> Pack | None:
    return next((one for one in packs.read if one.id == name), None)
