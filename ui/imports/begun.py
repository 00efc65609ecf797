"""An import that was begun: the file and all that somebody said about it, kept over a lock in the clinic’s own file."""

import base64
import zlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from clinic_desktop.imports.loader.beside import digest_of
from clinic_desktop.imports.model.entries import RowChoices
from clinic_desktop.imports.model.fields import FIELDS, MOST_BYTES, Kind
from clinic_desktop.imports.model.sheet import HowRead, Matching
from clinic_desktop.store.drafts import Drafts

_FORM, _PART = "import", "import:part"
# A draft holds a million letters; JSON adds some.
_PART_LETTERS = 900_000
# A file that stays bigger than this when it is packed is not kept: it is chosen again, and all answers are there.
_MOST_PARTS = 8


@dataclass(frozen=True, slots=True)
class BegunImport:
    """`content` is all of the file, b"" where it was too big to be kept; `digest` what stands for it."""

    kind: Kind
    content: bytes = field(default=b"", repr=False)
    name: str = ""
    how: HowRead = field(default_factory=HowRead)
    matching: Matching | None = None
    choices: RowChoices = field(default_factory=RowChoices)
    digest: str = ""

    def with_file(self, content: bytes, name: str) -> "BegunImport":
        """Another file. What was said about rows of the one before counts for the same one only."""
        digest = digest_of(content)
        if digest == self.digest:
            return replace(self, content=content, name=name)
        return BegunImport(self.kind, content, name, digest=digest)


def packed_file(content: bytes) -> tuple[str, ...]:
    """A file as drafts take it, in parts; none of one that is too big. Slow where it is big: a part of a job."""
    packed = base64.b64encode(zlib.compress(content, 1)).decode("ascii")
    parts = tuple(packed[at : at + _PART_LETTERS] for at in range(0, len(packed), _PART_LETTERS))
    return parts if len(parts) <= _MOST_PARTS else ()


def keep_begun(drafts: Drafts, begun: BegunImport, parts: Sequence[str] | None) -> None:
    """Keep what was said; and another file in these parts, None where it is the same. Raises StoreTrouble."""
    if parts is not None:
        for form in drafts.names(_PART):
            drafts.forget(form)
        for number, part in enumerate(parts):
            drafts.keep(f"{_PART}:{number:02d}", {"part": part})
    body: dict[str, Any] = {"kind": begun.kind, "name": begun.name, "how": asdict(begun.how), "digest": begun.digest}
    body["matching"] = asdict(begun.matching) if begun.matching else None
    choices = begun.choices
    body["choices"] = {
        "fixes": {str(row): {str(at): cell for at, cell in cells.items()} for row, cells in choices.fixes.items()},
        "others": sorted(choices.others),
        "left": sorted(choices.left),
        "fills": choices.fills,
    }
    drafts.keep(_FORM, body)


def kept_begun(drafts: Drafts, *, whole: bool = True) -> BegunImport | None:
    """What was begun, or None; without its file where it is only told of. Raises StoreTrouble."""
    body = drafts.kept(_FORM)
    if not body or body.get("kind") not in FIELDS:
        return None
    chosen, matching = body["choices"], body["matching"]
    choices = RowChoices(
        {int(row): {int(at): cell for at, cell in cells.items()} for row, cells in chosen["fixes"].items()},
        frozenset(chosen["others"]),
        frozenset(chosen["left"]),
        chosen["fills"],
    )
    content = _kept_file(drafts) if whole else b""
    return BegunImport(
        body["kind"],
        content if digest_of(content) == body["digest"] else b"",
        body["name"],
        HowRead(**body["how"]),
        Matching(**{**matching, "columns": tuple(matching["columns"])}) if matching else None,
        choices,
        body["digest"],
    )


def forget_begun(drafts: Drafts) -> None:
    """It was imported, or given up. Raises StoreTrouble."""
    for form in (_FORM, *drafts.names(_PART)):
        drafts.forget(form)


def _kept_file(drafts: Drafts) -> bytes:
    found: list[dict[str, Any] | None] = [drafts.kept(form) for form in drafts.names(_PART)]
    packed = "".join(body["part"] for body in found if body)
    unpacked = zlib.decompressobj()
    return unpacked.decompress(base64.b64decode(packed), MOST_BYTES + 1) if packed else b""
