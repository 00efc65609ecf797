"""The letters of a case."""

from collections.abc import Iterator
from typing import Any

from clinic_desktop.letters.queries.letters import letter, letters_of
from clinic_desktop.packets.model.parts import Part
from clinic_desktop.packets.queries.parts.asked import PartsAsked
from clinic_desktop.values.dates import printed
from clinic_desktop.wording import say


def letters_offered(asked: PartsAsked) -> Iterator[Part]:
    """Each letter that is not void, the newest first, drafts on top: a draft has to be issued before it goes out."""
    for one in letters_of(asked.read, asked.case):
        if one.voided_on is None:
            title = say("{name}, {day}", name=one.title, day=printed(one.issued_on)) if one.issued_on else one.title
            yield Part(
                f"letter:{one.id}",
                "letter",
                title,
                on=one.issued_on,
                is_signed=one.issued_on is not None,
                # What was written stands in words.
                may_tell=True,
                fix=f"letter/{one.id}",
                mark=f"{one.version}:{one.digest}",
                sort=one.kind,
                stands_for=f"denial:{one.denial}" if one.denial else "",
                **(_as_issued(asked, one.id) if one.issued_on else {}),
            )


def _as_issued(asked: PartsAsked, row: int) -> dict[str, Any]:
    """Who signs an issued letter, where that is not the clinic; and whether it speaks of the table of criteria."""
    found = letter(asked.read, row)
    voice = found.draft.voice
    signer = voice if voice in ("member", "prescriber") else ""
    return {"signer": signer, "names_criteria": bool(found.paper and found.paper.names_criteria)}
