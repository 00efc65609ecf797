"""The sheet of a move to another computer: plain text, so that any printer prints it. No client is named on it."""

from datetime import datetime

from clinic_desktop.values.moments import printed_moment
from clinic_desktop.wording import say


def move_steps() -> tuple[str, ...]:
    """What is to be done on the new computer, in its order."""
    return (
        say("On the new computer, install Clinic Desktop and start it."),
        say("Put the stick in. On the first page, press “Restore a backup”."),
        say("If the backups of the stick are not listed by themselves, press “Look in another folder…” and choose it."),
        say("Choose the newest backup. Type your password, or use the recovery key."),
        say("Look whether the newest visits are there. Then choose the second place for backups again."),
        say("Keep the stick in a safe place. Start this old computer’s program only to look something up."),
    )


def move_sheet(clinic: str, backup: str, made: datetime, content: str) -> str:
    """The text of the sheet: which backup it is, what is in it, and the steps."""
    parts = (
        say("MOVE TO A NEW COMPUTER"),
        clinic,
        "",
        say("The backup: {name}", name=backup),
        say("Made and checked on {when}", when=printed_moment(made)),
        say("In it: {content}", content=content),
        "",
        *(f"{number}. {words}" for number, words in enumerate(move_steps(), 1)),
        "",
        say("The backup is encrypted. It opens only with a password of this clinic, or with its recovery key."),
    )
    return "\n".join(parts) + "\n"
