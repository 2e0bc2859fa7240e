"""Read articles in JATS XML, as PubMed Central and many journals give them: fields, and a text to read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from store.bibliography import Bibliography
from workbench.intake.documents import identifiers
from workbench.intake.documents.journal_places import read_pages
from workbench.intake.documents.prose import paragraphs
from workbench.intake.documents.safe_xml import elements, words
from workbench.intake.errors import IntakeError
from workbench.intake.records import ReaderResult

ROOTS = frozenset({"article", "pmc-articleset", "articles", "article-set"})
_PASSED_OVER = frozenset(
    {
        "object-id",
        "ref-list",
        "sub-article",
        "tex-math",
        "alternatives-id",
        "permissions",
        "graphic",
        "inline-graphic",
        "media",
        "sec-meta",
    }
)
_BLOCKS = frozenset(
    {"p", "title", "label", "td", "th", "disp-quote", "list-item", "attrib", "disp-formula", "verse-line"}
)
_RAISED = str.maketrans("0123456789+-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻")
_LOWERED = str.maketrans("0123456789+-−", "₀₁₂₃₄₅₆₇₈₉₊₋₋")
_SHIFTED = re.compile(r"[0-9+\-−]{1,12}")
_DATES = ("collection", "ppub", "issue-pub", "pub", "epub", "epub-ppub", "print", "electronic", "")
"""Kinds of dates, the one of the issue first; those of receipt and of an archive are not the article's."""


def articles_in(text: str) -> list[Element]:
    """Return the articles of a file; those inside another one, such as reviews of it, are not articles.

    Raises:
        IntakeError: it is hostile or broken XML, or holds no article.
    """
    articles = [found.element for found in elements(text, lambda name, _: name == "article")]
    if not articles:
        raise IntakeError("this JATS XML holds no article: export it again")
    return articles


def read(article: Element) -> tuple[str, ReaderResult]:
    """Return a text to read and the fields of an article."""
    meta = article.find("front/article-meta")
    meta = meta if meta is not None else article.find("front-stub")
    meta = meta if meta is not None else Element("article-meta")
    body = list(_body(article))
    bibliography = _bibliography(article, meta)
    references = [_cited(reference) for reference in article.findall("back//ref-list/ref")]
    kind = "full_text" if body else "abstract"
    note = "Read from JATS XML" + (", with its full text." if body else ", which holds no full text.")
    types = [article.get("article-type", "").replace("-", " ").strip().capitalize()]
    types += [words(subject) for subject in meta.findall("article-categories/subj-group/subject")]
    types += [
        "Retracted Publication"
        for _ in meta.findall("related-article[@related-article-type='retraction-forward']")
    ]
    result = ReaderResult(
        bibliography,
        kind=kind,
        publication_types=tuple(dict.fromkeys(kind for kind in types if kind)),
        notes=(note,),
    )
    return _text(bibliography, body, references), result


def _bibliography(article: Element, meta: Element) -> Bibliography:
    """The fields. Identifiers are the article's own, not those of figures, references or related articles."""
    ids = {entry.get("pub-id-type", ""): words(entry) for entry in meta.findall("article-id")}
    pmcid = (ids.get("pmcid") or ids.get("pmc") or ids.get("pmcaid", "")).upper()
    title = meta.find("title-group/article-title")
    subtitle = written(meta.find("title-group/subtitle"))
    abstract = paragraphs(_abstract(meta))
    doi = identifiers.clean_doi(ids.get("doi", ""))
    return Bibliography(
        title=": ".join(part for part in (written(title), subtitle) if part),
        authors=tuple(_authors(meta)),
        year=_year(meta),
        journal=_first(article, "front/journal-meta//journal-title", "front/journal-meta/journal-id"),
        volume=_first(meta, "volume"),
        issue=_first(meta, "issue"),
        pages=read_pages([_first(meta, "fpage", "elocation-id")], _first(meta, "lpage")),
        doi="" if identifiers.is_part_doi(doi) else doi,
        pmid=ids.get("pmid", "") if ids.get("pmid", "").isdigit() else "",
        pmcid=f"PMC{pmcid}" if pmcid.isdigit() else pmcid if re.fullmatch(r"PMC\d{1,9}", pmcid) else "",
        registration=_registration(meta, abstract),
        abstract=abstract,
    )


def _first(element: Element, *paths: str) -> str:
    """Return the text of the first path that has one."""
    return next((text for path in paths if (text := words(element.find(path)))), "")


