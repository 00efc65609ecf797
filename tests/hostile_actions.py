"""PDFs that want to do something: each action there is, in each place that takes one, and things in hiding places."""

from collections.abc import Callable, Iterator
from functools import partial
from io import BytesIO
from itertools import cycle

import pikepdf
from hostile import SENTINEL, Hostile, annotation, attached, changed, draw, first, form, plain, saved, stream
from pikepdf import Array, Dictionary, Name, Pdf, String

_SCRIPT = f"app.alert('{SENTINEL}')"
_WEB = f"https://example.invalid/{SENTINEL}"

_XMP = (
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    f'<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" dc:format="{SENTINEL}"/>'
    "</rdf:RDF></x:xmpmeta>"
).encode()


def _js(pdf: Pdf) -> Dictionary:
    return Dictionary(S=Name.JavaScript, JS=String(_SCRIPT))


def _launch(pdf: Pdf) -> Dictionary:
    return Dictionary(S=Name.Launch, F=String(SENTINEL), Win=Dictionary(F=String("cmd.exe"), P=String(SENTINEL)))


_Action = Callable[[Pdf], Dictionary]
ACTIONS: dict[str, _Action] = {
    "script": _js,
    "script in a stream": lambda pdf: Dictionary(S=Name.JavaScript, JS=stream(pdf, _SCRIPT.encode())),
    "launch": _launch,
    "link": lambda pdf: Dictionary(S=Name.URI, URI=String(_WEB), IsMap=True),
    "other file": lambda pdf: Dictionary(S=Name.GoToR, F=String(f"\\\\{SENTINEL}\\x"), D=Array([0, Name.Fit])),
    "embedded file": lambda pdf: Dictionary(S=Name.GoToE, F=attached(pdf), T=Dictionary(R=Name.C)),
    "send the form": lambda pdf: Dictionary(S=Name.SubmitForm, F=Dictionary(FS=Name.URL, F=String(_WEB)), Flags=4),
    "fill in the form": lambda pdf: Dictionary(S=Name.ImportData, F=String(SENTINEL)),
    "empty the form": lambda pdf: Dictionary(S=Name.ResetForm, Fields=Array([String(SENTINEL)])),
    "print": lambda pdf: Dictionary(S=Name.Named, N=Name.Print, Next=_js(pdf)),
    "play": lambda pdf: Dictionary(S=Name.Rendition, OP=0, JS=String(_SCRIPT)),
    "film": lambda pdf: Dictionary(S=Name.Movie, T=String(SENTINEL), Operation=Name.Play),
    "sound": lambda pdf: Dictionary(S=Name.Sound, Sound=stream(pdf, SENTINEL.encode(), R=8000)),
    "layers": lambda pdf: Dictionary(S=Name.SetOCGState, State=Array([Name.ON]), Next=_js(pdf)),
    "turn the page": lambda pdf: Dictionary(S=Name.Trans, Trans=Dictionary(S=Name.Fly), Next=_launch(pdf)),
    "3D": lambda pdf: Dictionary(S=Name.GoTo3DView, V=String(SENTINEL)),
    "rich media": lambda pdf: Dictionary(S=Name.RichMediaExecute, CMD=Dictionary(C=String(SENTINEL))),
}


def _in_catalog(key: str, value: Callable[[Pdf], object]) -> Callable[[Pdf], None]:
    def put(pdf: Pdf) -> None:
        pdf.Root[Name("/" + key)] = value(pdf)

    return put


def _on_page(key: str, value: Callable[[Pdf], object]) -> Callable[[Pdf], None]:
    def put(pdf: Pdf) -> None:
        first(pdf)[Name("/" + key)] = value(pdf)

    return put


def _field(pdf: Pdf, **keys: object) -> None:
    made = annotation(pdf, Subtype=Name.Widget, FT=Name.Tx, T=String("who"), V=String("Ann"), **keys)
    pdf.Root.AcroForm = Dictionary(Fields=Array([made]), NeedAppearances=True)


def _outline(pdf: Pdf, action: Dictionary) -> None:
    item = pdf.make_indirect(Dictionary(Title=String(SENTINEL), A=action))
    pdf.Root.Outlines = pdf.make_indirect(Dictionary(Type=Name.Outlines, First=item, Last=item, Count=1))
    item.Parent = pdf.Root.Outlines


