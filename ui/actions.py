"""What the keyboard can do everywhere: actions as data. The sheet of shortcuts is drawn from them."""

from dataclasses import dataclass

from clinic_desktop.wording import mark


@dataclass(frozen=True, slots=True)
class Action:
    """A name that the main window knows, words marked for translation, and a key as Qt spells it."""

    name: str
    words: str
    key: str


EVERYWHERE: tuple[Action, ...] = (
    Action("find", mark("Find a client, payer, prescriber or document"), "Ctrl+K"),
    Action("undo", mark("Undo"), "Ctrl+Z"),
    Action("redo", mark("Redo"), "Ctrl+Shift+Z"),
    Action("lock", mark("Lock"), "Ctrl+L"),
    Action("help", mark("The manual, open at what you do"), "F1"),
    Action("shortcuts", mark("This sheet of shortcuts"), "Ctrl+/"),
    Action("quit", mark("Close the program"), "Ctrl+Q"),
)
IN_FORMS: tuple[Action, ...] = (
    Action("", mark("Save, or go on"), "Enter"),
    Action("", mark("Go back; what is typed is kept"), "Esc"),
    Action("", mark("Next field"), "Tab"),
    Action("", mark("Open the chosen row of a list"), "Enter"),
    Action("", mark("New row in a list"), "Ctrl+N"),
    Action("", mark("Record a visit, in a client’s chart"), "Ctrl+R"),
    Action("", mark("Bill: the document that the case asks for, in a client’s chart"), "Ctrl+B"),
    Action("", mark("Where a document is made: the next kind"), "Ctrl+Shift+B"),
    Action("", mark("Where a document is made: issue it, and print it"), "Ctrl+Shift+P"),
    Action("", mark("Save and sign, in a visit or in its note"), "Ctrl+Shift+Enter"),
    Action("", mark("The four parts of a note"), "Alt+1, Alt+2, Alt+3, Alt+4"),
    Action("", mark("In a report: this or last month, this or last year"), "Alt+1, Alt+2, Alt+3, Alt+4"),
    Action("", mark("In a note: the words of last time"), "Ctrl+D"),
    Action("", mark("In a visit: the whole note as last time"), "Ctrl+Shift+D"),
    Action("", mark("In a benefit statement: the amounts of the line above"), "Ctrl+D"),
    Action("", mark("In a note: what was done otherwise for open flags"), "Ctrl+M"),
    Action("", mark("Log a contact, in a client’s chart"), "Ctrl+J"),
    Action("", mark("File what was copied, on the page Documents"), "Ctrl+V"),
    Action("", mark("Find in this list, or a blank of the call sheet"), "Ctrl+F"),
    Action("", mark("Start the call, and log it"), "Ctrl+Enter"),
    Action("", mark("Print the document that is shown"), "Ctrl+P"),
    Action("", mark("Show a document larger, smaller"), "Ctrl++, Ctrl+−"),
    Action("", mark("In a packet: move a part up, down"), "Alt+Up, Alt+Down"),
    Action("", mark("In a packet: look at the whole of it"), "Ctrl+Shift+V"),
)
