"""How a paper is called, what is typed about it, and what a file that came is told of."""

import re
from collections.abc import Collection, Sequence
from datetime import date
from pathlib import PurePosixPath

from clinic_desktop.attachments.model import ABOUT_KINDS, ATTACHMENT_KINDS, Attachment, AttachmentDraft
from clinic_desktop.values.problems import Problems
from clinic_desktop.values.text import is_blank, plain
from clinic_desktop.values.typed_days import past_day, refuse_before_birth
from clinic_desktop.wording import say, say_many

Values = dict[str, object]
LONGEST_NAME = 200
_LONGEST_NOTE = 10_000
_LONGEST_ENDING = 10
_MEGABYTE = 1024 * 1024
# What cameras, scanners and screens call a file, and numbers: nobody is told anything by these.
_SAYS_NOTHING = re.compile(
    r"(?:scan(?:ned)?|scanner|img|image|dsc[nf]?|pxl|doc(?:ument)?|file|photo|picture|screenshot|untitled|page|pdf|copy"
    r"|to|of|at|[a-z])?[\W\d_]*",
    re.IGNORECASE,
)
# Marks that turn the direction of all that follows: "invoice" and "fdp.exe" behind one would read "invoiceexe.pdf".
_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")


def attachment_values(
    draft: AttachmentDraft, today: date, cases: Collection[int], abouts: Collection[str], born: date | None = None
) -> Values:
    """The columns of what is known of a paper; `cases` are the rows of the client's cases, `abouts` what it may be a
    scan of, as "prescription:12". Raises Refused with all problems."""
    found = Problems()
    if draft.kind not in ATTACHMENT_KINDS:
        found.add("kind", say("Choose one of these."))
    day = past_day(found, "day", draft.day, today)
    refuse_before_birth(found, "day", day, born)
    case = int(draft.case) if draft.case.isascii() and draft.case.isdecimal() else None
    if draft.case and case not in cases:
        found.add("case", say("This client has no such case. Choose one of these, or none."))
    if draft.about and draft.about not in abouts:
        found.add("about", say("This is no longer there. Choose one of these, or none."))
    kind, row = about_parts(draft.about)
    values: Values = {
        "kind": draft.kind,
        "day": day.isoformat() if day else "",
        "title": " ".join(plain(draft.title).split()),
        "note": plain(draft.note),
        "case_id": case,
        "about_kind": kind,
        "about_row": row,
    }
    found.limit(values, {"note": _LONGEST_NOTE})
    found.refuse()
    return values


def about_parts(about: str) -> tuple[str, int | None]:
    """What a paper is a scan of: its kind and row, from "prescription:12"; "" and None of anything else."""
    kind, _, row = about.partition(":")
    is_one = kind in ABOUT_KINDS and row.isascii() and row.isdecimal()
    return (kind, int(row)) if is_one else ("", None)


def about_key(one: Attachment) -> str:
    """What a paper is a scan of as a form has it: "prescription:12", or ""."""
    return f"{one.about_kind}:{one.about_row}" if one.about_kind else ""


def kept_name(name: str) -> str:
    """The name of a file as it is kept: without its folders and what nobody sees, and no longer than it may be; the end
    that says what it is stays."""
    bare = " ".join(_TURNS.sub("", plain(re.split(r"[/\\]", name)[-1])).split())
    ending = PurePosixPath(bare).suffix[:_LONGEST_ENDING]
    return bare if len(bare) <= LONGEST_NAME else bare[: LONGEST_NAME - len(ending)] + ending


def title_from(name: str) -> str:
    """What a paper is called at first, by the name of its file; "" where that is one that a scanner or a camera gave:
    "IMG_2041.jpg" tells nobody anything."""
    stem = PurePosixPath(kept_name(name)).stem
    words = stem.replace("_", " ").split()
    if is_blank(stem) or all(_SAYS_NOTHING.fullmatch(part) for word in words for part in re.split(r"[-.()]", word)):
        return ""
    return " ".join(words)


def called(one: Attachment) -> str:
    """A paper as it is called in a list or a sentence: by its title, else by what it is; where nobody said that yet, by
    the name of its file."""
    return one.title or (one.file_name if one.kind == "other" else "") or kind_words(one.kind)


def kind_words(kind: str) -> str:
    """What a paper is: "Denial letter"."""
    return say(ATTACHMENT_KINDS[kind])


def pages_words(pages: int) -> str:
    """ "1 page", "12 pages"."""
    return say_many("{count} page", "{count} pages", pages)


def removed_words(name: str, removed: Sequence[str]) -> str:
    """What is said of a file that had something in it that runs or opens something."""
    return say(
        "“{name}” was filed without what could run or open something: {what}. Its pages are all there.",
        name=name,
        what=", ".join(removed),
    )


def size_words(size: int) -> str:
    """How large a file is: "340 KB", "2.1 MB"."""
    if size < _MEGABYTE:
        return say("{count} KB", count=max(1, round(size / 1024)))
    return say("{count} MB", count=f"{size / _MEGABYTE:.1f}")
