"""The sheet with the recovery key: plain text, so that any computer shows it and any printer prints it."""

from datetime import date

from clinic_desktop.values.dates import printed
from clinic_desktop.wording import say


def recovery_sheet(clinic: str, key: str, today: date) -> str:
    """The text of the sheet; the key stands in groups, three to a line, with their numbers: two are asked for by
    them."""
    groups = key.split("-")
    lines = [
        say("Groups {first} to {last}: {groups}", first=at + 1, last=at + 3, groups="  ".join(groups[at : at + 3]))
        for at in range(0, len(groups), 3)
    ]
    parts = (
        say("RECOVERY KEY"),
        clinic,
        say("Made on {day} with Clinic Desktop", day=printed(today)),
        "",
        *lines,
        "",
        say("This key opens the clinic’s record when every password is forgotten."),
        say("Keep it where you keep deeds and passports: not beside the computer, not on the computer."),
        say("Whoever has it and the computer can read everything. A new key makes this one useless."),
        "",
        say("To use it: start Clinic Desktop, choose “I forgot the password”, and type the nine groups."),
    )
    return "\n".join(parts) + "\n"
