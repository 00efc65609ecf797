"""Where what pre-flight found of a packet is put right: in the builder itself, or in another part of the chart."""

from clinic_desktop.packets.model.view import PacketView
from clinic_desktop.superbills.rules.fixes import Fix
from clinic_desktop.wording import say

# The place of a field that stands in the builder.
HERE = ""


def fix_of(view: PacketView, field: str) -> Fix | None:
    """The way to a field; None where nothing can be done about it from here."""
    what, _, rest = field.partition("/")
    at = f"{view.packet.client}/of/{view.packet.case}"
    if what == "packet":
        return _of_packet(at, rest)
    if what == "criteria":
        return Fix(HERE, field, say("Answer it"))
    if what in ("days", "gone"):
        return Fix(HERE, field, say("Choose days") if what == "days" else say("Take it out"))
    if what == "visits":
        return Fix("clients", f"{at}/note/{rest}", say("Open the note")) if int(rest) else None
    if what == "parts":
        return _of_part(view, at, rest)
    return None


def _of_packet(at: str, field: str) -> Fix | None:
    elsewhere = {
        "prescription": Fix("clients", f"{at}/prescription/new", say("Add the prescription")),
        "authorization": Fix("clients", f"{at}/authorization/new", say("Add the authorization")),
        "plan": Fix("clients", f"{at}/plan", say("Open the plan")),
        "license": Fix("settings", "therapists", say("Open the therapists")),
        "letter": Fix("clients", f"{at}/letter/new", say("Write the letter")),
        "policy": Fix("clients", f"{at}/policy/new", say("Add the policy")),
        "denial": Fix("clients", f"{at}/denial/new", say("Enter denial")),
        "client": Fix("clients", at, say("Open the client")),
        "release": Fix("clients", f"{at}/consent/new", say("Add the release")),
    }
    if field in elsewhere:
        return elsewhere[field]
    if field == "rules":
        return None
    return Fix(HERE, f"packet/{field}", say("Go to the field") if field != "parts" else say("Choose parts"))


def _of_part(view: PacketView, at: str, key: str) -> Fix | None:
    part = next((one for one in view.parts if one.key == key), None)
    if part is None or not part.fix or view.kept.keys() & set(part.told):
        return Fix(HERE, f"parts/{key}", say("Take it out"))
    if part.is_signed is False:
        return Fix("clients", f"{at}/{part.fix}", say("Open it"))
    return Fix(HERE, f"parts/{key}", say("Go to the part"))
