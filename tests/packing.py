"""Parts of packets for tests: tiny PDFs written by hand, each page with a mark that tells it from any other."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from clinic_desktop.packets.model.paper import CoverFacts, Criterion, LeftOut, Limit, PacketPaper, PartPaper

MADE_ON = date(2026, 11, 29)
LETTER = (0.0, 0.0, 612.0, 792.0)
COVER = CoverFacts(
    clinic_name="Alder & Rowe Massage",
    payer_name="Cascade Mutual Health Plan",
    purpose="We ask for an internal appeal of the denial of 11/12/2026.",
    way="fax",
    confidentiality=(
        "This fax holds health information that the law protects. If you are not the person it is meant for, please "
        "call us at once and destroy it: reading, copying or passing it on is not allowed."
    ),
    clinic_address=("14 Elm Street", "Tacoma, WA 98402"),
    clinic_phone="(253) 555-0140",
    clinic_fax="(253) 555-0141",
    sender="Rowan Alder, LMT",
    attention="Appeals coordinator",
    department="Member appeals",
    payer_fax="(206) 555-0177",
    payer_address=("PO Box 4120", "Seattle, WA 98104"),
    about=(("Patient", "Ana Ruiz"), ("Born", "03/14/1984"), ("Member ID", "CMH 555 0192"), ("Claim", "26-11-0457")),
    left_out=(LeftOut("Visit notes before 06/01/2026", "Not part of the dates asked for"),),
)


@dataclass(frozen=True)
class RawPage:
    """A page with its mark near its lower left corner as shown; `crop` None is the whole of `media`."""

    mark: str
    media: tuple[float, float, float, float] = LETTER
    crop: tuple[float, float, float, float] | None = None
    rotate: int = 0
    unit: float = 1.0
    is_bled: bool = False
    extra: str = ""


def raw_pdf(pages: Sequence[RawPage], *, inherits: bool = False, begin: str = "", end: str = "") -> bytes:
    """A PDF of those pages; with `inherits` they have their resources from the root of all pages. What stands in
    `begin` and `end` is drawn before and after each page's own."""
    font = "<</Font <</F1 <</Type/Font/Subtype/Type1/BaseFont/Helvetica>> >> >>"
    kids = " ".join(f"{4 + 2 * at} 0 R" for at in range(len(pages)))
    shared = f"/Resources {font}" if inherits else ""
    objects = ["<</Type/Catalog/Pages 2 0 R>>", f"<</Type/Pages/Kids[{kids}]/Count {len(pages)} {shared}>>", font]
    for at, page in enumerate(pages):
        box = "[" + " ".join(f"{one:g}" for one in page.media) + "]"
        crop = "/CropBox [" + " ".join(f"{one:g}" for one in page.crop) + "]" if page.crop else ""
        own = "" if inherits else "/Resources 3 0 R"
        more = f"/Rotate {page.rotate} /UserUnit {page.unit:g} {crop} {own} {page.extra}"
        objects.append(f"<</Type/Page/Parent 2 0 R/MediaBox {box} {more} /Contents {5 + 2 * at} 0 R>>")
        drawn = f"{begin}\n{_drawn(page)}\n{end}"
        objects.append(f"<</Length {len(drawn)}>>\nstream\n{drawn}\nendstream")
    return _written(objects)


def part(key: str, pages: int, **shape: object) -> PartPaper:
    """A part of so many pages marked "key:1" and so on."""
    raw = [replace(RawPage(f"{key}:{page}"), **shape) for page in range(1, pages + 1)]  # type: ignore[arg-type]
    return PartPaper(key, f"Part {key}", (), raw_pdf(raw))


def packet(
    *parts: PartPaper, criteria: tuple[Criterion, ...] = (), limit: Limit | None = None, cover: CoverFacts = COVER
) -> PacketPaper:
    """Packet 12 of A.R."""
    title = "Appeal of the denial of 11/12/2026"
    return PacketPaper(12, "AR", title, cover, parts, MADE_ON, criteria, limit or Limit())


def _drawn(page: RawPage) -> str:
    left, lower, right, upper = page.crop or page.media
    bled = f"0.5 g {left:g} {lower:g} {right - left:g} {upper - lower:g} re f 0 g\n" if page.is_bled else ""
    return f"{bled}BT /F1 6 Tf {left + 5:g} {lower + 5:g} Td ({page.mark}) Tj ET"


def _written(objects: Sequence[str]) -> bytes:
    made, places = "%PDF-1.7\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(made))
        made += f"{number} 0 obj\n{one}\nendobj\n"
    rows = "".join(f"{place:010d} 00000 n \n" for place in places)
    size = len(objects) + 1
    trailer = f"trailer\n<</Size {size}/Root 1 0 R>>\nstartxref\n{len(made)}\n%%EOF\n"
    return f"{made}xref\n0 {size}\n0000000000 65535 f \n{rows}{trailer}".encode("latin-1")
