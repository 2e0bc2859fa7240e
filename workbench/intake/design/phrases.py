"""List the phrases that speak for a design, each with its weight; case is ignored, on one line.

A *naming* phrase names a design, and so may name that of other studies ("further randomised trials are
needed"): ``evidence`` checks the words around it. The other phrases tell what was done. All repetitions are
bounded, so that no text takes long.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

PSM = "psm_retrospective_cohort"
CASE_SERIES = "case_series"
CASE_REPORT = "case_report"
SINGLE_ARM = "single_arm_before_after"
RANDOMISED = "randomised_trial"
SYSTEMATIC = "systematic_review"
UNMATCHED = "unmatched_cohort"
CASE_CONTROL = "case_control"
CROSS_SECTIONAL = "cross_sectional"
NARRATIVE = "narrative_review"


@dataclass(frozen=True, slots=True)
class Clue:
    """One kind of phrase: what it speaks for, how strongly, and whether it names the design."""

    design: str
    weight: float
    pattern: re.Pattern[str]
    naming: bool = False


def _named(design: str, weight: float, *patterns: str) -> list[Clue]:
    return [Clue(design, weight, re.compile(pattern, re.IGNORECASE), naming=True) for pattern in patterns]


def _told(design: str, weight: float, *patterns: str) -> list[Clue]:
    return [Clue(design, weight, re.compile(pattern, re.IGNORECASE)) for pattern in patterns]


_FEW = r"(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|[2-9]|1\d)"
_PEOPLE = (
    r"(?:patients|cases|children|infants|adults|women|men|individuals|subjects|participants|siblings|twins)"
)
_REPORT = r"(?:treated|report(?:ed)?|describe[d]?|present(?:ed)?|encountered|experienced|reviewed|managed)"
_GAP = r"(?:[\w\-,']{1,30} ){0,4}"
_DATABASES = r"(?:PubMed|MEDLINE|Embase|Cochrane|Web of Science|databases?)"

COMPARISON = re.compile(
    r"(?<!out a )(?<!without )(?<!no )\b(?:control (?:group|arm|patients|subjects)|controls\b"
    r"|comparators? (?:group|arm)"
    r"|comparison group|placebo|versus\b|vs\.? |untreated (?:group|patients)|(?:hazard|risk|odds) ratios?"
    r"|compar(?:ed|ing) (?:with|to|between|against)(?! (?:the )?(?:baseline|before|pre))"
    r"|between (?:the )?(?:two )?groups|both (?:groups|cohorts)|adjust(?:ed|ing) for|multivaria(?:ble|te))",
    re.IGNORECASE,
)
"""What speaks of two groups. "Without a control group" does not."""

OWN_PATIENTS = re.compile(
    rf"\bwe (?:here ?by |also |herein )?{_REPORT} (?:[\w\-]{{1,20}} ){{0,6}}(?:{_PEOPLE}|case"
    rf"|patient)\b|\d{{1,3}}-year-old"
    rf"|\b(?:our|this) (?:case|patient)s?\b|\bat our (?:institution|hospital|cent)|\bwe {_REPORT} {_FEW}",
    re.IGNORECASE,
)
"""What speaks of the authors' own patients: with it, a review beside them is the second design."""

CASES_AND_REVIEW = re.compile(
    r"\bcase (?:report|series)(?: [\w\-]{1,20}){0,2}(?:,)? (?:and|with|plus|&) (?:an? "
    r"|the )?(?:[\w\-]{1,20} ){0,2}review",
    re.IGNORECASE,
)

STUDY_AND_REVIEW = re.compile(
    r"\b(?:study|studies|trial|cohort|analysis) (?:and|with|plus|&) (?:an? |the )?(?:updated )?"
    r"(?:systematic review|(?:network )?meta-?analysis)",
    re.IGNORECASE,
)
"""A title that announces the authors' own study beside a review."""

