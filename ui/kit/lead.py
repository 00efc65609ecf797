"""One main action at a time: where several forms stand on a page, the one in use has the filled button."""

from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from ui.kit.buttons import main_buttons

# The forms that are shown, the last one that came at the end.
_SHOWN: list[QWidget] = []


def on_form_shown(form: QWidget) -> None:
    """A form came into view: its button is the filled one, until the focus goes to another form of that window."""
    _SHOWN.append(form)
    lead(form)


def on_form_hidden(form: QWidget) -> None:
    """A form is gone: the one that came before it leads again; without one every main button is filled."""
    if form not in _SHOWN:
        return
    # One that went with what held it was never hidden, and to ask it anything ends the program.
    _SHOWN[:] = [one for one in _SHOWN if one is not form and isValid(one)]
    window = form.window()
    others = [one for one in _SHOWN if one.window() is window]
    if others:
        lead(others[-1])
    else:
        for made in main_buttons(window):
            made.stand_back(False)


def lead(form: QWidget) -> None:
    """Fill the main button of this form, and no other of its window: that is what Enter presses there. Where the form
    shows none of its own, those of the page around it stay filled."""
    all_of_them = main_buttons(form.window())
    own = [one for one in all_of_them if form.isAncestorOf(one) and one.isVisibleTo(form)]
    for made in all_of_them:
        made.stand_back(bool(own) and made not in own)
