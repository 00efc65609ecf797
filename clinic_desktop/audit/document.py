"""The audit trail on paper, with where it ends: the number and the seal of the last entry, an anchor that no program
can change."""

from clinic_desktop.audit.model import TrailPaper
from clinic_desktop.practice.document.letterhead import RECORD_SCALE, PaperName, letterhead
from clinic_desktop.press.blocks import PaperColumn, PaperRow, PaperTable, gap, paragraph
from clinic_desktop.press.sheet import WIDTH
from clinic_desktop.values.dates import printed, printed_within
from clinic_desktop.wording import say

_NUMBER, _WHEN, _WHO, _BETWEEN = 44.0, 104.0, 96.0, 10.0
_GROUP = 8


def trail_pdf(paper: TrailPaper) -> bytes:
    """The entries, the newest first, and below them the end of the trail."""
    named = PaperName(say("Audit trail"), paper.about, say("Who did, saw and handed out what"), made_on=paper.made_on)
    sheet = letterhead(paper.clinic, named)
    if not paper.rows:
        paragraph(sheet, say("There is no entry of that kind."), RECORD_SCALE.text, RECORD_SCALE.lead)
    else:
        columns = (
            PaperColumn(say("No."), _NUMBER),
            PaperColumn(say("When"), _WHEN),
            PaperColumn("", _BETWEEN),
            PaperColumn(say("Who"), _WHO),
            PaperColumn("", _BETWEEN),
            PaperColumn(say("What"), WIDTH - _NUMBER - _WHEN - _WHO - 2 * _BETWEEN),
        )
        rows = [
            PaperRow(
                [f"{one.id:,}", printed_within(one.when), "", one.who, "", printed_within(one.what)],
                "",
                5,
                opens=at > 0,
            )
            for at, one in enumerate(paper.rows)
        ]
        PaperTable(RECORD_SCALE, columns).place(sheet, rows)
    gap(sheet, RECORD_SCALE.lead)
    for words in _end_words(paper):
        paragraph(sheet, words, RECORD_SCALE.fine, RECORD_SCALE.lead)
        gap(sheet, RECORD_SCALE.lead * 0.4)
    return sheet.pdf()


def _end_words(paper: TrailPaper) -> tuple[str, ...]:
    seal = " ".join(paper.head.mac[at : at + _GROUP] for at in range(0, len(paper.head.mac), _GROUP))
    words = [
        say(
            "On {day} the audit trail ended with entry {number}. Its seal: {seal}.",
            day=printed(paper.made_on),
            number=f"{paper.head.entries:,}",
            seal=seal or say("none yet"),
        ),
        say(
            "Each entry is sealed together with the one before it. Where the trail no longer has this entry with this "
            "seal, something of it was changed or cut off after this was printed."
        ),
    ]
    if paper.left_out:
        words.insert(0, say("Only the newest entries of that kind are on this paper; there are more."))
    return tuple(words)
