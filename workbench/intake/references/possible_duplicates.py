"""Find records that may be the same study: a person decides, and nothing is merged by itself."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from store.bibliography import Bibliography
from workbench.intake.documents.citation_keys import family_name, fold
from workbench.intake.documents.identifiers import clean_doi

_GREEK_NAMES = (
    *("alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "kappa", "lambda"),
    *("mu", "mu", "pi", "sigma", "tau", "phi", "chi", "psi", "omega"),
)
_GREEK = dict(zip("αβγδεζηθκλμµπστφχψω", _GREEK_NAMES, strict=True))
_ASIDE = re.compile(
    r"[\[(](?:article|text|paper)? ?in [^\])]{3,40}[\])]|<[^<>]{1,40}>|\[?\bretracted(?: article)?\]?:?",
    re.IGNORECASE,
)
_NO_WORD = re.compile(r"[^a-z0-9]+")
OTHER_KIND = re.compile(
    r"^[\W_]*(?:correction|corrigendum|erratum|retraction|reply|response|letter|comment(?:ary)?|editorial|protocol)\b"
    r"|\b(?:reply|author'?s?'? response|letter|erratum|protocol)\W*$",
    re.IGNORECASE,
)
"""Words by which a correction, a letter or a reply to a paper is told from the paper itself."""
_SHORTEST, _SHORTEST_BEGINNING = 12, 40
_ALIKE = 0.6
_CANDIDATES = 50


@dataclass(frozen=True, slots=True)
class PossibleDuplicate:
    """Two records that may be one study. Places count through the references, then what is known."""

    first: int
    second: int
    why: str


def is_other_work(first: Bibliography, second: Bibliography) -> bool:
    """Return True if both title and first author tell two records apart, whatever identifier they share.

    >>> one = Bibliography(title="Mud wraps in organ players", authors=("Quill, P.",))
    >>> is_other_work(one, Bibliography(title="Peat baths for knees", authors=("Marsh, T.",)))
    True
    >>> is_other_work(one, Bibliography(title="Peat baths for knees")), is_other_work(one, one)
    (False, False)
    """
    if not (first.title and second.title and first.authors and second.authors):
        return False
    if share_name(first.first_author, second.first_author):
        return False
    shorter, longer = sorted((title_key(first.title), title_key(second.title)), key=len)
    if longer.startswith(shorter):
        return False
    words = [set(plain_title(title).split()) for title in (first.title, second.title)]
    common, either = words[0] & words[1], words[0] | words[1]
    return len(common) < _ALIKE * len(either) or not either


def find_possible_duplicates(
    references: Sequence[Bibliography], known: Sequence[Bibliography] = ()
) -> tuple[PossibleDuplicate, ...]:
    """Find pairs with the same title that year, identifiers or names keep from being one study at sight.

    At least one of a pair is one of the references. The year may differ by one, as it does for papers that
    were on the web before their issue; names may be turned round; Greek letters may be written out.
    """
    records = [*references, *known]
    by_title: dict[str, list[int]] = {}
    pairs: list[PossibleDuplicate] = []
    for number, record in enumerate(records):
        for key in _keys(record.title):
            for other in by_title.get(key, [])[-_CANDIDATES:]:
                why = _why(records[other], record)
                if why and min(other, number) < len(references):
                    pairs.append(PossibleDuplicate(other, number, why))
            by_title.setdefault(key, []).append(number)
    return tuple({(pair.first, pair.second): pair for pair in reversed(pairs)}.values())[::-1]


def title_key(title: str) -> str:
    """Return the letters and digits of a title, without brackets, notes and accents; Greek letters are words.

    >>> title_key("[Interferon-β in cooks]. [Article in Japanese]") == title_key("Interferon beta in cooks")
    True
    """
    return plain_title(title).replace(" ", "")


def plain_title(title: str) -> str:
    """Return the words of a title in small letters without accents and signs."""
    small = _ASIDE.sub(" ", title).casefold()
    if small.isascii():
        return _NO_WORD.sub(" ", small).strip()
    spelled = "".join(_GREEK.get(letter, letter) for letter in small)
    plain = unicodedata.normalize("NFKD", spelled)
    kept = "".join(
        letter if letter.isalnum() else " " for letter in plain if not unicodedata.combining(letter)
    )
    return " ".join(kept.split())


def _keys(title: str) -> Iterator[str]:
    """Yield what titles are compared by: all of it, and a long beginning that may lack the subtitle."""
    if OTHER_KIND.search(title):
        return
    key = title_key(title)
    width = len(key) if key.isascii() else 2 * len(key)  # a sign of Chinese says more than a letter
    if width >= _SHORTEST:
        yield key
    main = title_key(re.split(r"[:?.]", title, maxsplit=1)[0])
    if len(main) >= _SHORTEST_BEGINNING and main != key:
        yield main


def _why(first: Bibliography, second: Bibliography) -> str:
    """Say why two records of like titles may be one study; empty where they are not, or surely are."""
    if first.authors and second.authors and not share_name(first.first_author, second.first_author):
        return ""
    years = (first.year, second.year)
    if None not in years and abs((first.year or 0) - (second.year or 0)) > 1:
        return ""
    reasons = [
        "the same title" if title_key(first.title) == title_key(second.title) else "titles that begin alike"
    ]
    if first.year != second.year:
        reasons.append(" and ".join(str(year) if year else "no year" for year in years))
    if first.doi and second.doi and _doi(first) != _doi(second):
        reasons.append(f"DOIs {first.doi} and {second.doi}")
    if first.pmid and second.pmid and first.pmid != second.pmid:
        reasons.append(f"PMIDs {first.pmid} and {second.pmid}")
    if (
        first.authors
        and second.authors
        and plain_title(first.first_author) != plain_title(second.first_author)
    ):
        reasons.append(f"names {first.first_author} and {second.first_author}")
    return ", ".join(reasons)


def _doi(record: Bibliography) -> str:
    return (clean_doi(record.doi) or record.doi).casefold()


def share_name(first: str, second: str) -> bool:
    """Return True if two names share a family name, also where the parts are turned round.

    >>> share_name("van der Berg, Piet", "Berg, P. van der"), share_name("Malt, A", "Rye, A")
    (True, False)
    """
    names = {family_name(first), family_name(second)} - {""}
    if len(names) == 1 and family_name(first) and family_name(second):
        return True
    parts = [
        {word for word in fold(name).split() if len(word) > 2 and word not in _PARTICLES}
        for name in (first, second)
    ]
    if parts[0] & parts[1]:
        return True
    letters = [plain_title(name).replace(" ", "") for name in (first, second)]
    return bool(letters[0]) and letters[0] == letters[1]


_PARTICLES = frozenset({"van", "von", "der", "den", "del", "della", "dos", "ibn", "bin", "ten", "ter"})
