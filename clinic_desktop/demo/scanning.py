"""The papers of the demo's clients: printed here, then read and filed as what comes by mail."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from clinic_desktop.attachments.commands import AddAttachments
from clinic_desktop.attachments.loader.pages import kept_leaves
from clinic_desktop.attachments.model import AttachmentDraft, ReadFile
from clinic_desktop.attachments.queries import scanned_of
from clinic_desktop.clinic import Clinic
from clinic_desktop.demo.facts import Typed, drafted
from clinic_desktop.demo.visiting import CaseKey, EveningClock
from clinic_desktop.press.blocks import Block, Scale, beside, gap
from clinic_desktop.press.sheet import WIDTH, Paper, Sheet
from clinic_desktop.scanner.scanning import scan
from clinic_desktop.values import dates

_SCALE = Scale(12.0, 10.0, 18.0, 20.0)
_TITLE = Scale(20.0, 10.0, 20.0, 30.0)
_OF_A_CASE = "SELECT client_id FROM cases WHERE id = ?"


def file_papers(clinic: Clinic, clock: EveningClock, typed: Sequence[Typed], cases: Mapping[CaseKey, int]) -> None:
    """File them in the order of the file, each on its day."""
    today = clock.today()
    for one in typed:
        case = cases[one["client"], one["case"]]
        client = clinic.read.one(_OF_A_CASE, case)["client_id"]
        apart = ("client", "case", "file", "about", "filed_days_ago", "lines", "pages")
        draft = AttachmentDraft(about=_newest(clinic, client, one.get("about", "")), **drafted(one, today, *apart))
        pdf = _printed((one["lines"], *one.get("pages", ())), dates.kept(draft.day))
        scanned = scan(pdf)
        file = ReadFile(one["file"], kept_leaves(clinic.blobs, scanned), hashlib.sha256(pdf).hexdigest())
        clock.turn_to(today - timedelta(days=one["filed_days_ago"]))
        clinic.do(AddAttachments(client, case, (file,), draft))
    clock.turn_to(today)


def _newest(clinic: Clinic, client: int, kind: str) -> str:
    """What was written down last of that kind, "" for no kind."""
    known = [key for key in scanned_of(clinic.read, client) if kind and key.startswith(f"{kind}:")]
    return max(known, key=lambda key: int(key.partition(":")[2]), default="")


def _printed(pages: Sequence[Sequence[str]], day: date | None) -> bytes:
    """A letter as its sender would print it."""
    sheet = Sheet(Paper(pages[0][0], pages[0][0], "", ()), lambda _: None)
    for at, lines in enumerate(pages):
        if at:
            sheet.turn()
        for place, words in enumerate(lines):
            scale = _SCALE if place else _TITLE
            block = Block(scale, WIDTH, 0.0)
            block.say(words.replace("{day}", dates.printed(day) if day else ""), None if place else scale.strong)
            beside(sheet, [(0.0, block)]) if words else gap(sheet, scale.lead)
    return sheet.pdf()