PLACES: dict[str, Callable[[Pdf, Dictionary], object]] = {
    "as it opens": lambda pdf, action: _in_catalog("OpenAction", lambda _: action)(pdf),
    "as it closes": lambda pdf, action: _in_catalog("AA", lambda _: Dictionary(WC=action, WS=action))(pdf),
    "as a page opens": lambda pdf, action: _on_page("AA", lambda _: Dictionary(O=action, C=action))(pdf),
    "under the mouse": lambda pdf, action: annotation(pdf, Subtype=Name.Link, AA=Dictionary(E=action, PV=action)),
    "in a field": lambda pdf, action: _field(pdf, AA=Dictionary(K=action, F=action, V=action, C=action)),
    "in an entry’s own action": lambda pdf, action: _field(pdf, A=action),
    "in a bookmark": _outline,
    "by a name": lambda pdf, action: _in_catalog(
        "Names", lambda _: Dictionary(JavaScript=Dictionary(Names=Array([String("a"), action])))
    )(pdf),
    "behind another": lambda pdf, action: annotation(
        pdf, Subtype=Name.Link, A=Dictionary(S=Name.GoTo, D=Array([first(pdf), Name.Fit]), Next=Array([action]))
    ),
    "in a picture of a note": lambda pdf, action: annotation(
        pdf, Subtype=Name.Stamp, AP=Dictionary(N=form(pdf, b"0 0 50 50 re f", A=action, AA=Dictionary(O=action)))
    ),
}


def _held(pdf: Pdf) -> None:
    held = Dictionary(Names=Array([String("a"), pdf.make_indirect(attached(pdf))]))
    pdf.Root.Names = Dictionary(EmbeddedFiles=held)


def _outer(pdf: Pdf) -> None:
    first(pdf).Contents = stream(pdf, b"", F=String(f"//{SENTINEL}/x"), FFilter=Name.FlateDecode)


def _extra(kind: str) -> Callable[[Pdf], None]:
    """A key that no such thing has, on something that the page uses."""

    def put(pdf: Pdf) -> None:
        hidden = Dictionary(Type=Name.Action, S=Name.JavaScript, JS=String(_SCRIPT))
        page = pdf.pages[0]
        things: dict[str, pikepdf.Object] = {
            "Font": Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, A=hidden, AA=hidden),
            "ExtGState": Dictionary(Type=Name.ExtGState, CA=1, A=hidden, HTP=hidden),
            "Properties": Dictionary(Type=Name.Thing, A=hidden, JS=String(_SCRIPT)),
            "Shading": Dictionary(ShadingType=2, ColorSpace=Name.DeviceGray, Coords=Array([0, 0, 1, 1]), A=hidden),
            "Pattern": Dictionary(PatternType=2, Shading=Dictionary(A=hidden), AA=hidden),
            "ColorSpace": Array([Name.ICCBased, stream(pdf, b"", N=3, Metadata=stream(pdf, SENTINEL.encode()))]),
            "XObject": form(pdf, b"", Metadata=stream(pdf, SENTINEL.encode()), Ref=Dictionary(F=String(SENTINEL))),
        }
        page.add_resource(things[kind], Name("/" + kind), Name.Evil)

    return put


def _picture_with(**keys: object) -> Callable[[Pdf], None]:
    def put(pdf: Pdf) -> None:
        made = stream(pdf, bytes(12), Subtype=Name.Image, Width=2, Height=2, BitsPerComponent=8, **keys)
        made.ColorSpace = Name.DeviceRGB
        draw(pdf, made)

    return put


def _portfolio(pdf: Pdf) -> None:
    _held(pdf)
    pdf.Root.Collection = Dictionary(D=String(SENTINEL))


def _xml(pdf: Pdf) -> None:
    _field(pdf)
    pdf.Root.AcroForm.XFA = stream(pdf, SENTINEL.encode())


def _on_odd_page(pdf: Pdf) -> None:
    held = stream(pdf, SENTINEL.encode())
    for key in ("Metadata", "Thumb", "AF", "B", "ID", "PZ", "VP"):
        first(pdf)[Name("/" + key)] = held


def _in_odd_catalog(pdf: Pdf) -> None:
    held = Dictionary(RH=_js(pdf), Contents=String(SENTINEL))
    for key in ("Perms", "Requirements", "ViewerPreferences", "Threads", "Legal", "DSS", "Extensions", "SpiderInfo"):
        pdf.Root[Name("/" + key)] = held


