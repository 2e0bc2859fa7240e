"""Replace documents by newer versions, and take documents out of reading.

Neither ever deletes a text or a quote, and neither depends on whether anybody has quoted from it: a refusal
would tell one reviewer of another's work. What is said of quotes is said of one's own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from store import appraisals as stored
from store import document_versions, documents
from store.errors import StoreError
from store.records import AppraisalKind, Document, DocumentKind, NewDocument, Quote, Study
from workbench.errors import UsageError
from workbench.intake import IntakeError, StudyText
from workbench.review.appraisals.quote_anchors import Anchor, anchor
from workbench.review.appraisals.texts import texts_of
from workbench.review.documents.add import AddReport, report_added
from workbench.review.documents.files import FileReader, files_of, read_bytes
from workbench.review.documents.kinds import known_kind
from workbench.review.documents.versions import choose, choose_present, read_instead
from workbench.review.session import ReviewSession, use_case
from workbench.review.studies.known_studies import find


@use_case
def replace_document(
    session: ReviewSession, text: str, paths: Sequence[str | Path], old: str, *, kind: str | None = None
) -> list[AddReport]:
    """Add a newer version of a document; the older one and the quotes from it are kept.

    Args:
        text: the study, see `workbench.review.studies.known_studies.find`.
        paths: one file.
        old: which document, see `workbench.review.documents.versions.choose`.
        kind: what the newer version is to the study; None: what the older one is.

    Returns:
        One report; what becomes of the viewer's own quotes is said in its notes.

    Raises:
        NotFoundError: no such study, or it has no such document that is read.
        ConflictError: several documents could be meant.
        UsageError: not one file, no such kind, or nobody said who is working.
    """
    study = find(session, text)
    session.require_reviewer()
    wanted = known_kind(kind)
    older = choose_present(documents.list_documents(session.db, study.id), old, study.key)
    files = list(files_of(paths))
    if len(files) != 1:
        raise UsageError(f"one file takes the place of a document, but {len(files)} were given")
    try:
        with FileReader() as reader:
            newer = reader.document(read_bytes(files[0]), files[0].name)
        return [_replace(session, study, files[0], newer, older, wanted or older.kind)]
    except (IntakeError, StoreError) as error:
        return [AddReport(str(files[0]), "failed", str(error))]


def _replace(
    session: ReviewSession,
    study: Study,
    path: Path,
    study_text: StudyText,
    older: Document,
    kind: DocumentKind,
) -> AddReport:
    refusal = _why_not(session, study, study_text, older)
    if refusal:
        return AddReport(str(path), "failed", refusal, study.key)
    before = _own_anchors(session, study, older)
    new = NewDocument(kind, study_text.name, study_text.sha256, study_text.text)
    added = document_versions.replace_document(session.db, older.id, new, by=session.require_reviewer())
    after = _own_anchors(session, study, added)
    message = (
        f"attached to {study.key} as {added.kind.value} in the place of {older.source_name}, which is kept"
    )
    return report_added(str(path), study, message, notes=(*study_text.notes, *_quotes_after(before, after)))


def _why_not(session: ReviewSession, study: Study, study_text: StudyText, older: Document) -> str:
    """Say why a text cannot take the place of a document; empty where it can."""
    if study_text.text.strip() == documents.read_text(session.db, older.id).strip():
        return f"it has the same text as {older.source_name} of {study.key}; nothing changed"
    for key, same in documents.find_by_sha256(session.db, study_text.sha256):
        if key == study.key and same.withdrawn_because is not None:
            back = f"`workbench withdraw {key} {same.sha256[:8]} --restore` brings it back"
            return f"this document was withdrawn from {key}; nothing changed: {back}"
        if key == study.key:
            return f"{key} has this document already, as {same.source_name}; nothing changed"
        if same.withdrawn_because is None:
            return f"it is a document of {key}: {same.source_name}; nothing changed"
    return ""


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """The outcome of taking a document out of reading, or bringing it back.

    Attributes:
        read_now: name of the version that is read now; None where none is.
        own_flagged: items of the viewer's own quotes that stand in no document that is read.
    """

    study: str
    source_name: str
    read_now: str | None
    own_flagged: tuple[str, ...]

    def in_words(self, *, is_back: bool) -> str:
        """Say what was done, what is read now, and which own quotes stand in nothing that is read.

        Args:
            is_back: True if it was brought back.
        """
        done = "is back in reading" if is_back else "is withdrawn; its text is kept"
        said = [f"{self.study}: {self.source_name} {done}"]
        if self.read_now is not None and (self.read_now != self.source_name or not is_back):
            said.append(f"the version that is read is {self.read_now}")
        if self.own_flagged:
            said.append(f"your quotes for {', '.join(self.own_flagged)} stand in no document that is read")
        return "; ".join(said)


@use_case
def withdraw_document(session: ReviewSession, text: str, document: str, reason: str) -> Withdrawn:
    """Take a document out of reading that should not be there; its text and all quotes from it are kept.

    It is never refused for quotes that point to it, so that it tells nothing about them.

    Raises:
        NotFoundError: no such study, or it has no such document that is read.
        ConflictError: several documents could be meant.
        UsageError: no reason, or nobody said who is working.
    """
    study, by = find(session, text), session.require_reviewer()
    if not reason.strip():
        raise UsageError("withdrawing a document needs a reason: it stands beside the quotes from it")
    meant = choose_present(documents.list_documents(session.db, study.id), document, study.key)
    document_versions.withdraw_document(session.db, meant.id, reason, by=by)
    return _withdrawn(session, study, meant)


@use_case
def restore_document(session: ReviewSession, text: str, document: str, reason: str = "") -> Withdrawn:
    """Bring a withdrawn document back into reading.

    Raises:
        NotFoundError: no such study, or it has no such document that is withdrawn.
        ConflictError: several documents could be meant.
        UsageError: nobody said who is working.
    """
    study, by = find(session, text), session.require_reviewer()
    known = documents.list_documents(session.db, study.id)
    meant = choose(
        [version for version in known if version.withdrawn_because is not None], document, study.key
    )
    document_versions.restore_document(session.db, meant.id, reason, by=by)
    return _withdrawn(session, study, meant)


def _withdrawn(session: ReviewSession, study: Study, meant: Document) -> Withdrawn:
    newest = read_instead(documents.list_documents(session.db, study.id))[meant.id]
    flagged = [place for place in _own_anchors(session, study, meant) if place.is_flagged]
    return Withdrawn(study.key, meant.source_name, newest.source_name if newest else None, _items(flagged))


def _own_anchors(session: ReviewSession, study: Study, document: Document) -> list[Anchor]:
    """Find where the viewer's own quotes from a document, or from another version of it, stand."""
    known = documents.list_documents(session.db, study.id)
    versions = _versions_of(known, document.id)
    quotes = [quote for quote in _own_quotes(session, study) if quote.document_id in versions]
    texts = texts_of(session, study.id) if quotes else []
    return [anchor(quote, texts) for quote in quotes]


