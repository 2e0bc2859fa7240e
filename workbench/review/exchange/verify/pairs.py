"""Say of an open review how independence is known, from no more than that needs."""

from __future__ import annotations

from typing import Any

from store.chain_steps import read_steps
from store.records import AppraisalKind, AppraisalState
from workbench.review.exchange.verify.independence import STEPS, find_pairs
from workbench.review.exchange.verify.independence_status import Pair
from workbench.review.exchange.verify.ledger import Ledger
from workbench.review.view import View


def pairs_of(view: View) -> list[Pair]:
    """Return the pairs that `verify` tells of. They say nothing of answers, so everybody may have them."""
    done = [
        appraisal
        for appraisal in view.appraisals
        if appraisal.kind is AppraisalKind.INDEPENDENT
        and appraisal.state is AppraisalState.SUBMITTED
        and not appraisal.of_excluded
    ]
    places = [(appraisal.study_id, appraisal.result, appraisal.checklist_id) for appraisal in done]
    if len(set(places)) == len(places):
        return []  # which spares reading the chains
    records: dict[str, list[dict[str, Any]]] = {**read_steps(view.session.db, STEPS)}
    # A handle, and the id of a checklist, stand for the rows that have them.
    records["place"] = [row | {"reviewer_id": row["handle"]} for row in records["place"]]
    records["reviewer"] = [{"id": name, "handle": name} for name in {each.reviewer for each in done}]
    records["checklist_version"] = [
        {"id": name, "checklist_id": name} for name in {each.checklist_id for each in done}
    ]
    records["study"] = [
        {"id": str(identity), "key": view.study_rows[identity].key}
        for identity in {each.study_id for each in done}
    ]
    records["appraisal"] = [
        {
            "id": str(each.id),
            "study_id": str(each.study_id),
            "checklist_version_id": each.checklist_id,
            "reviewer_id": each.reviewer,
            "result": each.result,
            "kind": str(each.kind),
            "state": str(each.state),
            "imported_from": each.imported_from,
        }
        for each in done
    ]
    return find_pairs(Ledger(records))
