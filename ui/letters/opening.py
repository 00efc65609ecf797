"""The pages of letters that open inside a chart: the choice of one, a draft, one that was issued."""

from collections.abc import Callable
from contextlib import suppress
from functools import partial

from PySide6.QtWidgets import QWidget

from clinic_desktop.errors import ClinicError, Missing
from clinic_desktop.letters.commands.letters import RetireLetter, WriteLetter
from clinic_desktop.letters.loader import shipped
from clinic_desktop.letters.model import LetterDraft, LetterId
from clinic_desktop.letters.queries.denials import denial_told
from clinic_desktop.letters.queries.letters import letter, letters_of
from clinic_desktop.letters.rules.composing import voice_of
from clinic_desktop.referrals.queries import codes_of
from clinic_desktop.store.command import Command
from clinic_desktop.wording import say
from ui.kit.paper_page import PaperPage
from ui.letters.editor import LetterMaker
from ui.letters.page import LetterPage
from ui.letters.picker import LetterPicker
from ui.session import Session
from ui.superbills.making import Making

_LIST = "documents/letters"


def letter_page(making: Making, rest: str) -> PaperPage:
    """A letter of this client by its row, "12", in it a part, "12/to"; "new" is the choice of one, and "new/extension"
    or "new/appeal_internal/3", about denial 3, a draft that is begun. Raises Missing."""
    first, _, then = rest.partition("/")
    if first == "new" and not then:
        return PaperPage(lambda page: _picker(making, page), "letter/new")
    if first != "new":
        return _shown(making, LetterId(int(first)), then)
    kind, _, denial = then.partition("/")
    known = _known(making, kind, int(denial or 0))
    if known:
        return _shown(making, known, "")
    row, drop = _begun(making, kind, int(denial or 0))
    made = _shown(making, row, "")
    version = letter(making.session.clinic.read, row).row.version
    made.only_looked_at(partial(_drop_untouched, making.session, row, partial(drop, RetireLetter(row, version))))
    making.session.performed.connect(made.note_work)
    return made


def _shown(making: Making, row: LetterId, then: str) -> PaperPage:
    found = letter(making.session.clinic.read, row)
    if found.row.client != making.client:
        raise Missing(say("This letter is another client’s."))

    # What is about a denial comes home to it.
    home = f"denial/{found.draft.denial}" if found.draft.denial else _LIST

    def make(page: PaperPage) -> QWidget:
        if found.row.issued_on:
            return LetterPage(making, row, lambda: page.wanted.emit(home), page.wanted.emit)
        maker = LetterMaker(making, row)
        maker.wanted.connect(lambda _: page.keep())
        maker.wanted.connect(page.wanted)
        maker.left.connect(lambda: page.wanted.emit(home))
        maker.go_to(then)
        return maker

    made = PaperPage(make)
    made.here = f"letter/{row}"
    return made


def _picker(making: Making, page: PaperPage) -> QWidget:
    made = LetterPicker(making)
    made.wanted.connect(page.wanted)
    made.left.connect(lambda: page.wanted.emit(_LIST))
    return made


def _known(making: Making, kind: str, denial: int) -> LetterId | None:
    """The draft that was begun about this denial before: about one denial one is enough, and whoever comes again goes
    on with it."""
    if not making.case:
        raise Missing(say("A case comes first: a letter tells of what the client is treated for."))
    listed = letters_of(making.session.clinic.read, making.case) if denial else ()
    return next((one.id for one in listed if (one.kind, one.denial, one.issued_on) == (kind, denial, None)), None)


def _drop_untouched(session: Session, row: LetterId, drop: Callable[[], object]) -> None:
    """Take a draft away that was only looked at: nothing was chosen or half typed in it, and nobody comes back."""
    drafts = session.clinic.drafts
    if session.is_sending or drafts.kept(f"letter:{row}") or drafts.names(f"letter-anyway:{row}:"):
        return
    # Changed meanwhile, or gone, or the disk is full: then it stays as it is.
    with suppress(ClinicError):
        drop()


def _begun(making: Making, kind: str, denial: int) -> tuple[LetterId, Callable[[Command], None]]:
    """A draft on record, in the voice of whose appeal it is, and what takes it away again."""
    read = making.session.clinic.read
    told = denial_told(read, denial, making.session.clinic.clock.today())
    voice = voice_of(shipped(kind), told.whose if told else "")
    titles = {code: making.codes.title(code) for code in codes_of(read, making.case)}
    draft = LetterDraft(kind=kind, voice=voice, denial=denial)
    row, drop = making.session.begin(WriteLetter(making.case, 0, 0, draft, titles))
    return LetterId(row), drop
