"""The end of a paper of the record: who signed it in the program and when, or that nobody did."""

from datetime import datetime

from clinic_desktop.practice.document.letterhead import RECORD_SCALE
from clinic_desktop.practice.model import TherapistNumbers
from clinic_desktop.press.blocks import Block
from clinic_desktop.press.letters import joined
from clinic_desktop.press.sheet import WIDTH
from clinic_desktop.values.moments import printed_moment
from clinic_desktop.wording import say


def signed_block(signer: str, signed_at: datetime | None, therapist: str, numbers: TherapistNumbers) -> Block:
    """The signature of a paper that is signed, as it was made; else its therapist, and in bold that it is not."""
    block = Block(RECORD_SCALE, WIDTH, 0.0)
    npi = say("NPI {number}", number=numbers.npi) if numbers.npi else ""
    license_words = say("License {number}", number=numbers.license) if numbers.license else ""
    if signed_at:
        signed = say("Signed in the clinic’s record by {who} on {when}", who=signer, when=printed_moment(signed_at))
        block.say(joined((signed, npi, license_words)))
    else:
        block.say(joined((therapist, npi, license_words)))
        block.say(say("Draft: not signed"), RECORD_SCALE.strong)
    return block
