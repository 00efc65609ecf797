"""Rule packs for tests, as files."""

from pathlib import Path

from clinic_desktop.coverage.loader.packs import read_packs
from clinic_desktop.coverage.model.packs import Packs

HEAD = 'id = "{name}"\ntitle = "A pack"\nversion = 1\ndated = 2026-11-23\n'
# What every rule needs besides its own.
SOURCE = 'title = "A rule"\nstage = "benefit"\nsource = "A manual"\nchecked_on = 2026-11-23\nbasis = "sourced"\n'


def pack_file(folder: Path, *rules: str, name: str = "pack") -> Path:
    """A pack of these rules, each the lines of its own keys."""
    path = folder / f"{name}.toml"
    body = "".join(f"\n[[rules]]\n{SOURCE}{rule}\n" for rule in rules)
    path.write_text(HEAD.format(name=name) + body, encoding="utf-8")
    return path


def packs_of(folder: Path, *rules: str) -> Packs:
    """The pack as it is read; nothing of it may be wrong."""
    packs = read_packs([pack_file(folder, *rules)])
    assert not packs.broken, packs.broken
    return packs