HIDDEN: dict[str, Callable[[Pdf], object]] = {
    "files by name": _held,
    "a file pinned to a page": lambda pdf: annotation(pdf, Subtype=Name.FileAttachment, FS=attached(pdf)),
    "files of the document": _in_catalog("AF", lambda pdf: Array([attached(pdf)])),
    "a portfolio": _portfolio,
    "rich media": lambda pdf: annotation(
        pdf, Subtype=Name.RichMedia, RichMediaContent=Dictionary(Assets=Dictionary(Names=Array([attached(pdf)])))
    ),
    "a 3D model": lambda pdf: annotation(
        pdf, Subtype=Name("/3D"), **{"3DD": stream(pdf, SENTINEL.encode(), Subtype=Name.U3D, OnInstantiate=_js(pdf))}
    ),
    "a film": lambda pdf: annotation(pdf, Subtype=Name.Movie, Movie=Dictionary(F=attached(pdf)), A=True),
    "a sound": lambda pdf: annotation(pdf, Subtype=Name.Sound, Sound=stream(pdf, SENTINEL.encode())),
    "a screen": lambda pdf: annotation(pdf, Subtype=Name.Screen, A=ACTIONS["play"](pdf)),
    "a note that pops up": lambda pdf: annotation(pdf, Subtype=Name.Popup, Contents=String(SENTINEL)),
    "a hidden note": lambda pdf: annotation(pdf, Subtype=Name.FreeText, Contents=String(SENTINEL)).__setitem__("/F", 2),
    "the base of links": _in_catalog("URI", lambda _: Dictionary(Base=String(_WEB))),
    "metadata": _in_catalog("Metadata", lambda pdf: stream(pdf, _XMP, Type=Name.Metadata)),
    "properties of the document": lambda pdf: pdf.docinfo.__setitem__("/Title", SENTINEL),
    "private data": _on_page("PieceInfo", lambda pdf: Dictionary(X=Dictionary(Private=String(SENTINEL)))),
    "the tree of structure": _in_catalog("StructTreeRoot", lambda _: Dictionary(K=String(SENTINEL), ClassMap=_js(_))),
    "page labels": _in_catalog("PageLabels", lambda _: Dictionary(Nums=Array([0, Dictionary(P=String(SENTINEL))]))),
    "destinations": _in_catalog("Dests", lambda pdf: Dictionary(a=Dictionary(D=Array([first(pdf)]), A=_js(pdf)))),
    "odds and ends of a page": _on_odd_page,
    "odds and ends of the document": _in_odd_catalog,
    "a form of XML": _xml,
    "a page from outside": _outer,
    "PostScript": lambda pdf: draw(pdf, stream(pdf, SENTINEL.encode(), Type=Name.XObject, Subtype=Name.PS)),
    "another picture": _picture_with(Alternates=Array([Dictionary(Image=String(SENTINEL))])),
    "a picture for the press": _picture_with(OPI=Dictionary(F=String(SENTINEL)), Metadata=String(SENTINEL)),
    "a picture from outside": _picture_with(F=String(SENTINEL)),
    "nobody names it": lambda pdf: pdf.make_indirect(_js(pdf)),
    **{f"a key too many on a {kind}": _extra(kind)
       for kind in ("Font", "ExtGState", "Properties", "Shading", "Pattern", "ColorSpace", "XObject")},
}  # fmt: skip


def _spelled(old: bytes, new: bytes) -> bytes:
    """A name in another spelling, in a file that is not compressed."""
    with pikepdf.open(BytesIO(plain())) as pdf:
        pdf.Root.OpenAction = _js(pdf)
        plainly = saved(pdf, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    assert old in plainly
    return plainly.replace(old, new)


def hostile_actions() -> Iterator[Hostile]:
    """All of them, by name; each comes out clean."""
    for name, action in ACTIONS.items():
        yield Hostile(f"{name}, in a link", changed(partial(_linked, action=action)), "")
    for (place, put), name in zip(PLACES.items(), cycle(("script", "launch")), strict=False):
        yield Hostile(f"{name}, {place}", changed(partial(_put, put=put, action=ACTIONS[name])), "")
    for name, hide in HIDDEN.items():
        yield Hostile(name, changed(hide), "")
    yield Hostile("a name in disguise", _spelled(b"/JavaScript", b"/J#61vaScript"), "")
    yield Hostile("a key in disguise", _spelled(b"/OpenAction", b"/Open#41ction"), "")
    yield Hostile("a script in octal numbers", _spelled(b"(app", b"(\\141pp"), "")


def _linked(pdf: Pdf, action: _Action) -> None:
    annotation(pdf, Subtype=Name.Link, A=action(pdf))


def _put(pdf: Pdf, put: Callable[[Pdf, Dictionary], object], action: _Action) -> None:
    put(pdf, action(pdf))
