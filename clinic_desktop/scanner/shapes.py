"""What a page may be made of: for each kind of part its keys, and what kind of part stands under each.

Only what stands here comes out of a stranger’s PDF. An action, a file, a script has no key here, wherever it hides.

A kind is a word: of SHAPES, of those that copying.py knows by itself ("plain", "color", "content" …), or one of these
with "[]" behind it, for an array of such, or "{}", for any names with such under them.
"""

SHAPES: dict[str, dict[str, str]] = {
    "resources": {
        "Font": "font{}",
        "XObject": "xobject{}",
        "ExtGState": "state{}",
        "ColorSpace": "color{}",
        "Pattern": "pattern{}",
        "Shading": "shading{}",
        "Properties": "property{}",
    },
    "font": {
        **dict.fromkeys(("Type", "Subtype", "Name", "BaseFont", "FirstChar", "LastChar", "Widths"), "plain"),
        **dict.fromkeys(("CIDSystemInfo", "DW", "W", "DW2", "W2", "FontBBox", "FontMatrix"), "plain"),
        "FontDescriptor": "descriptor",
        "Encoding": "encoding",
        "ToUnicode": "data",
        "DescendantFonts": "font[]",
        "CIDToGIDMap": "data",
        "CharProcs": "glyph{}",
        "Resources": "resources",
    },
    "descriptor": {
        **dict.fromkeys(("Type", "FontName", "FontFamily", "FontStretch", "FontWeight", "Flags", "FontBBox"), "plain"),
        **dict.fromkeys(("ItalicAngle", "Ascent", "Descent", "Leading", "CapHeight", "XHeight", "StemV"), "plain"),
        **dict.fromkeys(("StemH", "AvgWidth", "MaxWidth", "MissingWidth", "CharSet", "Style", "Lang"), "plain"),
        **dict.fromkeys(("FontFile", "FontFile2", "FontFile3", "CIDSet"), "data"),
    },
    "state": {
        **dict.fromkeys(("Type", "LW", "LC", "LJ", "ML", "D", "RI", "OP", "op", "OPM", "FL", "SM", "SA"), "plain"),
        **dict.fromkeys(("BM", "CA", "ca", "AIS", "TK"), "plain"),
        "Font": "sized",
        "SMask": "mask",
        "TR": "function",
        "TR2": "function",
    },
    "mask": {"Type": "plain", "S": "plain", "BC": "plain", "G": "xobject", "TR": "function"},
    "group": {"Type": "plain", "S": "plain", "I": "plain", "K": "plain", "CS": "color"},
    # What a marked piece of a page is read out as. A layer loses its name here: what is hidden was taken out before.
    "property": dict.fromkeys(("ActualText", "Alt", "E", "Lang", "MCID"), "plain"),
    "cmap": {**dict.fromkeys(("Type", "CMapName", "CIDSystemInfo", "WMode"), "plain"), "UseCMap": "data"},
    "function": {
        **dict.fromkeys(("FunctionType", "Domain", "Range", "Size", "BitsPerSample", "Order", "Encode"), "plain"),
        **dict.fromkeys(("Decode", "C0", "C1", "N", "Bounds"), "plain"),
        "Functions": "function[]",
    },
    "profile": {"N": "plain", "Range": "plain", "Alternate": "color"},
    "process": {"ColorSpace": "color", "Components": "plain"},
    "shading": {
        **dict.fromkeys(("ShadingType", "Background", "BBox", "AntiAlias", "Coords", "Domain", "Extend"), "plain"),
        **dict.fromkeys(("Matrix", "BitsPerCoordinate", "BitsPerComponent", "BitsPerFlag", "Decode"), "plain"),
        "VerticesPerRow": "plain",
        "ColorSpace": "color",
        "Function": "function",
    },
    "pattern": {
        **dict.fromkeys(("Type", "PatternType", "PaintType", "TilingType", "BBox", "XStep", "YStep"), "plain"),
        "Matrix": "plain",
        "Resources": "resources",
        "Shading": "shading",
        "ExtGState": "state",
    },
    "form": {
        **dict.fromkeys(("Type", "Subtype", "FormType", "BBox", "Matrix"), "plain"),
        "Resources": "resources",
        "Group": "group",
    },
    "image": {
        **dict.fromkeys(("Type", "Subtype", "Width", "Height", "BitsPerComponent", "Intent", "ImageMask"), "plain"),
        **dict.fromkeys(("Decode", "Interpolate", "SMaskInData", "Matte"), "plain"),
        "ColorSpace": "color",
        "Mask": "masking",
        "SMask": "xobject",
    },
    "file": dict.fromkeys(("Subtype", "Length1", "Length2", "Length3"), "plain"),
    "glyphs": {},
}
