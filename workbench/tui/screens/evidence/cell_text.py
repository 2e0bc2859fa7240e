"""Put the cell in front into words, suggested beside final with reasons, and the lines above the grid."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from workbench.counts import count
from workbench.grade import (
    CERTAINTY_WORDS,
    GRADE_DOMAINS,
    NOTHING_COMPARED,
    RatingState,
    state_remark,
    symbols,
)
from workbench.tui.plain import join, plain, stack
from workbench.tui.screens.evidence.cells import CERTAINTY, OUTCOME, differs, rating_of, signed

if TYPE_CHECKING:
    from workbench.review.evidence.ratings import BodyRow, RatingLine

EMPTY = (
    "No outcomes yet.",
    "Press  a  and say what is judged: the outcome, its time point, what is better, how much it matters.",
    "Then  f  takes each study's numbers for it, and  1  to  9  rate the GRADE domains of a body.",
    "The certainty follows, and  enter  shows what any cell rests on.",
)


def title(rows: list[BodyRow], unrated: int, stale: int) -> str:
    """Return the text of the strip: how many outcomes there are, and what waits."""
    outcomes = len({row.outcome.id for row in rows})
    parts = [count(outcomes, "outcome")]
    if unrated:
        parts.append(f"{unrated} not rated")
    if stale:
        parts.append(f"{stale} stale")
    return " · ".join(parts)


def overall_line(level: str, why: str) -> Content:
    """Return the line with the certainty of the evidence as a whole."""
    drawn = f"{symbols(level)} {CERTAINTY_WORDS[level]}  " if level else ""
    return join(plain("Overall certainty  ", "bold"), plain(drawn, "bold"), plain(why, "$text-muted"))


def cell_in_front(row: BodyRow, column: str) -> Content:
    """Describe everything that is known of a cell."""
    if column == OUTCOME:
        lines = _outcome(row)
    elif column == CERTAINTY:
        lines = _certainty(row)
    else:
        rating = rating_of(row, column)
        lines = _rating(rating, row) if rating else []
    return stack(lines)


def _outcome(row: BodyRow) -> list[Content]:
    outcome = row.outcome
    better = f"{outcome.better} is better" if outcome.better else "no direction stated"
    number = f" ({outcome.importance})" if outcome.importance else ""
    facts = [better, f"importance: {outcome.importance_word}{number}"]
    if outcome.unit:
        facts.append(f"in {outcome.unit}")
    if outcome.follow_up:
        facts.append(f"follow-up: {outcome.follow_up}")
    if outcome.thresholds.short:
        facts.append(f"matters: {outcome.thresholds.short}")
    lines = [plain("; ".join(facts))]
    if not row.studies:
        return [*lines, plain("No study has numbers for it yet: press f to enter them.", "$text-warning")]
    lines.append(_named("Studies", ", ".join(row.studies)))
    if row.missing:
        lines.append(_named("Missing", f"no appraisal to use of {', '.join(row.missing)}", "$text-warning"))
    return [*lines, _start(row), *_entered(row), *_recently(row)]


def _certainty(row: BodyRow) -> list[Content]:
    lines: list[Content] = []
    if row.certainty:
        drawn = plain(f"{row.symbols} {CERTAINTY_WORDS[row.certainty]}", "bold")
        lines.append(join(drawn, plain(f"  {row.state.word}", "$text-muted")))
    if row.refused_because:
        lines.append(plain(f"Not yet: {row.refused_because}", "$text-warning"))
    if row.sum_note:
        lines.append(_named("Sum", row.sum_note))
    lines += [_named("Open", point, "$text-warning") for point in row.open_points if row.certainty]
    lines.extend(_named("" if number else "Hangs on", told) for number, told in enumerate(row.hangs_on))
    return [*lines, _start(row), *_entered(row), *_recently(row)] if row.start else [*lines, *_recently(row)]


def _entered(row: BodyRow) -> list[Content]:
    """List what counts under another start, the effect, what it means per 1,000, and what was entered."""
    lines = [_named("Elsewhere", sentence, "$text-warning") for sentence in row.kept]
    lines += [_named("Replaced", sentence, "$text-warning") for sentence in row.replaced]
    if stale := [entry.title for entry in row.entries if entry.stale]:
        lines.append(plain(f"~ {', '.join(stale)}: {_STALE_ENTRY}", "$text-warning"))
    if row.effect or row.entry("effect").text:
        lines.append(_named("Effect", f"{row.effect or 'none shown'}  ({row.effect_because})"))
        lines.append(_named("Absolute", f"{row.absolute or 'none'}  ({row.absolute_because})"))
    elif row.effect_because != NOTHING_COMPARED:
        lines.append(_named("Effect", row.effect_because))
    lines.append(_named("Says", row.statement or row.statement_because))
    if comment := row.entry("comment").text:
        lines.append(_named("Comment", comment))
    return lines


def _start(row: BodyRow) -> Content:
    start = CERTAINTY_WORDS.get(row.start, "nowhere yet")
    return _named("Starts", f"{start}: {row.start_because}" if row.start_because else start)


def _recently(row: BodyRow) -> list[Content]:
    return [_named("Changed", sentence) for sentence in row.recently]


def _rating(rating: RatingLine, row: BodyRow) -> list[Content]:
    lines = [_final(rating), _levels(rating)]
    reason = rating.reason.strip()
    is_same = reason == rating.because.strip()
    if reason and (rating.rated_by or not is_same):  # what is suggested says it below
        lines.append(_named("Reason", reason))
    lines.append(_suggested(rating, is_told=bool(reason and rating.rated_by and is_same)))
    if rating.state is RatingState.STALE:
        lines.insert(0, plain(f"~ Stale: {rating.state_because}. {_STALE}", "$text-warning"))
    elif rating.state is RatingState.UNRECONCILED:
        lines.insert(0, plain(f"! Unreconciled: {rating.state_because}. {_UNRECONCILED}", "$text-warning"))
    about = [sentence for sentence in row.recently if rating.title.casefold() in sentence.casefold()]
    lines += [_named("Changed", sentence) for sentence in about]
    return [*lines, Content(""), *_of_the_body(row, has_interval=_PER_1000 in rating.because)]


def _of_the_body(row: BodyRow, *, has_interval: bool) -> list[Content]:
    """Say what the ratings of a body rest on and come to: its studies, effect, statement and certainty.

    Args:
        row: the body.
        has_interval: whether an absolute interval stands above. A second one, reckoned from the ratio and the
            baseline risk, would differ from it; it stands in the certainty.
    """
    studies = f"{', '.join(row.studies)}  (enter goes down to answers and quotes)"
    lines = [_named("Rests on", studies)] if row.studies else []
    if row.effect:
        absolute = f"; {row.absolute}" if row.absolute and not has_interval else ""
        lines.append(_named("Effect", row.effect + absolute))
    if row.statement:
        lines.append(_named("Says", row.statement))
    if row.certainty:
        stale = f" ({state_remark(RatingState.STALE)})" if row.is_certainty_stale else ""
        lines.append(_named("Certainty", f"{row.symbols} {CERTAINTY_WORDS[row.certainty]}{stale}"))
    elif row.refused_because:
        lines.append(_named("Certainty", f"not yet: {row.refused_because}"))
    return lines


def _levels(rating: RatingLine) -> Content:
    """List the levels with their numbers on one line, the final one marked."""
    parts = []
    for number, (levels, word) in enumerate(GRADE_DOMAINS[rating.domain].words.items(), 1):
        sign = "●" if levels == rating.final and rating.rated_by else "○"
        parts.append(
            join(plain(f"{sign}"), plain(f"{number} ", "bold $key"), plain(f"{signed(levels)} {word}"))
        )
    return Content("  ").join(parts)


_PER_1000 = "per 1,000"
_STALE_ENTRY = "entered before this change: = on the certainty confirms, o enters anew."
_STALE = "= says that it still holds, a number rates it anew."
_UNRECONCILED = "= by another reviewer confirms it."


def _final(rating: RatingLine) -> Content:
    if rating.final is None:
        return join(plain(f"{'Final':<10}"), plain("? not rated; a number rates it", "$text-warning"))
    words = f"{signed(rating.final)} {rating.word or level_word(rating.domain, rating.final)}"
    if rating.state is RatingState.SUGGESTED:
        return join(plain(f"{'Final':<10}"), plain(f"? {rating.shown}; a number rates it", "$text-muted"))
    if not rating.rated_by:
        who = rating.state.word
    else:
        when = f", {rating.changed_at:%Y-%m-%d %H:%M} UTC" if rating.changed_at else ""
        agreed = f"; confirmed by {rating.confirmed_by}" if rating.confirmed_by else ""
        who = f"{rating.state.word}: {rating.rated_by}{when}{agreed}"
    sign = " * differs from the suggestion" if differs(rating) else ""
    return join(plain(f"{'Final':<10}"), plain(words, "bold"), plain(f"{sign}  ({who})", "$text-muted"))


def _suggested(rating: RatingLine, *, is_told: bool) -> Content:
    """Say what is suggested and why.

    Args:
        rating: the rating.
        is_told: whether the reason of the rating, which stands above, is that of the suggestion.
    """
    if rating.suggested is None:
        words = "nothing"
    else:
        words = f"{signed(rating.suggested)} {level_word(rating.domain, rating.suggested)}"
    if is_told:
        return _named("Suggested", f"{words}, for this reason")
    return _named("Suggested", f"{words}: {rating.because}" if rating.because else words)


def level_word(domain: str, levels: int) -> str:
    """Return what so many levels are called in a domain."""
    return GRADE_DOMAINS[domain].words.get(levels, "")


def level_choices(domain: str) -> list[tuple[str, Content]]:
    """List the levels that a domain can be rated, "not serious" first."""
    words = GRADE_DOMAINS[domain].words
    return [
        (str(levels), join(plain(f"{signed(levels):<4}", "bold"), plain(word)))
        for levels, word in words.items()
    ]


def _named(name: str, text: str, style: str = "") -> Content:
    return join(plain(f"{name:<9} "), plain(text, style, lines=True))
