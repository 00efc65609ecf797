"""Makes a clean PDF of a stranger’s file: what it is and how large is seen here, all else in a process of its own."""

from clinic_desktop.scanner.asking import ChildAnswer, asked
from clinic_desktop.scanner.kinds import kind_of
from clinic_desktop.scanner.limits import MOST_BYTES, MOST_PAGES, SECONDS
from clinic_desktop.scanner.scanned import Scanned
from clinic_desktop.scanner.troubles import refused
from clinic_desktop.wording import mark, say

# What the child names as taken out, in the order in which a sentence tells them.
REMOVED = {
    "scripts": mark("JavaScript"),
    "launches": mark("actions that start programs"),
    "actions": mark("actions"),
    "links": mark("links"),
    "files": mark("embedded files"),
    "media": mark("sound, film and 3D"),
    "fields": mark("form fields (what is filled in stays)"),
    "comments": mark("comments that are not shown"),
    "layers": mark("hidden layers"),
    "postscript": mark("PostScript"),
}


def scan(content: bytes, *, seconds: float = SECONDS) -> Scanned:
    """The file as a clean PDF: its pages look as they did, and nothing in it runs, opens or calls anything.

    Takes a second for ten scanned pages and `seconds` at most, so it belongs in a job. It knows no clinic and
    keeps nothing; the same bytes come of the same file. Raises errors.Refused with one plain sentence at the field ""
    for all that is wrong with the file, and for a child that hangs or dies.
    """
    if not content:
        raise refused("empty")
    if len(content) > MOST_BYTES:
        raise refused("large", len(content))
    kind = kind_of(content)
    if kind is None:
        raise refused("kind")
    return _believed(asked("scan", kind, content, seconds=seconds), kind)


def _believed(answer: ChildAnswer, kind: str) -> Scanned:
    """What the child says, each word of it only if it is one of those that it may say."""
    pages, has_text = answer.facts.get("pages"), answer.facts.get("has_text")
    named = answer.facts.get("removed")
    pdf, thumbnail = answer.parts if len(answer.parts) == len(("pdf", "thumbnail")) else (b"", b"")
    if (
        not (isinstance(pages, int) and 1 <= pages <= MOST_PAGES)
        or not isinstance(has_text, bool)
        or not isinstance(named, list)
        or not pdf.startswith(b"%PDF-")
        or not thumbnail.startswith(b"\xff\xd8\xff")
    ):
        raise refused("died")
    removed = tuple(say(words) for key, words in REMOVED.items() if key in named)
    return Scanned(pdf, kind, pages, has_text, thumbnail, removed)
