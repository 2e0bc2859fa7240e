"""Write the data package v1 of RevMan: judgements and characteristics as CSV, and references as RIS.

Import the RIS first: it carries the name of each study in ``NS``, by which the two others find it.
Source: the public help of RevMan. The columns of RoB 2 imports and of package v2 are not public.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from checklists import Checklist, Verdict
from workbench.author_names import inverted_name
from workbench.errors import UsageError
from workbench.output.design_names import design_in_words
from workbench.output.exports.appraisals import Appraised, Work, one_line, work_labels
from workbench.output.exports.crosswalk import instead_of_judgements
from workbench.output.exports.csv_rows import guarded, write_rows
from workbench.output.exports.export import Export
from workbench.output.exports.risk_of_bias import targets_of, why_not_risk_of_bias
from workbench.output.symbols import symbol_of
from workbench.page_ranges import page_range

FOLDED = {
    "low": "Low risk",
    "some_concerns": "Unclear risk",
    "moderate": "Unclear risk",
    "no_information": "Unclear risk",
    "insufficient_information": "Unclear risk",
    "high": "High risk",
    "serious": "High risk",
    "critical": "High risk",
}
"""The three words of the package for the levels of every scale of risk of bias."""

OVERALL = "overall"


def make_revman(appraised: Sequence[Appraised], works: Sequence[Work]) -> Export:
    """Make the package: a file of judgements for each checklist, one of characteristics, one of references.

    Args:
        appraised: submitted appraisals, one at most of a result with a checklist.
        works: the studies, judged or not.

    Raises:
        UsageError: none of the appraisals judges risk of bias.
    """
    labels = work_labels(works)
    by_checklist: dict[str, list[Appraised]] = defaultdict(list)
    for appraisal in appraised:
        by_checklist[appraisal.checklist.id].append(appraisal)
    refused = {name: why for name, group in by_checklist.items() if (why := _why_not(group[0].checklist))}
    if appraised and len(refused) == len(by_checklist):
        raise UsageError(next(iter(refused.values())))
    for name in refused:
        del by_checklist[name]
    appraised = [appraisal for group in by_checklist.values() for appraisal in group]
    files: dict[str, bytes] = {}
    for checklist, group in by_checklist.items():
        middle = f"-{checklist}" if len(by_checklist) > 1 else ""
        files[f"{middle}-risk-of-bias.csv"] = _package_csv(_judgements(group, labels))
    files["-study-information.csv"] = _package_csv([_INFORMATION, *(_facts(work, labels) for work in works)])
    files[".ris"] = "".join(_reference(work, labels[work.key]) for work in works).encode()
    hints = ("import the .ris first, then the CSV files: the studies are found by their names (NS)",)
    lost = [f"appraisals with {name}: {why}" for name, why in refused.items()]
    return Export(files, (*lost, *_lost(appraised, labels)), hints)


def _why_not(checklist: Checklist) -> str:
    """Say in a sentence without a full stop why the package has no place for a checklist; empty if it has."""
    because = why_not_risk_of_bias(checklist)
    use = instead_of_judgements(checklist)
    return (
        f"RevMan takes risk of bias, and {checklist.id} has none: {because}; use --as {use}"
        if because
        else ""
    )


def _package_csv(rows: Sequence[Sequence[str]]) -> bytes:
    return write_rows(rows, newline="\r\n", mark=True)


def _judgements(group: Sequence[Appraised], labels: Mapping[str, str]) -> list[list[str]]:
    """Return one row a study; a pair of columns for each domain and result, and for the whole."""
    checklist = group[0].checklist
    results = sorted({appraisal.result for appraisal in group})
    targets = [(target, checklist.title_of(target)) for target in targets_of(checklist)]
    pairs = [(target, title, result) for result in results for target, title in targets]
    header = ["Study"]
    for _, title, result in pairs:
        named = f"{one_line(title)}: {one_line(result)}" if result else one_line(title)
        header += [f"Domain (judgement): {named}", f"Domain (support): {named}"]
    by_place = {(appraisal.work.key, appraisal.result): appraisal for appraisal in group}
    rows = [header]
    for key in sorted({appraisal.work.key for appraisal in group}, key=lambda key: labels[key]):
        row = [labels[key]]
        for target, _, result in pairs:
            row += _cells(by_place.get((key, result)), target)
        rows.append(row)
    return rows


def _cells(appraisal: Appraised | None, target: str) -> list[str]:
    """Return the judgement in RevMan's words, and behind it ours, with the reason."""
    if appraisal is None:
        return ["", ""]
    level, because = _judged(appraisal.verdict, target)
    if level is None:
        return ["Not applicable", ""]
    reason = appraisal.reasons.get(target)
    support = f"{symbol_of(level).word}: {because}"
    if reason:
        support = f"{symbol_of(level).word}, overridden: {reason}"
    return [FOLDED[level], support]


