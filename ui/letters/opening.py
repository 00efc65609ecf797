"""The pages of letters that open inside a chart: the choice of one, a draft, one that was issued."""

from PySide6.QtWidgets import QWidget

from clinic_desktop.errors import Missing
from clinic_desktop.letters.commands.letters import WriteLetter
from clinic_desktop.letters.loader import shipped
from clinic_desktop.letters.model import LetterDraft, LetterId
from clinic_desktop.letters.queries.denials import denial_told
from clinic_desktop.letters.queries.letters import letter, letters_of
from clinic_desktop.letters.rules.composing import voice_of
from clinic_desktop.referrals.queries import codes_of
from clinic_desktop.wording import say
from ui.kit.paper_page import PaperPage
from ui.letters.editor import LetterMaker
from ui.letters.page import LetterPage
from ui.letters.picker import LetterPicker
from ui.superbills.making import Making

_LIST = "documents/letters"


def letter_page(making: Making, rest: str) -> PaperPage:
    """A letter of this client by its row, "12", in it a part, "12/to"; "new" is the choice of one, and "new/extension"
    or "new/appeal_internal/3", about denial 3, a draft that is begun. Raises Missing."""
    first, _, then = rest.partition("/")
    if first == "new" and not then:
        return PaperPage(lambda page: _picker(making, page), "letter/new")
    if first == "new":
        kind, _, denial = then.partition("/")
        row, then = _begun(making, kind, int(denial or 0)), ""
    else:
        row = LetterId(int(first))
    found = letter(making.session.clinic.read, row)
    if found.row.client != making.client:
        raise Missing(say("This letter is another client’s."))

    # What is about a denial comes home to it.
    home = f"denial/{found.draft.denial}" if found.draft.denial else _LIST

    def make(page: PaperPage) -> QWidget:
        if found.row.issued_on:
            return LetterPage(making, row, lambda: page.wanted.emit(home), page.wanted.emit)
        maker = LetterMaker(making, row)
        maker.wanted.connect(page.wanted)
        maker.left.connect(lambda: page.wanted.emit(home))
        maker.go_to(then)
        return maker

    return PaperPage(make)


def _picker(making: Making, page: PaperPage) -> QWidget:
    made = LetterPicker(making)
    made.wanted.connect(page.wanted)
    made.left.connect(lambda: page.wanted.emit(_LIST))
    return made


def _begun(making: Making, kind: str, denial: int) -> LetterId:
    """A draft on record, in the voice of whose appeal it is; that which was begun about this denial before."""
    if not making.case:
        raise Missing(say("A case comes first: a letter tells of what the client is treated for."))
    read = making.session.clinic.read
    # About a denial one is enough: whoever comes again goes on with it.
    for one in letters_of(read, making.case) if denial else ():
        if (one.kind, one.denial, one.issued_on) == (kind, denial, None):
            return one.id
    told = denial_told(read, denial)
    voice = voice_of(shipped(kind), told.whose if told else "")
    titles = {code: making.codes.title(code) for code in codes_of(read, making.case)}
    draft = LetterDraft(kind=kind, voice=voice, denial=denial)
    return LetterId(making.session.run(WriteLetter(making.case, 0, 0, draft, titles)))
