"""Volume, issue and pages of a document, from where the article or the page prints its own."""

from __future__ import annotations

import pytest

from workbench.intake import read_document

_JATS = """<article article-type="case-report"><front>
<journal-meta><journal-title-group><journal-title>Reeds</journal-title></journal-title-group></journal-meta>
<article-meta><title-group><article-title>Oat baths</article-title></title-group>
<pub-date><year>2021</year></pub-date><volume>12</volume><issue>3</issue>{pages}
<related-article><volume>99</volume></related-article></article-meta></front>
<body><sec><title>Case</title><p>She played again.</p></sec></body></article>"""
_PAGE = """<html><head><title>Oat baths</title><meta name="citation_title" content="Oat baths">
<meta name="citation_volume" content="12"><meta name="citation_issue" content="3">
<meta name="citation_firstpage" content="45"><meta name="citation_lastpage" content="50"></head>
<body><p>She played again after oat baths of fourteen days.</p></body></html>"""
_PUBMED = """Case Reports
Invent Med J
. 2017 Jan 4;12(3):45-50.
doi: 10.5555/imj.17.

Oat baths for a stubborn hand

Affiliations
Case Reports

Oat baths for a stubborn hand

Ann B Cee 1 2, Dora van Eff 3

Abstract

Background: A 40-year-old oboist had stiff fingers.

PMID: 424242
"""
_MARKDOWN = """# Oat baths for a stubborn hand

**How to cite this article:** Bee A. Oat baths for a stubborn hand. *Heel J*. 2011;12(3):45-50.

## Introduction

Hands are stiff.

## Methods

Oats.
"""


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (_JATS.format(pages="<fpage>45</fpage><lpage>50</lpage>"), "a.nxml"),
        (_PAGE, "a.html"),
        (_PUBMED, "p"),
        (_MARKDOWN, "a.md"),
        (
            "Heel J. 2011 May;12(3):45-50.\n\nOat baths for a hand\n\nBee A, Cee B.\n\nHands are stiff.\n",
            "a.txt",
        ),
    ],
)
def test_a_document_has_volume_issue_and_pages(text: str, name: str) -> None:
    """Each form of a document prints them in its way."""
    record = read_document(text.encode(), name).bibliography
    assert ("12", "3", "45-50") == (record.volume, record.issue, record.pages)


def test_the_number_of_an_article_stands_for_its_pages() -> None:
    """Journals without paper have no pages."""
    record = read_document(_JATS.format(pages="<elocation-id>e101</elocation-id>").encode(), "a.nxml")
    assert "e101" == record.bibliography.pages
