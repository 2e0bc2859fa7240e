"""Bring a team's own checklists into a review, and take them out again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from checklists import Checklist, ChecklistError, Proof, checklist_ids, load_checklist, prove
from checklists.language.defaults import EXTERNAL
from checklists.loader.load import read_definition
from checklists.loader.texts import with_texts
from checklists.loader.versions import OLD
from store import own_checklists
from store.errors import Conflict, InvalidValue
from store.records import ChecklistVersion
from workbench.errors import ConflictError, NotFoundError, UsageError
from workbench.review.checklists.known_checklists import Catalogue, KnownChecklist
from workbench.review.checklists.unknown_designs import loading_warnings
from workbench.review.session import ReviewSession, use_case

_STRICTER = ("P4", "P6", "P7")
"""What the proof demands of definitions since version 0.2 of the language, or more strictly than before."""

Status = Literal["added", "already there", "refused", "conflict"]


@dataclass(frozen=True, slots=True)
class AddedChecklist:
    """The outcome of adding one file.

    Attributes:
        file: as it was given.
        status: `refused` where the definition is at fault, `conflict` where the review has another text.
        checklist_id: its id; empty where the file could not be read that far.
        version: its version; empty where the file could not be read that far.
        lines: every problem or warning, one line each.
        replaced: the version that was the current one before; empty where there was none.
    """

    file: str
    status: Status
    checklist_id: str = ""
    version: str = ""
    lines: tuple[str, ...] = ()
    replaced: str = ""

    @property
    def ok(self) -> bool:
        """True if the review has the checklist now."""
        return self.status in ("added", "already there")

    def in_words(self) -> str:
        """Say in one line what became of the file."""
        name = f"{self.checklist_id} {self.version}"
        if self.status == "added":
            before = f"; it replaces {self.replaced}, which begun appraisals keep" if self.replaced else ""
            return f"{self.file}: added {name}{before}"
        if self.status == "already there":
            return f"{self.file}: {name} is in the review already; nothing was changed"
        problems = f"{len(self.lines)} problem{'s' if len(self.lines) != 1 else ''}"
        return f"{self.file}: not added" + (f", {problems}" if self.status == "refused" else "")


@use_case
def add_files(
    session: ReviewSession, files: Iterable[str | Path], *, wording: str | Path | None = None
) -> list[AddedChecklist]:
    """Prove definitions and add them to the review, each by itself: a bad one does not stop the others.

    Where no file has the name, it may be the id of a checklist that an installed package brings.

    Args:
        session: the open review and who works in it.
        files: the definitions.
        wording: the file with the texts of the one definition, whose wording is external.

    Raises:
        UsageError: nobody said who is working, or there are texts and several definitions.
    """
    session.require_reviewer()
    paths = [str(file) for file in files]
    if wording is not None and len(paths) != 1:
        raise UsageError("texts belong to one definition: add one file at a time with --wording")
    return [_add_file(session, path, str(wording) if wording is not None else None) for path in paths]


@use_case
def remove(session: ReviewSession, checklist_id: str) -> None:
    """Take a checklist out of the review; its text stays where the history needs it.

    Raises:
        NotFoundError: the review has none of its own with this id.
        ConflictError: a study is assigned to it, or an appraisal was made with it.
    """
    reviewer = session.require_reviewer()
    wanted = checklist_id.strip()
    if wanted in checklist_ids():
        raise ConflictError(f"{wanted} comes with the workbench and cannot be removed: assign another one")
    known = Catalogue(session.db).know(wanted)
    if known.origin == "package":
        raise NotFoundError(
            f"{wanted} is of the {known.from_where}, and the review has no copy: nothing was removed"
        )
    own_checklists.remove_own(session.db, wanted, by=reviewer)


def keep_packaged(session: ReviewSession, known: KnownChecklist) -> None:
    """Keep a package's checklist in the review, so that the file of the review is enough for others.

    Raises:
        UsageError: it cannot be proved.
    """
    if known.origin != "package":
        return
    problems = prove_for_use(known.checklist).problems
    if problems:
        more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
        raise UsageError(
            f"{known.checklist.id} of the {known.from_where} cannot be used: {problems[0]}{more}"
        )
    _store(session, known.checklist, known.source)


@dataclass(frozen=True, slots=True)
class ProofForUse:
    """The proof of a checklist that is to be used.

    Attributes:
        problems: for which it is refused, one line each.
        warnings: with which it may be used, one line each.
        proof: as the language room gives it.
    """

    problems: tuple[str, ...]
    warnings: tuple[str, ...]
    proof: Proof


def prove_for_use(checklist: Checklist) -> ProofForUse:
    """Prove a checklist; what version 0.1 of the language did not demand is a warning for its definitions."""
    proof = prove(checklist)
    lenient = _STRICTER if checklist.schema_ == OLD else ()
    return ProofForUse(
        tuple(str(problem) for problem in proof.problems if problem.kind not in lenient),
        (
            *(str(warning) for warning in loading_warnings(checklist)),
            *(f"{problem} (allowed in version 0.1)" for problem in proof.problems if problem.kind in lenient),
        ),
        proof,
    )


def _add_file(session: ReviewSession, file: str, wording: str | None) -> AddedChecklist:
    try:
        checklist, origin = _load(session, file)
        texts = _read_texts(checklist, file, wording)
    except ChecklistError as error:
        lines = tuple(str(problem) for problem in error.problems) or (str(error),)
        return AddedChecklist(file, "refused", lines=lines)
    name, version = checklist.id, checklist.version
    if name in checklist_ids():
        line = f"{file}: id: {name} is the id of a checklist that comes with the workbench: choose another id"
        return AddedChecklist(file, "conflict", name, version, (line,))
    proved = prove_for_use(checklist)
    if proved.problems:
        return AddedChecklist(file, "refused", name, version, proved.problems)
    before = Catalogue(session.db)
    replaced = next((each.checklist.version for each in before.list_own() if each.checklist.id == name), "")
    try:
        is_new = _store(session, checklist, origin, texts)
    except (Conflict, InvalidValue) as error:
        status: Status = "conflict" if isinstance(error, Conflict) else "refused"
        return AddedChecklist(file, status, name, version, (f"{file}: {error}",))
    if not is_new:
        return AddedChecklist(file, "already there", name, version, proved.warnings)
    return AddedChecklist(file, "added", name, version, proved.warnings, replaced)


def _load(session: ReviewSession, file: str) -> tuple[Checklist, str]:
    """Return the checklist of a file, or of a package where no file has the name, and where it is from."""
    if not Path(file).exists():
        packaged = Catalogue(session.db).packaged(file)
        if packaged is not None:
            return packaged.checklist, packaged.source
    return load_checklist(Path(file)), Path(file).name


def _read_texts(checklist: Checklist, file: str, wording: str | None) -> str | None:
    """Read the texts of a definition that takes them from a second file, and see that they fit.

    Raises:
        ChecklistError: they are missing, are not wanted, cannot be read or do not fit.
    """
    if checklist.wording != EXTERNAL:
        if wording is not None:
            raise ChecklistError(
                f"{file}: it has texts of its own, so it takes none from {wording}: write wording: external"
            )
        return None
    if wording is None:
        raise ChecklistError(f"{file}: its texts come from a second file: add it with --wording TEXTS")
    text = read_definition(wording)
    with_texts(checklist, text, wording)
    return text


def _store(session: ReviewSession, checklist: Checklist, origin: str, wording: str | None = None) -> bool:
    version = ChecklistVersion(checklist.sha256, checklist.id, checklist.version, checklist.source)
    by = session.require_reviewer()
    return own_checklists.add_own(session.db, version, origin=origin[-200:], by=by, wording=wording)