CLUES: tuple[Clue, ...] = (
    *_named(
        PSM,
        6,
        r"propensity[- ](?:score[- ])?match(?:ed|ing)?",
        r"match(?:ed|ing) (?:[\w\-]{1,20} ){0,4}propensity",
    ),
    *_named(
        PSM,
        6,
        r"propensity[- ](?:score[- ])?weight(?:ed|ing)?",
        r"inverse[- ]probability[- ](?:of[- ])?(?:treatment[- ])?(?:[\w\-]{1,20}[- ]){0,1}weight(?:ed"
        r"|ing|s)?",
        r"overlap weight(?:ed|ing|s)?",
    ),
    *_named(PSM, 4, r"propensity[- ]scores?(?![- ](?:match|weight))", r"\bIPTW\b", r"\bPSM\b"),
    *_named(CASE_REPORT, 4, r"case (?:report|presentation|study of a patient)\b(?!s)"),
    *_told(
        CASE_REPORT,
        4,
        rf"we (?:here |herein |hereby )?{_REPORT} (?:here )?(?:the |an? )(?:first |rare "
        rf"|unusual )?{_GAP}(?:case|patient)\b",
    ),
    *_told(CASE_REPORT, 3, r"\b(?:an?|the) (?:[\w\-]{1,20} ){0,3}\d{1,3}-year-old"),
    *_told(
        CASE_REPORT,
        2,
        r"\b(?:a|one|single|rare|unusual|first) case of\b",
        r"\b(?:this|our) (?:case|patient)\b",
        r"have presented a case",
    ),
    *_named(
        CASE_SERIES,
        4,
        r"\bcase[- ]series\b",
        rf"\bseries of (?:[\w\-]{{1,20}} ){{0,4}}{_PEOPLE}",
        r"\bclinical series\b",
    ),
    *_told(
        CASE_SERIES,
        3,
        rf"\bwe {_REPORT} {_GAP}{_FEW} {_GAP}{_PEOPLE}",
        rf"\breports? of {_FEW} (?:[\w\-]{{1,20}} )?cases",
    ),
    *_told(CASE_SERIES, 2, rf"\b{_FEW} (?:consecutive )?cases\b"),
    *_told(
        CASE_SERIES, 1, r"\bconsecutive (?:patients|cases)", r"\bcase 2\b", rf"^\W*{_FEW} {_GAP}{_PEOPLE}"
    ),
    *_told(CASE_SERIES, 1, r"\b(?:without|no) (?:an? )?(?:concurrent )?(?:control|comparison) (?:group|arm)"),
    *_named(
        SINGLE_ARM,
        5,
        r"\b(?:single|one)[- ](?:arm|armed|group)\b",
        r"\bbefore[- ](?:and[- ])?after (?:study|trial|design|comparison)",
        r"\bpre-?(?:/|-| and )?post(?:-?(?:test|intervention|treatment))? (?:study|design|comparison)",
        r"\buncontrolled (?:[\w\-,]{1,20} ){0,3}(?:trial|study)",
        r"\bnon-?comparative (?:[\w\-,]{1,20} ){0,3}(?:trial|study)",
    ),
    *_named(SINGLE_ARM, 2.5, r"\blongitudinal (?!cohort)(?:[\w\-,]{1,20} ){0,2}(?:trial|study)"),
    *_told(
        SINGLE_ARM,
        1.5,
        r"\bbefore and (?:\w{1,10} ){0,3}after\b",
        r"\b(?:treated|gave|administered) (?:\w{1,20} ){0,3}(?:group|number) of",
        rf"\ball (?:\w{{1,20}} )?{_PEOPLE} (?:received|were treated|were given|took)",
        r"\b(?:without|no) (?:an? )?(?:concurrent )?(?:control|comparison|comparator) (?:group|arm)",
    ),
    *_told(
        SINGLE_ARM,
        1,
        r"\bchanges? in [^.;]{1,80}\b(?:evaluated|assessed|measured)",
        r"\bopen-label\b",
        r"\b(?:from|versus|compared (?:with|to)) (?:the )?baseline\b",
        r"\bwe treated (?:\w{1,20} ){0,4}patients",
    ),
    *_named(
        RANDOMISED,
        5,
        r"(?<!mendelian )\brandomi[sz](?:ed|ation)\b[ \w,\-()]{0,60}?\b(?:trial|study|design)\b",
        r"\brandom(?:ly)? (?:assigned|allocated|allocation|assignment)",
    ),
    *_named(RANDOMISED, 5, r"\b(?:were|was|be) (?:\w{1,20} )?randomi[sz]ed\b"),
    *_told(RANDOMISED, 2, r"\bdouble-blind(?:ed)?\b", r"\bplacebo-controlled\b"),
    *_named(
        SYSTEMATIC,
        5,
        r"\bsystematic(?:ally)? (?:literature |scoping )?review(?:ed)?\b",
        r"\b(?:network )?meta-?analys[ie]s\b",
        r"\bumbrella review\b",
        r"\bscoping review\b",
    ),
    *_told(
        SYSTEMATIC,
        2,
        rf"\bsearch(?:ed)? [^.;]{{0,60}}\b{_DATABASES}",
        rf"\b{_DATABASES} (?:were|was) (?:\w{{1,20}} )?searched",
        r"\bPRISMA\b",
        r"\b(?:studies|trials|articles) (?:\([^()]{1,30}\) )?(?:were |met )(?:\w{1,20} )?(?:included"
        r"|eligible|pooled|inclusion)",
    ),
    *_told(
        SYSTEMATIC,
        1,
        r"\bpooled (?:estimate|odds|risk|effect|analysis|mean)",
        r"\brandom-effects?\b",
        r"\bheterogeneity\b",
    ),
    *_named(
        NARRATIVE,
        5,
        r"\bnarrative review\b",
        r"\bstate-of-the-art review\b",
        r"\breview article\b",
        r"\b(?:this|our|present) (?:[\w\-]{1,20} ){0,2}review\b",
        r": an? (?:[\w\-]{1,20} ){0,3}(?:review|overview)\b",
    ),
    *_named(
        NARRATIVE, 3, r"\bliterature (?:review|search)\b", r"\breview of (?:the )?(?:\w{1,20} )?literature\b"
    ),
    *_told(
        NARRATIVE,
        3,
        r"\bwe (?:\w{1,20} )?(?:review|summari[sz]e|discuss)\b (?!(?:\w{1,20} ){0,3}(?:charts|records"
        r"|patients))",
    ),
    *_named(
        UNMATCHED,
        4,
        r"\bcohort (?:study|analysis)\b",
        r"\b(?:retrospective|prospective|historical|comparative|observational|multicent(?:er|re)"
        r"|population-based|nationwide|longitudinal) (?:[\w\-]{1,20} ){0,2}cohort\b",
        r"\btarget trial emulation\b",
        r"\bemulat(?:ed|ing) (?:a )?target trial",
    ),
    *_told(
        UNMATCHED,
        4,
        r"\bnon-?randomi[sz]ed (?:[\w\-]{1,20} ){0,2}(?:trial|study|comparison)",
        r"\bretrospective(?:ly)? (?:[\w\-]{1,20} ){0,2}compar(?:ison|ative|ed)",
    ),
    *_told(
        UNMATCHED,
        1.5,
        r"\bcompar(?:ed|ing) (?:with|to|between|against)(?! (?:the )?(?:baseline|before|pre))",
        r"\bhazard ratios?\b",
        r"\b(?:historical )?control(?:s| group| arm)\b",
        r"\b(?:multivaria(?:ble|te)|Cox)\b",
        r"\badjust(?:ed|ing|ment) for\b",
        r"\bversus\b",
    ),
    *_named(CASE_CONTROL, 6, r"\bcase[- ](?:control|referent)(?:led)?\b"),
    *_told(
        CASE_CONTROL,
        2,
        r"\bcases and (?:\w{1,20} ){0,3}controls\b",
        r"\bcontrols were (?:\w{1,20} )?(?:matched|selected|sampled)",
    ),
    *_told(CASE_CONTROL, 1, r"\bodds ratios?\b"),
    *_named(CROSS_SECTIONAL, 5, r"\bcross-sectional(?:ly)?\b(?! (?:imag|ct\b|area|scan|echo|computed|view))"),
    *_told(
        CROSS_SECTIONAL,
        2,
        r"\b(?:online |postal |web-based |national )?survey(?:ed)?\b",
        r"\bquestionnaires?\b",
        r"\bprevalence (?:of|was)\b",
    ),
)