def _authors(meta: Element) -> Iterator[str]:
    """Yield the authors as ``Family, Given``, and groups by their name."""
    for contributor in meta.findall("contrib-group/contrib"):
        if contributor.get("contrib-type", "author") != "author":
            continue
        name = contributor.find("name")
        name = name if name is not None else contributor.find("name-alternatives/name")
        if name is not None:
            parts = (words(name.find("surname")), words(name.find("given-names")))
            yield ", ".join(part for part in parts if part)
        elif contributor.find("collab") is not None:
            group = contributor.find("collab")
            yield " ".join((group.text or "").split()) if group is not None and group.text else words(group)
        elif whole := _first(contributor, "string-name"):
            yield whole


def _year(meta: Element) -> int | None:
    """The year of the issue, else of the publication on the web."""
    years: dict[str, int] = {}
    for date in meta.findall("pub-date"):
        year = words(date.find("year"))
        if re.fullmatch(r"(?:19|20)\d{2}", year):
            kind = date.get("date-type") or date.get("pub-type") or date.get("publication-format") or ""
            years.setdefault(kind, int(year))
    return next((years[kind] for kind in _DATES if kind in years), None)


def _abstract(meta: Element) -> str:
    """The abstract with its labels; those of graphs, highlights and plain words are left out."""
    for abstract in meta.findall("abstract"):
        if abstract.get("abstract-type") in (None, "structured", "section"):
            joined = "\n".join(_paragraphs(abstract, colon=True))
            return joined.replace(":\n", ": ")
    return ""


def _registration(meta: Element, abstract: str) -> str:
    """A registration that the front matter links to a register, or that the abstract names as its own."""
    for link in (*meta.iter("ext-link"), *meta.iter("related-object")):
        kind = (link.get("ext-link-type") or link.get("source-type") or "").casefold()
        if "clinical" in kind or "registry" in kind:
            number = identifiers.registration_number(words(link) or link.get("document-id", ""))
            if number:
                return number
    return identifiers.registration(abstract)


def _body(article: Element) -> Iterator[str]:
    """The paragraphs of body, figures and tables, of appendices and of acknowledgements."""
    for path in (
        "body",
        "floats-group",
        "back/ack",
        "back/app-group",
        "back/app",
        "back/sec",
        "back/fn-group",
        "back/notes",
    ):
        for part in article.findall(path):
            yield from _paragraphs(part)


def _paragraphs(part: Element, *, colon: bool = False) -> Iterator[str]:
    """Yield the paragraphs of a part in their order, a row of a table as one.

    Args:
        part: an element.
        colon: whether a heading runs into the paragraph behind it, as in an abstract.
    """
    for child in part:
        if child.tag in _PASSED_OVER:
            continue
        if child.tag == "tr":
            yield " | ".join(written(cell) for cell in child)
        elif child.tag == "title" and colon:
            yield f"{written(child).rstrip(': ')}:"
        elif child.tag in _BLOCKS and not any(
            inner.tag in ("p", "list", "table-wrap", "fig", "tr") for inner in child
        ):
            if text := written(child):
                yield text
        elif child.tag in ("xref", "bold", "italic", "sup", "sub", "ext-link"):
            continue
        else:
            yield from _paragraphs(child, colon=colon)


def written(element: Element | None) -> str:
    """Return the text of an element as one line; digits that are raised or lowered stay so."""
    return "" if element is None else " ".join("".join(_pieces(element)).split())


def _pieces(element: Element) -> Iterator[str]:
    """Yield the pieces of an element's text."""
    yield element.text or ""
    for child in element:
        inner = "".join(_pieces(child)) if child.tag not in _PASSED_OVER else ""
        if child.tag in ("sup", "sub") and _SHIFTED.fullmatch(inner.strip()):
            inner = inner.strip().translate(_RAISED if child.tag == "sup" else _LOWERED)
        yield inner + ("\n" if child.tag in ("break", "p", "title") else "")
        yield child.tail or ""


def _cited(reference: Element) -> str:
    """Return an entry of the reference list as a line."""
    label = words(reference.find("label"))
    parts = [words(child) for child in reference if child.tag != "label"]
    return " ".join(part for part in (label, *parts) if part)


def _text(bibliography: Bibliography, body: list[str], references: list[str]) -> str:
    """The text to read: front matter, abstract, body, and the list of references under its heading."""
    front = [bibliography.title, ", ".join(bibliography.authors)]
    source = " ".join(part for part in (bibliography.journal, str(bibliography.year or "")) if part)
    doi = f"doi: {bibliography.doi}" if bibliography.doi else ""
    blocks = [part for part in (*front, source, doi) if part]
    if bibliography.abstract:
        blocks += ["Abstract", bibliography.abstract]
    blocks += body
    if references:
        blocks += ["References", "\n".join(references)]
    return "\n\n".join(blocks)
