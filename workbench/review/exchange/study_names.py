"""Find the study that a file of another tool means: by key, identifier, label or title."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from store import study_edits
from store.engine.store import Store
from store.records import Study
from store.validation import doi_key, title_key
from workbench.errors import ConflictError, NotFoundError
from workbench.output.exports.appraisals import family_name, work_labels
from workbench.review.publish.submitted_work import as_work
from workbench.review.sentences import name_some

_AUTHOR_YEAR = re.compile(
    r"(?P<name>[^\d(]+?)(?:\s+(?:et al\.?|and|&|,)\b.*?)?[\s,(]*(?P<year>(?:19|20)\d\d)(?P<letter>[a-z]?)\)?",
    re.IGNORECASE,
)
_LETTERED = re.compile(r"(?P<name>[^\d(]+?) (?P<year>(?:19|20)\d\d)(?P<letter>[a-z])")
"""A label with a letter."""
_PMID = re.compile(r"(?:pmid:?\s*)?(\d{4,9})", re.IGNORECASE)
_NUMBER = re.compile(r"(.+) \[\d+\]")
_BEHIND = re.compile(r"(?P<before>.*?)\s*\((?P<who>[^()]+)\)")


@dataclass(frozen=True, slots=True)
class NamedStudy:
    """A study as a file names it.

    Attributes:
        result: the result that stands behind its name; empty where none does.
        reviewer: the reviewer in parentheses behind it; empty where none is.
    """

    study: Study
    result: str = ""
    reviewer: str = ""


class StudyNames:
    """All names by which the studies of a review are found.

    Args:
        db: the review, for the keys that studies had before.
        studies: those of the review.
        reviewers: the handles that may stand in parentheses behind a label.
        in_file: all names that the file has, to see which letters it gives to studies of one author and year.
    """

    def __init__(
        self, db: Store, studies: Iterable[Study], reviewers: Collection[str], in_file: Iterable[str] = ()
    ) -> None:
        everything = {study.id: study for study in studies}
        # A duplicate that was merged is found by all its names, and what it is called goes to the kept one.
        self._by_id = {
            identity: everything.get(study.merged_into or identity, study)
            for identity, study in everything.items()
        }
        self._by_key = {study.key: self._by_id[study.id] for study in everything.values()}
        self._letters: dict[tuple[str, str], set[str]] = defaultdict(set)
        for name in in_file:
            if (match := _LETTERED.match(name.casefold())) is not None:
                self._letters[match["name"], match["year"]].add(match["letter"])
        self.lettered: dict[str, str] = {}
        """By label with a letter the key of the study that it was taken for."""
        self._former = study_edits.studies_by_former_key(db)
        self._reviewers = {handle.casefold(): handle for handle in reviewers}
        self._by_name: dict[str, list[Study]] = defaultdict(list)
        self._by_author: dict[tuple[str, str], list[Study]] = defaultdict(list)
        self._known: dict[str, NamedStudy | str] = {}
        labels = work_labels([as_work(study) for study in everything.values() if study.merged_into is None])
        self._by_label = {label.casefold(): self._by_key[key] for key, label in labels.items()}
        for study in everything.values():
            record, kept = study.bibliography, self._by_id[study.id]
            names = {study.key.casefold(), record.pmid, record.pmcid.casefold()}
            names |= {doi_key(record.doi), _title(record.title)}
            for name in names - {"", "title:"}:
                _add(self._by_name[name], kept)
            author = family_name(record.first_author).casefold() if record.first_author else ""
            if author and record.year is not None:
                _add(self._by_author[author, str(record.year)], kept)

    def find(self, text: str) -> NamedStudy:
        """Return the study that a text means, with a result and a reviewer that stand behind its name.

        Raises:
            NotFoundError: no study is called so.
            ConflictError: several may be meant.
        """
        known = self._known.get(text)
        if known is None:
            try:
                known = self._find(text)
            except ConflictError as problem:
                known = str(problem)
            self._known[text] = known
        if isinstance(known, str):
            raise ConflictError(known) if known else NotFoundError("no study of the review is called so")
        return known

    def _find(self, text: str) -> NamedStudy | str:
        plain = " ".join(text.split())
        if study := self._named(plain):
            return NamedStudy(study)
        numbered = _NUMBER.fullmatch(plain)
        plain = numbered[1] if numbered else plain
        before, reviewer = self._without_reviewer(plain)
        for place in (len(before), *(match.start() for match in re.finditer(": ", before))):
            if study := self._named(before[:place]):
                return NamedStudy(study, before[place + 2 :], reviewer)
        behind = _BEHIND.fullmatch(plain)
        if behind and self._named(behind["before"]):
            raise ConflictError(
                f"nobody in the review is called {behind['who'][:40]}: name who judged in a column Reviewer"
            )
        return ""

    def _without_reviewer(self, text: str) -> tuple[str, str]:
        behind = _BEHIND.fullmatch(text)
        handle = self._reviewers.get(behind["who"].casefold()) if behind else None
        return (behind["before"], handle) if behind and handle else (text, "")

    def _named(self, text: str) -> Study | None:
        """Return the study with this key, identifier, label or title; the surest of them first.

        Raises:
            ConflictError: several studies have it.
        """
        if text in self._by_key:
            return self._by_key[text]
        folded = text.casefold()
        pmid = _PMID.fullmatch(folded)
        for name in (folded, doi_key(folded), pmid[1] if pmid else "", _title(text)):
            if name in self._by_name:
                return _only(self._by_name[name])
        if text in self._former:
            return self._by_id.get(self._former[text])
        return self._labelled(text) or self._by_author_and_year(text)

    def _labelled(self, text: str) -> Study | None:
        """Return the study that our exports label so.

        Letters tell studies of one author and year apart, in the order of their keys. That is so in a file
        only if it has all of them.

        Raises:
            ConflictError: letters are missing in the file.
        """
        study = self._by_label.get(text.casefold())
        match = _LETTERED.fullmatch(text.casefold())
        if study is None or match is None:
            return study
        named = self._by_author.get((match["name"], match["year"]), [])
        if len(self._letters[match["name"], match["year"]]) != len(named):
            return _only(named) if named else study
        self.lettered[text] = study.key
        return study

    def _by_author_and_year(self, text: str) -> Study | None:
        match = _AUTHOR_YEAR.fullmatch(text)
        if match is None or match["letter"]:
            return None
        name = match["name"].strip(" ,.")
        for author in (name, family_name(name)):
            if studies := self._by_author.get((author.casefold(), match["year"])):
                return _only(studies)
        return None


def _add(studies: list[Study], study: Study) -> None:
    if study not in studies:
        studies.append(study)


def _title(title: str) -> str:
    return f"title:{title_key(title)}"


def _only(studies: list[Study]) -> Study:
    if len(studies) > 1:
        raise ConflictError(f"it may be {name_some(sorted(study.key for study in studies))}: write the key")
    return studies[0]
