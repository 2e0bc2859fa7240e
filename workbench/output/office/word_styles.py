"""Prepare a Word document: a journal's template or our own pages, and the named styles that tables use.

Every style has a name, so a template that has a style of that name decides how it looks.
"""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any
from zipfile import BadZipFile

from workbench.errors import UsageError
from workbench.hidden_characters import show
from workbench.output.extras import load
from workbench.output.office import word_parts as parts
from workbench.output.office.word_layout import WordLayout

TABLE, HEAD, TEXT, NOTE, GROUP = "Appraisal Table", "Table Head", "Table Text", "Table Note", "Table Group"
BOX, PICTURE, REFERENCE, CAPTION = "Table Box", "Figure", "Bibliography", "Caption"
SUBTITLE, DATE = "Subtitle", "Date"
STYLES = (TABLE, HEAD, TEXT, NOTE, GROUP, BOX, PICTURE, REFERENCE, CAPTION, SUBTITLE, DATE)
"""What a template may bring; a style that it lacks is added as ours."""

_POINTS = {
    HEAD: 9.0,
    TEXT: 9.0,
    NOTE: 8.0,
    GROUP: 9.0,
    BOX: 9.0,
    PICTURE: 9.0,
    REFERENCE: 10.0,
    CAPTION: 10.0,
    SUBTITLE: 12.0,
    DATE: 10.0,
}
_OF_WORD = (CAPTION, SUBTITLE, DATE)
"""Names of styles that Word has; those of a document without a template are made to look like the others."""
_AROUND = {CAPTION: (10, 4), SUBTITLE: (0, 6), DATE: (0, 6)}
"""Points of white before and after."""
_BOLD = (HEAD, GROUP)
_IN_TABLES = (HEAD, TEXT, GROUP)
_WORDS_OWN = 10.0
"""Points of letters of which nothing in a document says how large they are."""


def new_document(title: str, layout: WordLayout, authors: Sequence[str] = (), question: str = "") -> Any:
    """Return an empty document with all styles, whose properties name the authors and no program.

    The question is its subject. What a template says of itself is taken out.

    Raises:
        WorkbenchError: python-docx is not installed.
        UsageError: the template is no Word document.
    """
    document = _opened(layout.template)
    _complete_zoom(document)
    if layout.template is None:
        parts.set_up(document)
    for name in STYLES:
        _ensure(document, name, is_ours=layout.template is None)
    _drop_thumbnail(document)
    if layout.language:
        _set_language(document, layout.language)
    properties = document.core_properties
    properties.title = show(title)[:255]
    properties.author = properties.last_modified_by = show("; ".join(authors))[:255]
    properties.subject = show(question)[:255]
    properties.comments = properties.keywords = properties.category = ""
    return document


def _drop_thumbnail(document: Any) -> None:
    """Take out the small picture of a first page, which is of the template and not of this document."""
    relations = document.part.package.rels
    for name in [name for name, each in relations.items() if each.reltype.endswith("/thumbnail")]:
        del relations[name]


def ids(document: Any) -> dict[str, str]:
    """Return the ids of the styles by their name."""
    return {name: document.styles[name].style_id for name in STYLES}


def text_size(document: Any) -> float:
    """Return the size in points that the texts of tables have by their style, or by what it is based on."""
    style = document.styles[TEXT]
    while style is not None:
        if style.font.size is not None:
            return float(style.font.size.pt)
        style = style.base_style
    qualified = load("docx.oxml.ns", "office").qn
    default = document.styles.element.find(f"{qualified('w:docDefaults')}//{qualified('w:sz')}")
    return _WORDS_OWN if default is None else float(default.get(qualified("w:val"))) / 2


_NARROW = (
    "arial",
    "helvetica",
    "calibri",
    "carlito",
    "cambria",
    "caladea",
    "times",
    "garamond",
    "liberation",
)
"""Beginnings of the names of typefaces whose letters run no wider than those that texts are measured by."""
_WIDER = 1.2
"""How much wider letters of any other typeface may run."""


def wideness(document: Any) -> float:
    """Return by how much the letters of tables may run wider than they are measured."""
    style = document.styles[TEXT]
    while style is not None and style.font.name is None:
        style = style.base_style
    name = style.font.name if style is not None else ""
    return _WIDER if name and not name.casefold().startswith(_NARROW) else 1.0


