"""What a packet is called, and the initials that are stamped on its pages."""

import unicodedata

from clinic_desktop.wording import say


def initials_of(given: str, family: str) -> str:
    """The client's initials in plain letters from A to Z: "RN" for Rosalind Nguyễn; "" where a name has none."""
    return "".join(_letter(name) for name in (given, family))


def packet_name(number: int) -> str:
    """ "Packet no. 12"; of a draft "Draft of a packet"."""
    return say("Packet no. {number}", number=number) if number else say("Draft of a packet")


def replaced_words(number: int, instead: int) -> str:
    """That another packet came instead of one already."""
    facts = {"other": packet_name(instead), "packet": packet_name(number)}
    return say("{other} came instead of {packet} already.", **facts)


def file_name(number: int, volume: int = 0) -> str:
    """What a file of it is called, without a name of anybody."""
    return f"packet-{number}-{volume}.pdf" if volume else f"packet-{number}.pdf"


def _letter(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).upper()
    return next((one for one in plain if "A" <= one <= "Z"), "")
