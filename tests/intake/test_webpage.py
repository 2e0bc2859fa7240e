"""Web pages: what is visible, and nothing else."""

from __future__ import annotations

import pytest

from workbench.intake import IntakeError, read_document
from workbench.intake.documents.webpage import is_html

PAGE = """<!DOCTYPE html><html><head><title>Warm sand &amp; shoulders | J Imag</title>
<meta name="citation_title" content="Warm sand &amp; shoulders">
<meta name='citation_author' content='Byron, Ada'>
<meta name="citation_author" content="Wei, Li"><meta name="citation_doi" content="10.5555/sand.1">
<meta name="citation_publication_date" content="2021/05/01">
<meta name="citation_journal_title" content="Journal of Imaginary Joints">
<style>p { color: red }</style></head>
<body><nav><a href="/">Home</a> randomised trial</nav>
<h1>Warm sand &amp; shoulders</h1>
<p hidden>secret one<p>We treated <b>ten</b> adults;<br>CO<sub>2</sub>&nbsp;fell &lt; 5.
<script>var a = "<p>secret two</p>";</script>
<div style="display: none">secret three<div>secret four</div>secret five</div><!-- secret six <p> -->
<span aria-hidden="true">secret seven</span><noscript>secret eight</noscript>All were well.</p>
<h2>References</h2><ol><li>Clay for cold feet.<li>Foam for flat feet.</ol></body></html>"""


def test_only_what_is_visible_is_text() -> None:
    """Scripts, styles, navigation, comments and hidden elements are gone; entities are resolved."""
    study = read_document(PAGE.encode(), "a.html")
    assert "html" == study.form
    assert "secret" not in study.text
    assert "randomised" not in study.text
    assert "We treated ten adults;\nCO2\xa0fell < 5." in study.text
    assert "All were well." in study.text
    assert study.text.endswith("References\n\nClay for cold feet.\n\nFoam for flat feet.")


def test_fields_come_from_the_head() -> None:
    """Publishers say title, authors, date and DOI in the head."""
    study = read_document(PAGE.encode(), "a.html")
    assert ("Warm sand & shoulders", ("Byron, Ada", "Wei, Li")) == (
        study.bibliography.title,
        study.bibliography.authors,
    )
    assert (2021, "10.5555/sand.1", "Journal of Imaginary Joints") == (
        study.bibliography.year,
        study.bibliography.doi,
        study.bibliography.journal,
    )


def test_title_of_the_page_serves_where_nothing_better_is_there() -> None:
    """Without a citation in the head the page's title is the title."""
    study = read_document(b"<html><head><title>Mud again</title></head><body>Mud.</body></html>", "a")
    assert "Mud again" == study.bibliography.title


def test_a_page_without_text_is_refused() -> None:
    """A page that a script would fill shows nothing: one line says what to do."""
    with pytest.raises(IntakeError, match="shows no text"):
        read_document(b"<html><body><script>fill()</script></body></html>", "a.html")


def test_text_about_html_is_no_page() -> None:
    """Only what begins like a page is one."""
    assert not is_html("The study <html> of p < 0.05")