def sized(document: Any, size: float | None) -> dict[str, str]:
    """Return the ids of the styles of a table by their name, in letters of another size where one is given.

    Each size has named styles of its own, such as "Table Text 8", which are based on the usual ones; a
    template that has them decides how they look.

    Args:
        document: whose styles they are.
        size: in points; None: that of the usual styles.
    """
    if size is None:
        return ids(document)
    kinds, known = load("docx.enum.style", "office").WD_STYLE_TYPE, {each.name for each in document.styles}
    smaller = {}
    for name in _IN_TABLES:
        own = f"{name} {size:g}"
        if own not in known:
            style = document.styles.add_style(own, kinds.PARAGRAPH)
            style.base_style = document.styles[name]
            parts.set_size(style, size)
        smaller[name] = document.styles[own].style_id
    return smaller


def _opened(template: bytes | None) -> Any:
    """Return a document without text: a template keeps its last section, with its headers and margins."""
    docx = load("docx", "office")
    if template is None:
        return docx.Document()
    try:
        document = docx.Document(BytesIO(template))
    except (BadZipFile, KeyError, ValueError) as problem:
        raise UsageError("the template is not a Word document (.docx): save it as one in Word") from problem
    body = document.element.body
    for element in list(body):
        if not element.tag.endswith("}sectPr"):
            body.remove(element)
    if not len(body):  # a document may leave its only section to the program that opens it
        parts.put_element(body, "w:sectPr", {})
        parts.set_page(document)
    _settle_names(document)
    return document


def _settle_names(document: Any) -> None:
    """Name Word's own styles as Word does: in what LibreOffice saved python-docx finds no "Heading 1"."""
    names = load("docx.styles", "office").BabelFish
    for style in document.styles:
        style.element.name_val = names.ui2internal(style.element.name_val)


def _complete_zoom(document: Any) -> None:
    """Say the percentage of the zoom, which the format requires and python-docx's own document lacks."""
    qualified = load("docx.oxml.ns", "office").qn
    for zoom in document.settings.element.findall(qualified("w:zoom")):
        if zoom.get(qualified("w:percent")) is None:
            zoom.set(qualified("w:percent"), "100")


def _ensure(document: Any, name: str, *, is_ours: bool) -> None:
    """Add a style unless the document has it; ours set the look of the built-in ones too."""
    kinds = load("docx.enum.style", "office").WD_STYLE_TYPE
    known = {style.name for style in document.styles}
    if name == TABLE:
        if name not in known:
            _add_table_style(document)
        return
    if name in known and not (is_ours and name in _OF_WORD):
        return
    is_new = name not in known
    style = (
        document.styles.add_style(name, kinds.PARAGRAPH, builtin=name in _OF_WORD)
        if is_new
        else document.styles[name]
    )
    if is_new and "Normal" in known:
        style.base_style = document.styles["Normal"]
    pt = load("docx.shared", "office").Pt
    paragraph = style.paragraph_format
    paragraph.space_before, paragraph.space_after, paragraph.line_spacing = pt(0), pt(0), 1.0
    if name in _OF_WORD:
        if is_ours:
            parts.set_font(style, _POINTS[name])
            style.font.color.rgb = load("docx.shared", "office").RGBColor(0, 0, 0)
            parts.set_letters_close(style)
        elif name != DATE:  # which is as large as the text of the template
            parts.set_size(style, _POINTS[name])
        style.font.bold, style.font.italic = name == CAPTION, False
        before, after = _AROUND[name]
        paragraph.space_before, paragraph.space_after = pt(before), pt(after)
        return
    parts.set_size(style, _POINTS[name])
    style.font.bold = True if name in _BOLD else None
    if name in (NOTE, REFERENCE):
        paragraph.space_after = pt(2)
    if name == PICTURE:
        paragraph.space_before, paragraph.keep_with_next = pt(8), True


def _add_table_style(document: Any) -> None:
    """Add a grid of thin lines, which a journal's template replaces by its own style of the name."""
    kinds = load("docx.enum.style", "office").WD_STYLE_TYPE
    style = document.styles.add_style(TABLE, kinds.TABLE)
    known = {each.name for each in document.styles}
    if "Normal Table" in known:
        style.base_style = document.styles["Normal Table"]
    properties = parts.put_element(style.element, "w:tblPr", {})
    borders = parts.put_element(properties, "w:tblBorders", {})
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        line = {"w:val": "single", "w:sz": "4", "w:space": "0", "w:color": "808080"}
        parts.put_element(borders, f"w:{side}", line)


def _set_language(document: Any, language: str) -> None:
    """Set the language of the defaults, which the spelling checker takes."""
    qualified = load("docx.oxml.ns", "office").qn
    found = document.styles.element.findall(f".//{qualified('w:rPrDefault')}//{qualified('w:lang')}")
    for element in found:
        element.set(qualified("w:val"), language)
    document.core_properties.language = language