def _judged(verdict: Verdict, target: str) -> tuple[str | None, str]:
    if verdict.final(target) is None:
        return None, ""
    judged = verdict.on(target)
    return judged.final, judged.because or ""


_INFORMATION = [
    "Study",
    "Year",
    "Data source",
    "Char: Methods",
    "Char: Participants",
    "Char: Interventions",
    "Char: Outcomes",
    "Char: Notes",
]


def _facts(work: Work, labels: Mapping[str, str]) -> list[str]:
    def joined(*names: str) -> str:
        return "; ".join(str(work.facts[name]) for name in names if work.facts.get(name) not in (None, ""))

    people, comparison = joined("participants"), joined("comparison")
    notes = [
        f"DOI {work.bibliography.doi}" if work.bibliography.doi else "",
        f"registration {work.bibliography.registration}" if work.bibliography.registration else "",
    ]
    return [
        labels[work.key],
        str(work.bibliography.year or ""),
        "",
        design_in_words(work.design),
        "; ".join(filter(None, [f"n = {people}" if people else "", joined("condition")])),
        "; ".join(filter(None, [joined("treatment"), f"comparison: {comparison}" if comparison else ""])),
        joined("outcomes", "outcome"),
        "; ".join(filter(None, [*notes, f"key {work.key}"])),
    ]


def _reference(work: Work, label: str) -> str:
    """Write one RIS record. Our key and what else is empty is left out rather than invented."""
    first, last = page_range(work.bibliography.pages) or (work.bibliography.pages, "")
    fields = [
        ("TY", "JOUR"),
        ("TI", work.bibliography.title),
        *(("AU", inverted_name(author)) for author in work.bibliography.authors),
        ("PY", str(work.bibliography.year or "")),
        ("JO", work.bibliography.journal),
        ("VL", work.bibliography.volume),
        ("IS", work.bibliography.issue),
        ("SP", first),
        ("EP", last),
        ("DO", work.bibliography.doi),
        ("AN", work.bibliography.pmid),
        ("NS", label),
    ]
    lines = [f"{tag}  - {one_line(value)}" for tag, value in fields if value.strip()]
    return "".join(f"{line}\r\n" for line in [*lines, "ER  - ", ""])


def _lost(appraised: Sequence[Appraised], labels: Mapping[str, str]) -> tuple[str, ...]:
    folded: Counter[str] = Counter()
    axes: dict[str, None] = {}
    for appraisal in appraised:
        checklist = appraisal.checklist
        for target in targets_of(checklist):
            level = appraisal.verdict.final(target)
            if level is not None and level not in ("low", "high"):
                folded[level] += 1
        axes |= dict.fromkeys(axis for axis in checklist.overalls if axis != checklist.main_axis)
    said = [
        f"{symbol_of(level).word} became {FOLDED[level]} ({times} times)"
        for level, times in sorted(folded.items())
    ]
    if said:
        said[-1] += "; the support text begins with our word"
    return (
        *said,
        *(f"the judgements of {axis.replace('_', ' ')}" for axis in axes),
        "answers, notes, quotes, who judged, and the suggested judgements behind overrides",
        "Data source is empty: its words in RevMan are not public",
        *guarded(labels.values()),
    )
