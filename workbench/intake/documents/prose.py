"""Clean what is read into a field: tags, entities, odd spaces, labels run into the text.

The document's own text is never changed; these serve the fields that are taken out of it.
"""

from __future__ import annotations

import html
import re

_TAG_NAMES = (
    "p|br|div|li|ul|ol|h[1-6]|title|sec|abstract|strong|b|i|em|u|sub|sup|span|a|italic|bold|scp|sc|small"
)
TAG = re.compile(rf"<(/?)(?:jats:)?({_TAG_NAMES})(?:[ /][^<>]{{0,300}})?>", re.IGNORECASE)
BREAKING = frozenset(
    {"p", "br", "div", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "title", "sec", "abstract"}
)
"""Tags that begin a line."""

_UNSEEN = re.compile("[\u00ad\u200b\u2060\ufeff]")  # soft hyphen, zero-width space and joiners
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")  # PostgreSQL and UTF-8 refuse these
_BLANKS = re.compile(r"[^\S\n]+")
_BLANK_LINES = re.compile(r"\n{2,}")

_LABELS = (
    "background and objectives?|background and aims?|background|introduction|context|objectives?"
    "|purpose|aims?"
    "|rationale|importance|study design|design, setting, and participants|design|setting|patients and methods"
    "|materials and methods|methods and results|participants|patients|interventions?|methods|method"
    "|main outcomes? (?:and )?measures?|measurements and main results|main results|findings|results|result"
    "|interpretation|discussion|conclusions and relevance|conclusions?|limitations?|trial registration"
    "|clinical trial registration|registration|funding"
)
_CAPITALS = _LABELS.upper()
_CAPITALISED = "|".join(label[0].upper() + label[1:] for label in _LABELS.split("|"))
_AFTER_SENTENCE = r"(?:^|(?<=[.!?)\]”\"]))"
_HEADING_GOES_ON = "S? (?:AND|OR|OF|FOR|IN|WITH) [A-Z]{2}"
"""A heading in capitals that only begins as a label does, such as "PATIENTS AND GROUPS"."""
LABEL = re.compile(
    rf"{_AFTER_SENTENCE} ?(?=[A-Z])(?:"
    rf"(?P<capitals>{_CAPITALS})(?!{_HEADING_GOES_ON}) ?:? ?(?=[A-Z](?:[a-z\-\d ]|[A-Z]{{1,8}}\b)|[\d(])"
    rf"|(?P<plain>{_CAPITALISED})(?:: ?(?=\S)|(?=[A-Z][a-z])))",
    re.MULTILINE,
)


def without_tags(value: str) -> str:
    """Resolves known tags and all entities; what only looks like a tag (``p <0.05``) stays.

    >>> without_tags("<p><b>Aim: </b>P &lt; 0.05, CO<sub>2</sub></p>").strip()
    'Aim: P < 0.05, CO2'
    """
    return html.unescape(TAG.sub(lambda tag: "\n" if tag[2].lower() in BREAKING else "", value))


def one_line(value: str) -> str:
    """The value as one line of storable text: odd spaces become spaces, soft hyphens vanish.

    >>> one_line("Bari\\u00adcitinib\\xa0in\\n lupus ")
    'Baricitinib in lupus'
    """
    return " ".join(_UNSEEN.sub("", _UNSTORABLE.sub("\ufffd", value)).split())


def paragraphs(value: str) -> str:
    """Clean running text: one paragraph a line of the source, blank lines between, labels set apart.

    >>> paragraphs("BACKGROUNDLupus is rare.METHODSWe treated ten.")
    'BACKGROUND: Lupus is rare.\\n\\nMETHODS: We treated ten.'
    """
    text = _UNSEEN.sub("", _UNSTORABLE.sub("\ufffd", value))
    lines = [_BLANKS.sub(" ", line).strip() for line in text.split("\n")]
    labelled = LABEL.sub(_label_paragraph, "\n".join(line for line in lines if line))
    return _BLANK_LINES.sub("\n", labelled).strip().replace("\n", "\n\n")


def _label_paragraph(match: re.Match[str]) -> str:
    """A label begins a paragraph and ends with a colon."""
    return f"\n{match['capitals'] or match['plain']}: "


def comparable(value: str) -> str:
    """The letters and digits alone, folded: two prints of one text compare equal.

    >>> comparable("<Aim>: P\\u2082") == comparable("aim p\\u2082")
    True
    """
    return "".join(character for character in value.casefold() if character.isalnum())
