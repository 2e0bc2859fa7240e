"""Check parts of office files against a table of facts: the order of children, what is required.

The facts are those of the transitional schema of ECMA-376 for the elements that the program writes.
"""

from __future__ import annotations

from collections import Counter
from io import BytesIO
from xml.etree import ElementTree as ET
from zipfile import ZipFile

_SPACES = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w",
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main": "x",
    "http://schemas.openxmlformats.org/drawingml/2006/main": "a",
    "http://schemas.openxmlformats.org/drawingml/2006/picture": "pic",
    "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing": "wp",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships": "r",
    "http://schemas.openxmlformats.org/package/2006/relationships": "rel",
    "http://schemas.openxmlformats.org/package/2006/content-types": "ct",
}

_BORDERS = "top left start bottom right end insideH insideV"

_ORDER = {
    "w:pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers"
    " pBdr shd tabs suppressAutoHyphens bidi adjustRightInd snapToGrid spacing ind contextualSpacing"
    " mirrorIndents jc textDirection textAlignment outlineLvl cnfStyle rPr sectPr",
    "w:tbl": "tblPr tblGrid tr",
    "w:tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc"
    " tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription",
    "w:tblBorders": _BORDERS,
    "w:tblCellMar": _BORDERS,
    "w:tcBorders": f"{_BORDERS} tl2br tr2bl",
    "w:tr": "tblPrEx trPr tc",
    "w:tc": "tcPr p",
    "w:tcPr": "cnfStyle tcW gridSpan vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign",
    "w:sectPr": "headerReference footerReference type pgSz pgMar pgBorders lnNumType pgNumType cols formProt"
    " vAlign titlePg textDirection bidi docGrid",
    "w:style": "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed"
    " qFormat locked rsid pPr rPr tblPr trPr tcPr tblStylePr",
    "w:docDefaults": "rPrDefault pPrDefault",
    "w:styles": "docDefaults latentStyles style",
    "wp:inline": "extent effectExtent docPr cNvGraphicFramePr graphic",
    "pic:pic": "nvPicPr blipFill spPr",
    "pic:nvPicPr": "cNvPr cNvPicPr",
    "x:workbook": "workbookPr workbookProtection bookViews sheets definedNames calcPr",
    "x:worksheet": "sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetProtection"
    " autoFilter sortState mergeCells conditionalFormatting dataValidations hyperlinks printOptions"
    " pageMargins pageSetup headerFooter rowBreaks colBreaks drawing legacyDrawing tableParts",
    "x:sheetPr": "tabColor outlinePr pageSetUpPr",
    "x:sheetView": "pane selection",
    "x:c": "f v is",
    "x:headerFooter": "oddHeader oddFooter evenHeader evenFooter firstHeader firstFooter",
    "x:styleSheet": "numFmts fonts fills borders cellStyleXfs cellXfs cellStyles dxfs tableStyles colors",
    "x:border": "left right top bottom diagonal",
    "x:xf": "alignment protection",
}
"""The children that an element may have, in the order in which they must stand."""

_REQUIRED = {
    "w:zoom": "w:percent",
    "w:shd": "w:val",
    "w:fldSimple": "w:instr",
    "w:gridSpan": "w:val",
    "w:pStyle": "w:val",
    "w:tblStyle": "w:val",
    "w:tblCaption": "w:val",
    "w:vertAlign": "w:val",
    "w:jc": "w:val",
    "w:name": "w:val",
    "w:top": "w:val w:w",
    "w:left": "w:val w:w",
    "w:bottom": "w:val w:w",
    "w:right": "w:val w:w",
    "w:insideH": "w:val",
    "w:insideV": "w:val",
    "w:footerReference": "w:type+r:id",
    "w:headerReference": "w:type+r:id",
    "wp:extent": "cx+cy",
    "wp:docPr": "id+name+descr",
    "pic:cNvPr": "id+name",
    "a:graphicData": "uri",
    "a:blip": "r:embed",
    "x:sheet": "name+sheetId+r:id",
    "x:definedName": "name",
    "x:col": "min+max",
    "x:sheetView": "workbookViewId",
    "x:mergeCell": "ref",
    "x:hyperlink": "ref",
    "x:pageMargins": "left+right+top+bottom+header+footer",
    "x:cellStyle": "xfId",
    "rel:Relationship": "Id+Type+Target",
    "ct:Default": "Extension+ContentType",
    "ct:Override": "PartName+ContentType",
}
"""The attributes that an element must have; of those with a space between them one is enough.

The description of a picture is required by us, for those who cannot see it.
"""

