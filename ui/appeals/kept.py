"""What stands above the form of a step that the client sends, where the client keeps its visits from the plan."""

from clinic_desktop.appeals.model import Appeal
from clinic_desktop.appeals.queries.denials import denial
from clinic_desktop.appeals.queries.telling import denial_telling
from clinic_desktop.restrictions.queries import kept_of
from clinic_desktop.restrictions.rules import own_doing_words
from ui.kit.editor import Editor
from ui.kit.text import Text
from ui.session import Session


def ask_whose_doing(session: Session, found: Appeal, editor: Editor) -> None:
    """Ask whether the client sends it themselves: what the client tells is their own choice."""
    clinic = session.clinic
    of = denial(clinic.read, found.denial)
    kept = kept_of(clinic.read, denial_telling(clinic.read, of, clinic.clock.today()))
    if kept and of.whose == "member":
        editor.put_above(Text(own_doing_words(kept), "strong"))
