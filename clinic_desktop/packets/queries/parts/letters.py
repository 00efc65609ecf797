"""The letters of a case."""

from collections.abc import Iterator

from clinic_desktop.letters.queries import letters_of
from clinic_desktop.packets.model.parts import Part
from clinic_desktop.packets.queries.parts.asked import PartsAsked

# Whoever speaks signs it; for the clinic it is signed as it is issued.
_THEY_SIGN = ("member", "prescriber")


def letters_offered(asked: PartsAsked) -> Iterator[Part]:
    """Each letter that is not void, the newest first, drafts on top: a draft has to be issued before it goes out."""
    for one in letters_of(asked.read, asked.case):
        if one.voided_on is None:
            yield Part(
                f"letter:{one.id}",
                "letter",
                one.title,
                on=one.issued_on,
                is_signed=one.issued_on is not None,
                # What was written stands in words.
                may_tell=True,
                fix=f"letter/{one.id}",
                mark=f"{one.version}:{one.digest}",
                sort=one.kind,
                stands_for=f"denial:{one.denial}" if one.denial else "",
                dated=(one.issued_on,) if one.issued_on else (),
                signer=one.voice if one.issued_on and one.voice in _THEY_SIGN else "",
                names_criteria=one.names_criteria,
            )
