"""Rank the sentences of some texts by how likely an answer to an item rests on them."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from workbench.intake.quotes.concepts import CONCEPTS
from workbench.intake.quotes.headings import headings_of
from workbench.intake.quotes.passages import Passage, Stretch, sentence_spans
from workbench.intake.quotes.stems import stem, stem_line, stems_of, words_of

_STOP = frozenset(
    stems_of(
        """
        a an the and or of to in on at by for from with without as is are was were be been being it its this
        that these those they them their there than then which who whom whose what when where how not no nor
        do does did done has have had can could may might would should will shall all any each every other
        others another such so if but because whether same both one two up out into over under after before
        during about between only also more most less least very well enough yes probably ni na patient
        patients people person anyone everybody nobody nothing something study studies paper say says said
        give given gives show shows shown told tell
        """
    )
)
# The weights are fitted to the labels of benchmarks/passages.yaml, one after another.
_OF_QUESTION, _OF_GUIDANCE, _OF_PAIR = 1.0, 0.3, 0.75
"""What a word of the question counts for, one of the guidance, and two neighbouring ones of the guidance."""
_OF_CUE, _WORD_BONUS = 0.75, 0.5
_MATTER_OF_QUESTION, _MATTER_OF_CUES, _MATTER_OF_GUIDANCE = 0.8, 1.4, 0.4
_LEAST_MATTER = 0.4
"""Weight from which on an item is taken to speak of a matter."""
_IN_HEADING = 0.3
"""What counts for a sentence that only its heading shares with the item, such as "None declared." """
_BESIDE = 0.2
"""Share of the score of the better neighbour that a sentence gets: what belongs together stands together."""
_LENGTH, _LEAST_LENGTH = 0.25, 0.8
"""How far a sentence that is longer than the mean is held back, and a shorter one brought forward at most."""
_SHORTEST = 3
"""Words of a sentence; what has fewer is a heading or a label, unless it ends as a sentence does."""
_SECTIONS = {"introduction": 0.6, "background": 0.7, "keywords": 0.3, "references": 0.2}
_TITLE, _CAPTION, _IMPRINT = 0.5, 0.75, 0.2
_CAPTIONS = re.compile(r"\W{0,4}(?:table|fig(?:ure)?\.?) \d", re.IGNORECASE)
_IMPRINTS = re.compile(r"©|https?:|\bdoi\b|open access|correspondence|e-?mail|all rights", re.IGNORECASE)
_FAR_BELOW = 0.25
"""Share of the best score below which a sentence is no passage for the item."""
_MOST_REASONS = 4


@dataclass(frozen=True)
class Query:
    """What is looked for: an item of a checklist.

    Attributes:
        cues: words and phrases that the checklist names.
        question: the text of the item.
        guidance: how it is answered.
    """

    cues: tuple[str, ...]
    question: str = ""
    guidance: str = ""


class Ranked(NamedTuple):
    """A passage of one of several texts.

    Attributes:
        text: place of its text among those searched, from 0.
        passage: its cues are those of the item, the matters, and words of the question that it shares.
    """

    text: int
    passage: Passage


class _Sentence(NamedTuple):
    """A sentence that is searched.

    Attributes:
        line: its stems, with spaces around them.
        heading: those of the heading above it.
        length: how many stems it has.
        weight: what its place and kind count for.
    """

    text: int
    start: int
    end: int
    words: str
    line: str
    heading: str
    length: int
    weight: float


class _Index:
    """The sentences of some texts, and where their words stand."""

    def __init__(self, texts: Sequence[tuple[str, tuple[tuple[int, int], ...]]]) -> None:
        self.sentences = [
            sentence
            for number, (text, skip) in enumerate(texts)
            for sentence in _sentences(number, text, skip)
        ]
        self.mean = sum(sentence.length for sentence in self.sentences) / max(len(self.sentences), 1)
        self._places: defaultdict[str, list[int]] = defaultdict(list)
        self._under: defaultdict[str, list[int]] = defaultdict(list)
        for place, sentence in enumerate(self.sentences):
            for name in set(sentence.line.split()):
                self._places[name].append(place)
            self._under[sentence.heading].append(place)

    def beside(self, place: int) -> list[int]:
        """Return the places of the sentences before and after one in its text."""
        text = self.sentences[place].text
        near = (each for each in (place - 1, place + 1) if 0 <= each < len(self.sentences))
        return [each for each in near if self.sentences[each].text == text]

    def having(self, line: str) -> list[int]:
        """Return the places of the sentences with some stems, one after another."""
        stems = line.split()
        rarest = min((self._places.get(name, []) for name in stems), key=len, default=[])
        return rarest if len(stems) == 1 else [n for n in rarest if line in self.sentences[n].line]

    def under(self, line: str) -> list[int]:
        """Return the places of the sentences whose heading has them."""
        return [place for heading, places in self._under.items() if line in heading for place in places]

    def strengths(self, line: str) -> dict[int, float]:
        """Return how strongly sentences have some stems: less where only the heading above has them."""
        return dict.fromkeys(self.under(line), _IN_HEADING) | dict.fromkeys(self.having(line), 1.0)

    def speaking_of(self, name: str) -> dict[int, float]:
        """Return how strongly sentences speak of a matter: more where several phrases of it stand there."""
        phrases, patterns = _compiled()[name]
        found: Counter[int] = Counter()
        for phrase in phrases:
            found.update(self.having(phrase))
        for pattern in patterns:
            found.update(n for n, each in enumerate(self.sentences) if pattern.search(each.words))
        under = {place: _IN_HEADING for phrase in phrases for place in self.under(phrase)}
        return under | {place: float(min(times, 3)) for place, times in found.items()}


class _Feature(NamedTuple):
    """Something that sentences may share with an item.

    Attributes:
        name: what is shown of it; empty where it is stems, which nobody would read.
        is_telling: False for a mere word of question or guidance, which alone makes no passage.
        strengths: by place of the sentence, how strongly it has it.
    """

    name: str
    weight: float
    is_telling: bool
    strengths: dict[int, float]


def rank_passages(
    texts: Sequence[tuple[str, Sequence[Stretch]]], query: Query, limit: int = 40
) -> list[Ranked]:
    """Return the sentences that are likeliest to support an answer, best first.

    A sentence counts for what it shares with the item: the cues, the words of question and guidance by their
    stems, and the matters of `concepts` that these speak of. Each is weighed by how few sentences share it
    (the inverse document frequency of Okapi BM25, Robertson and Zaragoza 2009, doi 10.1561/1500000019). Long
    sentences count less, as do title, introduction and captions.

    A sentence next to one that counts much counts a little more.

    Args:
        texts: each text with the stretches of it that are not searched.
        query: what is looked for.
        limit: how many passages at most.
    """
    index = _index(tuple((text, tuple((each.start, each.end) for each in skip)) for text, skip in texts))
    scores: defaultdict[int, float] = defaultdict(float)
    reasons: defaultdict[int, list[tuple[float, str]]] = defaultdict(list)
    telling: set[int] = set()
    for feature in _features(index, query):
        share = sum(strength >= 1 for strength in feature.strengths.values()) or len(feature.strengths)
        worth = feature.weight * math.log(1 + (len(index.sentences) - share + 0.5) / (share + 0.5))
        for place, strength in feature.strengths.items():
            scores[place] += worth * strength
            if feature.name:
                reasons[place].append((-worth, feature.name))
        if feature.is_telling:
            telling |= feature.strengths.keys()
    ranked = [
        _ranked(
            index.sentences[place],
            scores[place] + _BESIDE * max((scores.get(each, 0.0) for each in index.beside(place)), default=0),
            index.mean,
            [name for _, name in sorted(reasons[place])],
        )
        for place in telling
    ]
    ranked.sort(key=lambda each: (-each.passage.score, each.text, each.passage.start))
    return [each for each in ranked[:limit] if each.passage.score >= _FAR_BELOW * ranked[0].passage.score]


def _ranked(sentence: _Sentence, score: float, mean: float, names: Sequence[str]) -> Ranked:
    """Return a sentence as a passage, its score adapted to its length and place."""
    held_back = max(1 - _LENGTH + _LENGTH * sentence.length / mean, _LEAST_LENGTH)
    total = round(score * sentence.weight / held_back, 3)
    named = tuple(dict.fromkeys(names))[:_MOST_REASONS]
    return Ranked(sentence.text, Passage(sentence.start, sentence.end, total, named, ()))


def _features(index: _Index, query: Query) -> Iterator[_Feature]:
    """Yield what some sentences share with the item."""
    for cue in dict.fromkeys(" ".join(cue.split()) for cue in query.cues if cue.strip()):
        yield _Feature(cue, _OF_CUE * (1 + _WORD_BONUS * cue.count(" ")), True, _with_cue(index, cue))
    question = _content(query.question)
    guidance = {name: word for name, word in _content(query.guidance).items() if name not in question}
    for words, weight in ((question, _OF_QUESTION), (guidance, _OF_GUIDANCE)):
        for name, word in words.items():
            yield _Feature(word, weight, False, index.strengths(f" {name} "))
    for name in _pairs(query.guidance):
        yield _Feature("", _OF_PAIR, False, dict.fromkeys(index.having(f" {name} "), 1.0))
    for name, weight in _matters(query).items():
        yield _Feature(name, weight, True, index.speaking_of(name))


def _with_cue(index: _Index, cue: str) -> dict[int, float]:
    """Return how strongly sentences have a cue: by its stems, or as it stands where it has other signs."""
    line = stem_line(cue)
    strengths = index.strengths(line) if line.strip() else {}
    if not cue.replace(" ", "").isalpha():
        sought = cue.casefold()
        strengths |= {n: 1.0 for n, each in enumerate(index.sentences) if sought in each.words.casefold()}
    return strengths


def _content(text: str) -> dict[str, str]:
    """Return the stems of the words that say something, each with the word."""
    stems = {stem(word): word.casefold() for word in words_of(text)}
    return {
        name: word for name, word in stems.items() if name.isalpha() and len(name) > 1 and name not in _STOP
    }


def _pairs(text: str) -> list[str]:
    """Return the stems of neighbouring words of which at least one says something."""
    stems = [stem(word) for word in words_of(text)]
    return list(
        dict.fromkeys(
            f"{first} {second}"
            for first, second in pairwise(stems)
            if not {first, second} <= _STOP
            and all(name.isalpha() and len(name) > 1 for name in (first, second))
        )
    )


@lru_cache(maxsize=512)
def _matters(query: Query) -> dict[str, float]:
    """Return the matters that an item speaks of, with their weights."""
    question, guidance = stem_line(query.question), stem_line(query.guidance)
    cues = " ; ".join(stem_line(cue) for cue in query.cues)
    weights = {}
    for name, (phrases, _) in _compiled().items():
        of_question, of_cues, of_guidance = (
            sum(phrase in line for phrase in phrases) for line in (question, cues, guidance)
        )
        weight = (
            _MATTER_OF_QUESTION * min(of_question, 2) / 1.5
            + _MATTER_OF_CUES * min(of_cues, 3) / 2
            + _MATTER_OF_GUIDANCE * min(of_guidance, 2)
        )
        if weight >= _LEAST_MATTER:
            weights[name] = weight
    return weights


@lru_cache(maxsize=1)
def _compiled() -> dict[str, tuple[tuple[str, ...], tuple[re.Pattern[str], ...]]]:
    """Return the phrases of each matter as stems, and its expressions."""
    return {
        name: (
            tuple(dict.fromkeys(stem_line(phrase) for phrase in phrases if not phrase.startswith("re:"))),
            tuple(re.compile(phrase[3:]) for phrase in phrases if phrase.startswith("re:")),
        )
        for name, phrases in CONCEPTS.items()
    }


@lru_cache(maxsize=8)
def _index(texts: tuple[tuple[str, tuple[tuple[int, int], ...]], ...]) -> _Index:
    """Return the index of some texts; kept, since one study is read at a time."""
    return _Index(texts)


def _sentences(number: int, text: str, skip: Sequence[tuple[int, int]]) -> Iterator[_Sentence]:
    """Cut a text into the sentences that are searched, with their stems."""
    headings, section, is_title = headings_of(text)[::-1], "", True
    for start, end in sentence_spans(text):
        while headings and headings[-1][0] <= start:
            section = headings.pop()[1]
        words = text[start:end]
        stems = stems_of(words)
        is_sentence = len(stems) >= _SHORTEST or (len(stems) > 1 and words.endswith("."))
        if not is_sentence or words.isupper() or any(first < end and start < last for first, last in skip):
            continue
        weight = _weight(words, section.casefold(), is_title=is_title)
        line, heading = f" {' '.join(stems)} ", stem_line(section)
        yield _Sentence(number, start, end, words, line, heading, len(stems), weight)
        is_title = False


def _weight(words: str, section: str, *, is_title: bool) -> float:
    """Return what a sentence counts for by where it stands and what it is."""
    weight = _TITLE if is_title else _SECTIONS.get(section, 1.0)
    if _CAPTIONS.match(words):
        weight *= _CAPTION
    return weight * _IMPRINT if _IMPRINTS.search(words) else weight
