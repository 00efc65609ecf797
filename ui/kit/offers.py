"""What an empty list offers to do: the words of its button, and what the button does."""

from collections.abc import Callable

from clinic_desktop.wording import say
from ui.kit.text import isolated

Offer = tuple[str, Callable[[], object]]
# A longer one does not fit on a button.
_LETTERS_OF_A_NAME = 60


def offer_to_add(name: str, otherwise: str, add: Callable[[], object]) -> Offer:
    """A button that adds what was looked for, by its name; `otherwise` are its words without a name, or with one that
    is too long for a button."""
    return say("Add {name}", name=isolated(name)) if 0 < len(name) <= _LETTERS_OF_A_NAME else otherwise, add
