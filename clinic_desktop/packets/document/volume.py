"""What is set of one volume, and the words that name it."""

from dataclasses import dataclass

from clinic_desktop.packets.document.placing import PlacedVolume, Placing
from clinic_desktop.packets.model.paper import PacketPaper
from clinic_desktop.press.blocks import Scale
from clinic_desktop.press.letters import joined
from clinic_desktop.press.sheet import LEFT, LINE, RIGHT, WIDTH, Sheet
from clinic_desktop.press.text import Type, set_line, set_lines
from clinic_desktop.wording import say

# Larger than on other papers: all of it goes through fax machines.
SCALE = Scale(10.4, 9.2, 13.0, 13.6)
HEADING = Type(15.0, bold=True)


@dataclass(frozen=True, slots=True)
class OneVolume:
    """A volume of a packet; `at` counts from 0. `criteria_number` is the printed number of the page that the criteria
    begin on, 0 where there are none."""

    paper: PacketPaper
    placing: Placing
    at: int
    criteria_number: int

    @property
    def here(self) -> PlacedVolume:
        """Its pages."""
        return self.placing.volumes[self.at]

    @property
    def is_only(self) -> bool:
        """Whether the packet has no other one."""
        return len(self.placing.volumes) == 1


def name_words(volume: OneVolume) -> str:
    """What it is called, without the name of the client: "Packet 12, volume 2 of 3"."""
    if volume.is_only:
        return say("Packet {number}", number=volume.paper.number)
    counted = {"number": volume.paper.number, "volume": volume.at + 1, "count": len(volume.placing.volumes)}
    return say("Packet {number}, volume {volume} of {count}", **counted)


def stamp_words(paper: PacketPaper, number: int, count: int) -> str:
    """What stands below each page (domain 6.4): "AR – packet 12 – page 5 of 210"."""
    counted = {"packet": paper.number, "number": number, "count": count}
    if not paper.initials:
        return say("Packet {packet} – page {number} of {count}", **counted)
    return say("{initials} – packet {packet} – page {number} of {count}", initials=paper.initials, **counted)


def running_head(volume: OneVolume, sheet: Sheet) -> None:
    """What stands above each page after the first: which volume it is, and from whom."""
    named = set_line(name_words(volume), SCALE.strong)
    baseline = sheet.y - SCALE.lead * 0.76
    sheet.put(RIGHT, baseline, named, "right")
    clinic = joined((volume.paper.cover.clinic_name,))
    for line in set_lines(" ".join(clinic.split()), SCALE.strong, WIDTH - named.width - SCALE.lead, 1):
        sheet.put(LEFT, baseline, line)
    sheet.y -= SCALE.lead
    sheet.rule(LEFT, RIGHT, sheet.y - 1, LINE)
    sheet.y -= SCALE.lead


def heading(sheet: Sheet, words: str) -> None:
    """The title of a page."""
    for line in set_lines(words, HEADING, WIDTH):
        sheet.put(LEFT, sheet.y - HEADING.size, line)
        sheet.y -= HEADING.size * 1.3
    sheet.y -= SCALE.lead * 0.5


def area_key(part: int, page: int) -> str:
    """What an area of the index or of the criteria leads to: a page of a part, both from 0."""
    return f"{part}/{page}"