def _versions_of(known: Sequence[Document], identity: UUID) -> set[UUID]:
    """Return the ids of all versions of a document."""
    ids = {identity}
    for _ in known:
        ids |= {version.id for version in known if version.replaces in ids}
        ids |= {version.replaces for version in known if version.id in ids and version.replaces}
    return ids


def _own_quotes(session: ReviewSession, study: Study) -> list[Quote]:
    mine = stored.find_appraisals(
        session.db, study_id=study.id, reviewer=session.require_reviewer(), kind=AppraisalKind.INDEPENDENT
    )
    sheets = stored.read_worksheets(session.db, [appraisal.id for appraisal in mine])
    return [quote for sheet in sheets.values() for quote in sheet.quotes]


def _quotes_after(before: Sequence[Anchor], after: Sequence[Anchor]) -> tuple[str, ...]:
    """Say what became of the viewer's own quotes; nothing where there are none."""
    if not before:
        return ()
    flagged = [place for place in after if place.is_flagged]
    again = len(after) - len(flagged)
    words = f"Your quotes from it that are found in the newer version: {again} of {len(after)}."
    if not flagged:
        return (words,)
    return (words, f"Only in the version before: quotes for {', '.join(_items(flagged))}.")


def _items(anchors: Iterable[Anchor]) -> tuple[str, ...]:
    return tuple(sorted({place.quote.item_id for place in anchors}, key=_in_order))


def _in_order(item: str) -> tuple[tuple[int, str], ...]:
    """Order items as people count: 1.2 before 1.10."""
    return tuple((int(part) if part.isdigit() else 0, part) for part in item.split("."))
