"""Pages of a clean PDF: they look as they did, can be searched, and have sheets that need no second look."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pdfs
import pikepdf
import pypdfium2
import pytest
from hostile import annotation, changed, draw, first, form, plain, stream
from papers import paper
from pikepdf import Array, Dictionary, Name, Pdf, String
from PIL import Image
from reportlab.pdfgen.canvas import Canvas
from scanner_pages import apart, ink

from clinic_desktop.press.sheet import Paper, draw_line, new_canvas
from clinic_desktop.press.text import Type, set_line
from clinic_desktop.scanner.rebuilding import rebuilt
from clinic_desktop.scanner.scanning import scan

ROOT = Path(__file__).parents[2]
SUPERBILL = (ROOT / "resources" / "pictures" / "superbill-paper.pdf").read_bytes()


def clean(pdf: bytes) -> bytes:
    return rebuilt(pdf)[0]


def test_the_text_of_a_page_can_be_searched_and_every_font_stays() -> None:
    with pypdfium2.PdfDocument(SUPERBILL) as source, pypdfium2.PdfDocument(clean(SUPERBILL)) as made:
        texts = [[page.get_textpage().get_text_range() for page in one] for one in (source, made)]
    assert texts[0] == texts[1] and "Tacoma" in texts[0][0]
    assert apart(SUPERBILL, clean(SUPERBILL)) == 0
    assert pdfs.reader(clean(SUPERBILL)).pages[0].extract_text() == pdfs.reader(SUPERBILL).pages[0].extract_text()


def test_unicode_is_read_as_it_was_written() -> None:
    made = scan(unicode_paper())
    assert made.has_text
    assert pdfs.as_viewed(made.pdf) == "Łukasz Nguyễn – naïve café 100 €"


def unicode_paper() -> bytes:
    """With a font that the program carries."""
    made = BytesIO()
    canvas = new_canvas(made, Paper("", "", ""))
    draw_line(canvas, 72, 600, set_line("Łukasz Nguyễn – naïve café 100 €", Type(12)))
    canvas.showPage()
    canvas.save()
    return made.getvalue()


@pytest.mark.parametrize("turn", [0, 90, 180, 270, -90, 450])
def test_a_turned_page_stays_turned(turn: int) -> None:
    source = changed(lambda pdf: setattr(first(pdf), "Rotate", turn))
    made = clean(source)
    assert apart(source, made) == 0
    with pikepdf.open(BytesIO(made)) as pdf:
        assert pdf.pages[0].obj.get(Name.Rotate, 0) == turn % 360


def inherited(pdf: Pdf) -> None:
    """All that a page has stands above it."""
    for key in ("MediaBox", "Resources"):
        pdf.Root.Pages[Name("/" + key)] = first(pdf)[Name("/" + key)]
        for page in pdf.pages:
            del page.obj[Name("/" + key)]
    for page in pdf.pages:
        del page.obj.Rotate
    pdf.Root.Pages.Rotate = 90


def test_what_stands_above_the_pages_is_theirs() -> None:
    source = changed(inherited)
    made = clean(source)
    assert [apart(source, made, page) for page in (0, 1)] == [0, 0]
    with pikepdf.open(BytesIO(made)) as pdf:
        assert set(pdf.pages[1].obj.keys()) == {"/Type", "/MediaBox", "/Resources", "/Contents", "/Rotate", "/Parent"}
        assert set(pdf.Root.keys()) == {"/Type", "/Pages"}


@pytest.mark.parametrize(
    ("keys", "size"),
    [
        ({"MediaBox": [100, 50, 712, 842]}, (612, 792)),
        ({"MediaBox": [612, 792, 0, 0]}, (612, 792)),
        ({"CropBox": [100, 100, 400, 300]}, (300, 200)),
        ({"CropBox": [-500, 300, 5000, 5000]}, (612, 492)),
        ({"UserUnit": 2}, (1224, 1584)),
        ({"MediaBox": [0, 0, 1008, 612], "Rotate": 90}, (1008, 612)),
        ({"MediaBox": [0, 0, 595.2756, 841.8898]}, (595.2756, 841.8898)),
    ],
)
def test_a_sheet_begins_at_0_and_is_what_was_shown(keys: dict[str, Any], size: tuple[float, float]) -> None:
    def put(pdf: Pdf) -> None:
        for key, value in keys.items():
            first(pdf)[Name("/" + key)] = Array(value) if isinstance(value, list) else value

    source = changed(put)
    made = clean(source)
    with pikepdf.open(BytesIO(made)) as pdf:
        page = pdf.pages[0].obj
        assert [float(one) for one in page.MediaBox] == [0, 0, *size]
        assert not {"/CropBox", "/UserUnit", "/TrimBox"} & set(page.keys())
    if "UserUnit" not in keys:
        assert apart(source, made) < 0.5
    assert "The first page" in pdfs.pages(made)[0]


def test_a_pattern_moves_with_its_page() -> None:
    def put(pdf: Pdf) -> None:
        tile = stream(pdf, b"0 0 5 5 re f", PatternType=1, PaintType=1, TilingType=1, BBox=Array([0, 0, 10, 10]))
        tile.XStep, tile.YStep, tile.Resources = 10, 10, Dictionary()
        pdf.pages[0].add_resource(tile, Name.Pattern, Name.P)
        pdf.pages[0].contents_add(b"/Pattern cs /P scn 103 53 400 300 re f")
        first(pdf).MediaBox = Array([3, 3, 615, 795])

    source = changed(put)
    assert apart(source, clean(source)) < 0.5


def filled() -> bytes:
    made = BytesIO()
    canvas = Canvas(made, (612, 792), invariant=1)
    fields = canvas.acroForm
    fields.textfield(name="who", x=100, y=600, width=200, height=20, value="Ann Example", fontName="Helvetica")
    fields.checkbox(name="yes", x=100, y=550, checked=True)
    fields.checkbox(name="no", x=200, y=550, checked=False)
    canvas.showPage()
    canvas.save()
    return made.getvalue()


def unpictured(pdf: Pdf) -> None:
    """Filled in by a program that leaves it to the reader to draw."""
    for one in first(pdf).Annots:
        if Name.Tx == one.FT:
            del one.AP
            one.V = String("Zoë Example")
    pdf.Root.AcroForm.NeedAppearances = True


def test_what_is_filled_in_stays_seen_and_can_be_searched() -> None:
    for source, name in ((filled(), "Ann Example"), (changed(unpictured, filled()), "Zoë Example")):
        made, removed = rebuilt(source)
        assert removed == ["fields"]
        assert name in pdfs.as_viewed(made)
        # One of two boxes is ticked.
        assert ink(made, (102, 224, 118, 240)) > ink(made, (202, 224, 218, 240)) > 0
        assert not pdfs.reader(made).get_fields()


def test_what_is_noted_on_a_page_stays_seen_and_what_is_hidden_stays_hidden() -> None:
    def noted(flags: int) -> bytes:
        def put(pdf: Pdf) -> None:
            annotation(pdf, Subtype=Name.Square, C=Array([1, 0, 0])).F = flags

        return clean(changed(put))

    place = (95, 637, 205, 697)
    bare = ink(clean(plain()), place)
    assert ink(noted(4), place) > bare and ink(noted(0), place) > bare
    for hidden in (2, 6, 32):
        assert ink(noted(hidden), place) == bare
    stamp = changed(lambda pdf: annotation(pdf, Subtype=Name.Stamp, AP=Dictionary(N=turned_look(pdf))))
    assert apart(stamp, clean(stamp)) < 0.5 and ink(clean(stamp), place) > bare


def test_words_that_show_only_where_one_points_are_told_as_taken_out() -> None:
    noted = changed(lambda pdf: annotation(pdf, Subtype=Name.Text, Contents=String("Call her back")))
    assert rebuilt(noted)[1] == ["comments"]
    written = changed(
        lambda pdf: annotation(pdf, Subtype=Name.FreeText, Contents=String("Left knee"), DA=String("/Helv 12 Tf 0 g"))
    )
    made, removed = rebuilt(written)
    assert removed == [] and "Left knee" in pdfs.as_viewed(made)


def turned_look(pdf: Pdf) -> pikepdf.Object:
    made = form(pdf, b"1 0 0 rg 0 0 60 20 re f", Matrix=Array([0, 1, -1, 0, 0, 0]))
    made.BBox = Array([0, 0, 100, 50])
    return made


def layered(hidden: bool, **more: Any) -> bytes:
    """A black square in a layer, another in a drawing of that layer, and a line that goes on after both."""

    def put(pdf: Pdf) -> None:
        layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("Draft")))
        default = Dictionary(OFF=Array([layer] if hidden else []), **more)
        pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=default)
        page = pdf.pages[0]
        page.add_resource(layer, Name.Properties, Name.Layer)
        page.contents_add(
            b"/OC /Layer BDC 2 w 300 300 50 50 re f BT /F1 20 Tf 300 400 Td (secret draft) Tj ET q EMC"
            b" 1 0 0 RG 10 w 300 280 m 400 280 l S Q"
        )
        draw(pdf, form(pdf, b"0 0 60 60 re f", OC=layer))

    return changed(put)


@pytest.mark.parametrize("hidden", [True, False])
def test_a_hidden_layer_is_taken_out_and_one_that_is_shown_stays(hidden: bool) -> None:
    source = layered(hidden)
    made, removed = rebuilt(source)
    assert removed == (["layers"] if hidden else [])
    assert apart(source, made) == 0
    assert ("secret draft" in pdfs.words(made)) is not hidden
    # What comes after a hidden piece is drawn as it was, with the pen that it was drawn with.
    assert ink(made, (300, 500, 400, 520)) > 50


def test_a_layer_for_the_printer_alone_is_not_shown() -> None:
    usage = Dictionary(View=Dictionary(ViewState=Name.OFF), Print=Dictionary(PrintState=Name.ON))

    def put(pdf: Pdf) -> None:
        layer = pdf.Root.OCProperties.OCGs[0]
        layer.Usage = usage
        rule = Dictionary(Event=Name.View, Category=Array([Name.View]), OCGs=Array([layer]))
        pdf.Root.OCProperties.D.AS = Array([rule])

    source = changed(put, layered(hidden=False))
    made, removed = rebuilt(source)
    assert removed == ["layers"] and "secret draft" not in pdfs.words(made)
    assert apart(source, made) == 0


def test_what_pages_share_stays_shared() -> None:
    def put(pdf: Pdf) -> None:
        image = stream(pdf, bytes(range(256)) * 1200, Subtype=Name.Image, Width=640, Height=480, BitsPerComponent=8)
        image.ColorSpace = Name.DeviceGray
        for page in pdf.pages:
            page.add_resource(image, Name.XObject, Name.Logo)
            page.contents_add(b"q 200 0 0 150 100 100 cm /Logo Do Q")

    made = clean(changed(put, paper(*["page"] * 20)))
    with pikepdf.open(BytesIO(made)) as pdf:
        assert len({page.Resources.XObject.Logo.objgen for page in pdf.pages}) == 1
        assert len(pdf.pages) == 20
    assert len(made) < 20_000


def colored(pdf: Pdf) -> None:
    """Pictures and paints in the spaces of colors that papers come in."""
    gray = Dictionary(FunctionType=2, Domain=Array([0, 1]), C0=Array([0, 0, 0, 0]), C1=Array([0, 1, 1, 0]), N=1)
    profile = stream(pdf, b"", N=3, Alternate=Name.DeviceRGB)
    spaces: list[tuple[Any, int]] = [
        (Name.DeviceGray, 1), (Name.DeviceRGB, 3), (Name.DeviceCMYK, 4), (Array([Name.ICCBased, profile]), 3),
        (Array([Name.Indexed, Name.DeviceRGB, 255, String(bytes(range(256)) * 3)]), 1),
        (Array([Name.Indexed, Name.DeviceRGB, 255, stream(pdf, bytes(range(256)) * 3)]), 1),
        (Array([Name.Separation, Name.Spot, Name.DeviceCMYK, gray]), 1),
        (Array([Name.CalRGB, Dictionary(WhitePoint=Array([0.95, 1, 1.09]))]), 3),
    ]  # fmt: skip
    page = pdf.pages[0]
    for number, (space, colors) in enumerate(spaces):
        for bits in (8, 16):
            image = stream(pdf, bytes(range(0, 240, 5)) * colors * (bits // 8), Subtype=Name.Image, Width=8, Height=6)
            image.ColorSpace, image.BitsPerComponent = space, bits
            if number == 1:
                image.SMask = stream(pdf, bytes(range(200, 248)), Subtype=Name.Image, Width=8, Height=6)
                image.SMask.ColorSpace, image.SMask.BitsPerComponent = Name.DeviceGray, 8
            name = f"/I{number}x{bits}"
            page.add_resource(image, Name.XObject, Name(name))
            page.contents_add(f"q 60 0 0 45 {10 + 70 * number} {bits * 20} cm {name} Do Q".encode())
    shading = Dictionary(ShadingType=2, ColorSpace=Name.DeviceCMYK, Coords=Array([0, 0, 300, 0]), Function=gray)
    page.add_resource(shading, Name.Shading, Name.S)
    group = Dictionary(S=Name.Transparency, CS=Name.DeviceGray)
    mask = Dictionary(S=Name.Luminosity, G=form(pdf, b"0.5 g 0 0 100 100 re f", Group=group))
    page.add_resource(Dictionary(SMask=mask, ca=0.5), Name.ExtGState, Name.G)
    page.contents_add(b"q 0 500 300 100 re W n /S sh Q q /G gs 1 0 0 rg 0 0 90 90 re f Q")


def test_pictures_masks_and_paints_of_all_sorts_look_as_they_did() -> None:
    source = changed(colored)
    made = clean(source)
    assert apart(source, made) == 0
    assert ink(made, (0, 190, 300, 290)) > 20
    assert clean(made) == clean(clean(made))


def test_a_letter_that_is_drawn_stays() -> None:
    def put(pdf: Pdf) -> None:
        font = Dictionary(Type=Name.Font, Subtype=Name.Type3, FontBBox=Array([0, 0, 1000, 1000]))
        font.FontMatrix, font.FirstChar, font.LastChar = Array([0.001, 0, 0, 0.001, 0, 0]), 97, 97
        font.CharProcs = Dictionary(sq=stream(pdf, b"1000 0 0 0 750 750 d1 0 0 750 750 re f"))
        font.Widths, font.Encoding = Array([1000]), Dictionary(Differences=Array([97, Name.sq]))
        pdf.pages[0].add_resource(font, Name.Font, Name.T3)
        pdf.pages[0].contents_add(b"BT /T3 40 Tf 300 300 Td (aa) Tj ET")

    source = changed(put)
    assert apart(source, clean(source)) == 0 and ink(clean(source), (300, 460, 400, 490)) > 50


def test_a_file_without_anything_to_take_out_says_nothing_of_it() -> None:
    made = scan(paper("one", "two"))
    assert made.removed == () and made.kind == "pdf" and made.pages == 2 and made.has_text


def test_what_was_taken_out_is_named() -> None:
    source = changed(lambda pdf: annotation(pdf, Subtype=Name.Link, A=Dictionary(S=Name.URI, URI=String("https://x"))))
    assert scan(source).removed == ("links",)


def test_a_page_without_text_has_none() -> None:
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        kept = BytesIO()
        pdf.save(kept)
    assert not scan(kept.getvalue()).has_text
    assert Image.open(BytesIO(scan(kept.getvalue()).thumbnail)).size == (248, 320)
