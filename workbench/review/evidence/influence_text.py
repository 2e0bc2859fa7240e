"""Say in a few lines what the certainty of a body of evidence hangs on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from workbench.grade import CERTAINTY_WORDS, GRADE_DOMAINS
from workbench.review.appraisals.tipping_text import MOST_LINES, OPEN, as_given, decided_by, level_word
from workbench.review.evidence.influence import BodyChange, BodyInfluence
from workbench.review.sentences import NAMED, choice_of


def influence_lines(
    influence: BodyInfluence, study: str = "", label_of: Callable[[str], str] = str
) -> tuple[str, ...]:
    """Say which single changes would change the certainty, and the suggestion for risk of bias.

    Only changes that are near deserve a sentence; the rest is listed elsewhere.

    Args:
        influence: what the body hangs on; the changes of one study where `study` is given.
        study: key of the study that the sentences are on; empty for all studies and the ratings.
        label_of: gives the name of a study for its key.

    Returns:
        At most five sentences; none where there is nothing to change yet.
    """
    has_any = influence.now.risk_of_bias is not None or influence.now.certainty
    if not influence.row.studies or not has_any:
        return ()
    changes = tuple(replace(change, study=label_of(change.study)) for change in influence.changes)
    return tuple(_lines(replace(influence, changes=changes), label_of(study)))[:MOST_LINES]


def _lines(influence: BodyInfluence, study: str) -> Iterator[str]:
    moving = influence.moving if influence.now.certainty else ()
    answers = [change for change in moving if change.kind == "answer"]
    yield _certainty(influence, answers, f" of {study}" if study else "")
    silent = [change for change in answers if _is_silent(change)]
    if silent:
        yield f"If the full text says: {_named(silent, _certainty_after)}."
    if told := _risk_of_bias(influence, moving):
        yield told
    if told := _studies(influence, moving):
        yield told
    if influence.now.certainty and not study:
        yield _ratings([change for change in moving if change.kind == "rating"])


def _certainty(influence: BodyInfluence, answers: Sequence[BodyChange], of: str) -> str:
    """Say whether a single answer that is near would change the certainty."""
    if not influence.now.certainty:
        return "No certainty yet: below stands what would change the suggestion for risk of bias."
    now = CERTAINTY_WORDS[influence.now.certainty]
    near = [change for change in answers if change.tip is not None and change.tip.is_close]
    if near:
        return f"Certainty {now} would be {_conditions(near, _certainty_after)}."
    if not answers:
        return f"Certainty stays {now} for any single answer{of}."
    if all(_is_silent(change) for change in answers):
        return f"Certainty stays {now} for any single answer{of} but those that the full text may give."
    far = [change for change in answers if not _is_silent(change)]
    return f"Certainty stays {now} for any near answer{of}; one further off: {_named(far, _certainty_after)}."


def _risk_of_bias(influence: BodyInfluence, moving: Sequence[BodyChange]) -> str:
    """Say what would change the suggestion for risk of bias and leaves the certainty as it is."""
    now = influence.now.risk_of_bias
    near = [
        change
        for change in influence.changes
        if change.kind == "answer"
        and change not in moving
        and change.tip is not None
        and (change.tip.is_close or _is_silent(change))
        and change.result.risk_of_bias != now
    ]
    if not near:
        return ""
    stays = "; the rating of risk of bias stays until somebody rates it anew" if influence.is_rated else ""
    return f"Risk of bias, suggested {_levels(now)}, would be {_conditions(near, _suggestion_after)}{stays}."


def _studies(influence: BodyInfluence, moving: Sequence[BodyChange]) -> str:
    """Say which overrides, overall judgements and studies the certainty hangs on, else the suggestion."""
    changes = moving if influence.now.certainty else influence.changes
    after = _certainty_after if influence.now.certainty else _suggestion_after
    named = []
    for change in changes:
        if change.kind == "override":
            whose = f" by {change.reviewer}" if change.is_doubtful else ""
            named.append(f"without the override of {change.target} in {change.study}{whose}: {after(change)}")
        elif change.kind == "study":
            named.append(f"without {change.study}: {after(change)}")
        elif change.kind == "overall":
            other = f"{level_word(change.after)} instead of {level_word(change.before)}"
            named.append(f"with {change.study} judged {other}: {after(change)}")
    if not named:
        return ""
    text = "; ".join(named[:NAMED]) + ("; and others" if len(named) > NAMED else "")
    return f"{text[0].upper()}{text[1:]}."


def _ratings(changes: Sequence[BodyChange]) -> str:
    """Say which ratings change the certainty if they are one level off."""
    if not changes:
        return "No rating that is one level off changes it."
    groups: dict[tuple[str, str], list[str]] = {}
    for change in changes:
        more = int(change.after or 0) < int(change.before)
        key = "lower" if more else "higher", _certainty_after(change)
        groups.setdefault(key, []).append(GRADE_DOMAINS[change.target].title)
    named = [f"one level {way} for {choice_of(titles)}: {after}" for (way, after), titles in groups.items()]
    return f"Rated {'; '.join(named)}."


def _conditions(changes: Sequence[BodyChange], after: Callable[[BodyChange], str]) -> str:
    """Write what results under which answers: "low if 4.2 of yamakawa2025 were N"."""
    return "; ".join(
        f"{result} if {_answers(group, ' were ')}" for result, group in _by_result(changes, after).items()
    )


def _named(changes: Sequence[BodyChange], after: Callable[[BodyChange], str]) -> str:
    """Write answers with what results: "4.2 of yamakawa2025 to N (low)"."""
    return "; ".join(
        f"{_answers(group, ' to ')} ({_decided_by(group) or result if result == OPEN else result})"
        for result, group in _by_result(changes, after).items()
    )


def _decided_by(changes: Sequence[BodyChange]) -> str:
    """Say which items decide after answers that leave the result open; empty where none is asked then."""
    opened = [item for change in changes if change.tip is not None for item in change.tip.change.opened]
    return decided_by(opened) if opened else ""


def _by_result(
    changes: Sequence[BodyChange], after: Callable[[BodyChange], str]
) -> dict[str, list[BodyChange]]:
    groups: dict[str, list[BodyChange]] = {}
    for change in changes:
        groups.setdefault(after(change), []).append(change)
    return groups


def _answers(changes: Sequence[BodyChange], verb: str) -> str:
    """Name answers of which any one will do; those of one appraisal with the same codes together."""
    codes: dict[tuple[str, str, str, str], list[str]] = {}
    for change in changes:
        given = as_given(change.tip) if change.tip is not None else ""
        whose = f" ({change.reviewer})" if change.is_doubtful else ""
        codes.setdefault((change.target, change.study, whose, given), []).append(change.after or "")
    items: dict[tuple[str, str, str], list[str]] = {}
    for (item, study, whose, given), after in codes.items():
        items.setdefault((f"{study}{whose}", " or ".join(after), given), []).append(item)
    named = [
        f"{choice_of(own)} of {study}{verb}{after}{given}" for (study, after, given), own in items.items()
    ]
    return " or ".join(named[:NAMED]) + (" or others" if len(named) > NAMED else "")


def _is_silent(change: BodyChange) -> bool:
    tip = change.tip
    return tip is not None and tip.change.was_silent and not tip.given_by


def _certainty_after(change: BodyChange) -> str:
    level = change.result.certainty
    return CERTAINTY_WORDS[level] if level else OPEN


def _suggestion_after(change: BodyChange) -> str:
    return _levels(change.result.risk_of_bias)


def _levels(levels: int | None) -> str:
    """Write levels with their sign; open where there are none."""
    return OPEN if levels is None else f"{levels:+d}" if levels else "0"