_SEVERAL = ("p", "tr", "tc", "style", "headerReference", "footerReference", "tblStylePr", "selection")
"""Children of the above that may come several times."""


def faults(data: bytes) -> list[str]:
    """Return what is wrong in the parts of an office file, one line each."""
    lines = []
    with ZipFile(BytesIO(data)) as archive:
        names = [name for name in archive.namelist() if name.endswith((".xml", ".rels"))]
        parts = {name: ET.fromstring(archive.read(name)) for name in names}
    for name, part in parts.items():
        found = [*_of_elements(part), *_of_tables(part), *_of_ids(part), *_of_styles(part, parts)]
        lines += [f"{name}: {line}" for line in found]
    return lines


def short(name: str) -> str:
    """Return the name of an element or attribute with the usual letters of its namespace."""
    space, _, local = name.rpartition("}")
    return f"{_SPACES.get(space[1:], '?')}:{local}" if space else local


def _of_elements(part: ET.Element) -> list[str]:
    lines = []
    for element in part.iter():
        name = short(str(element.tag))
        order = _ORDER.get(name, "").split()
        if order:
            children = [short(str(child.tag)).partition(":")[2] for child in element]
            lines += [f"{child} in {name}" for child in children if child not in order]
            places = [order.index(child) for child in children if child in order]
            lines += [f"{name} has {' '.join(children)}"] if places != sorted(places) else []
            counts = Counter(child for child in children if child not in _SEVERAL)
            lines += [f"{name} has {child} {count} times" for child, count in counts.items() if count > 1]
        attributes = {short(key) for key in element.attrib}
        for wanted in _REQUIRED.get(name, "").split("+"):
            if wanted and not attributes & set(wanted.split()):
                lines.append(f"{name} lacks {wanted}")
    return lines


def _of_tables(part: ET.Element) -> list[str]:
    """Every row fills the grid, a cell ends in a paragraph, and the table has an alternative text."""
    lines = []
    for table in _all(part, "w:tbl"):
        columns = len(_all(table, "w:gridCol"))
        lines += [] if _all(table, "w:tblCaption") else ["a table without words for those who cannot see it"]
        for row in _all(table, "w:tr"):
            cells = _all(row, "w:tc")
            spans = [int(_value(span)) - 1 for span in _all(row, "w:gridSpan")]
            if columns != len(cells) + sum(spans):
                lines.append(f"a row of {len(cells)} cells in {columns} columns")
            lines += ["a cell without a paragraph" for cell in cells if not _all(cell, "w:p")]
    body = part.find("*")
    if (
        short(str(part.tag)) == "w:document"
        and body is not None
        and not str(body[-1].tag).endswith("}sectPr")
    ):
        lines.append("the body does not end with its section")
    return lines


def _of_ids(part: ET.Element) -> list[str]:
    """What must be named once is named once."""
    lines = []
    for name, attribute in (
        ("wp:docPr", "id"),
        ("rel:Relationship", "Id"),
        ("x:c", "r"),
        ("x:mergeCell", "ref"),
    ):
        counts = Counter(element.get(attribute) for element in _all(part, name))
        lines += [f"{name} {known} {count} times" for known, count in counts.items() if count > 1]
    return lines


def _of_styles(part: ET.Element, parts: dict[str, ET.Element]) -> list[str]:
    """Every style that is used is there."""
    if short(str(part.tag)) == "w:document":
        styles = _all(parts["word/styles.xml"], "w:style")
        known = {value for style in styles for key, value in style.attrib.items() if key.endswith("}styleId")}
        used = {_value(each) for name in ("w:pStyle", "w:rStyle", "w:tblStyle") for each in _all(part, name)}
        return [f"no style {name}" for name in sorted(used - known)]
    if short(str(part.tag)) == "x:worksheet":
        formats = next(iter(_all(parts["xl/styles.xml"], "x:cellXfs")))
        wrong = [cell for cell in _all(part, "x:c") if int(cell.get("s", "0")) >= len(formats)]
        return [f"no format {cell.get('s')}" for cell in wrong]
    return []


def _all(part: ET.Element, name: str) -> list[ET.Element]:
    return [element for element in part.iter() if short(str(element.tag)) == name]


def _value(element: ET.Element) -> str:
    return next(value for key, value in element.attrib.items() if key.endswith("}val"))
