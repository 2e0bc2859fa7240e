"""List the phrases that speak for a design, each with its weight.

A *naming* phrase names a design, and so may name that of other studies ("further randomised trials are
needed"): ``evidence`` checks the words around it. The other phrases tell what was done. A phrase is matched
without regard to case, on one line, and begins and ends where a word does: "compared to" is not in "compared
tofacitinib". All repetitions are bounded, so that no text takes long.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from workbench.intake.design.phrases import (
    CASE_CONTROL,
    CASE_REPORT,
    CASE_SERIES,
    CROSS_SECTIONAL,
    DATABASES,
    DIAGNOSTIC,
    FEW,
    NARRATIVE,
    OTHER_REVIEW,
    PEOPLE,
    PREDICTION,
    PSM,
    RANDOMISED,
    REPORT,
    SINGLE_ARM,
    SYSTEMATIC,
    UNMATCHED,
    whole_words,
)


@dataclass(frozen=True, slots=True)
class Clue:
    """One kind of phrase: what it speaks for, how strongly, and whether it names the design."""

    design: str
    weight: float
    pattern: re.Pattern[str]
    naming: bool = False


def _named(design: str, weight: float, *patterns: str) -> list[Clue]:
    return [Clue(design, weight, whole_words(pattern), naming=True) for pattern in patterns]


def _told(design: str, weight: float, *patterns: str) -> list[Clue]:
    return [Clue(design, weight, whole_words(pattern)) for pattern in patterns]


_GAP = r"(?:[\w\-,']{1,30} ){0,4}"
_MODEL = r"(?:models?|rules?|scores?|scoring systems?|nomograms?|tools?|algorithms?|index)"
_PREDICTIVE = (
    r"(?:prediction|predictive|predicting|prognostic|risk[- ](?:prediction|stratification|score)|nomogram)"
)
_DEVELOP = (
    r"(?:develop(?:ed|ing|ment)?|deriv(?:ed?|ing|ation)|validat(?:ed?|ing|ion)|construct(?:ed|ing"
    r"|ion)?|buil[dt])"
)

CLUES: tuple[Clue, ...] = (
    *_named(
        PSM,
        6,
        r"propensity[- ](?:score[- ])?match(?:ed|ing)?",
        r"match(?:ed|ing) (?:[\w\-]{1,20} ){0,4}propensity",
        r"propensity[- ](?:score[- ])?weight(?:ed|ing)?",
        r"inverse[- ]probability[- ](?:of[- ])?(?:treatment[- ])?(?:[\w\-]{1,20}[- ]){0,1}weight(?:ed"
        r"|ing|s)?",
        r"overlap weight(?:ed|ing|s)?",
    ),
    *_named(PSM, 4, r"propensity[- ]scores?(?![- ](?:match|weight))", r"IPTW", r"PSM"),
    *_named(CASE_REPORT, 4, r"case (?:report|presentation|study of a (?:patient|participant))"),
    *_told(
        CASE_REPORT,
        4,
        rf"we (?:here |herein |hereby )?{REPORT} (?:here )?(?:the |an? )(?:first |rare "
        rf"|unusual )?{_GAP}(?:case|patient)",
    ),
    *_told(CASE_REPORT, 3, r"(?:an?|the) (?:[\w\-]{1,20} ){0,3}\d{1,3}-year-old"),
    *_told(
        CASE_REPORT,
        2,
        r"(?:a|one|single|rare|unusual|first) case of",
        r"(?:this|our) (?:case|patient)",
        r"have presented a case",
    ),
    *_named(
        CASE_SERIES,
        4,
        r"case[- ]series",
        rf"series of (?:[\w\-]{{1,20}} ){{0,4}}{PEOPLE}",
        r"clinical series",
    ),
    *_told(
        CASE_SERIES,
        3,
        rf"we {REPORT} {_GAP}{FEW} {_GAP}{PEOPLE}",
        rf"reports? of {FEW} (?:[\w\-]{{1,20}} )?cases",
        rf"{FEW} (?:[\w\-]{{1,20}} ){{0,2}}case reports",
    ),
    *_told(CASE_SERIES, 2, rf"{FEW} (?:consecutive )?cases"),
    *_told(CASE_SERIES, 1, r"consecutive (?:patients|cases)", r"case 2", rf"^\W*{FEW} {_GAP}{PEOPLE}"),
    *_told(CASE_SERIES, 1, r"(?:without|no) (?:an? )?(?:concurrent )?(?:control|comparison) (?:group|arm)"),
    *_named(
        SINGLE_ARM,
        5,
        r"(?:single|one)[- ](?:arm|armed)",
        r"single[- ]group",
        r"one[- ]group (?:[\w\-,]{1,20} ){0,3}(?:trial|study|design)",
        r"before[- ](?:and[- ])?after (?:study|trial|design|comparison)",
        r"pre-?(?:/|-| and )?post(?:-?(?:test|intervention|treatment))? (?:study|design|comparison)",
        r"uncontrolled (?:[\w\-,]{1,20} ){0,3}(?:trial|study)",
        r"non-?comparative (?:[\w\-,]{1,20} ){0,3}(?:trial|study)",
    ),
    *_told(SINGLE_ARM, 2, r"longitudinal (?:[\w\-,]{1,20} ){0,2}trial"),
    *_told(
        SINGLE_ARM,
        1.5,
        r"before and (?:\w{1,10} ){0,3}after",
        r"(?:treated|gave|administered) (?:\w{1,20} ){0,3}(?:group|number) of",
        rf"all (?:\w{{1,20}} )?{PEOPLE} (?:received|were treated|were given|took)",
        r"(?:without|no) (?:an? )?(?:concurrent )?(?:control|comparison|comparator) (?:group|arm)",
    ),
    *_told(
        SINGLE_ARM,
        1,
        r"longitudinal (?!cohort)(?:[\w\-,]{1,20} ){0,2}study",
        r"changes? in [^.;]{1,80}\b(?:evaluated|assessed|measured)",
        r"open-label",
        r"(?:from|versus|compared (?:with|to)) (?:the )?baseline",
        r"we treated (?:\w{1,20} ){0,4}patients",
    ),
    *_named(
        RANDOMISED,
        5,
        r"(?<!mendelian )randomi[sz](?:ed|ation)\b[ \w,\-()]{0,60}?\b(?:trial|study|design)",
        r"random(?:ly)? (?:assigned|allocated|allocation|assignment|divided)",
        r"(?:assigned|allocated|divided) (?:\w{1,20} ){0,2}(?:randomly|at random)",
    ),
    *_named(RANDOMISED, 5, r"(?:were|was|be) (?:\w{1,20} )?randomi[sz]ed"),
    *_told(RANDOMISED, 2, r"(?:double|single|triple)-?(?: )?blind(?:ed)?", r"placebo-controlled"),
    *_told(
        RANDOMISED,
        1.5,
        r"double-dummy",
        r"cross-?over (?:\w{1,20} )?(?:trial|study|design|comparison|fashion|manner)",
        r"(?:or|and|with|versus|than|to|received) (?:\w{1,20} )?placebo",
        r"parallel-group",
    ),
    *_named(
        SYSTEMATIC,
        5,
        r"systematic(?:ally)? (?:[\w\-]{1,20} ){0,2}review(?:ed)?",
        r"(?:network )?meta-?analys[ie]s",
        r"meta-analytic (?:review|study)",
        r"(?:umbrella|scoping|rapid|integrative|mapping|realist|cochrane) review",
        r"overview of (?:\w{1,20} )?(?:systematic )?reviews",
    ),
    *_told(
        SYSTEMATIC,
        2,
        rf"search(?:ed)? [^.;]{{0,60}}\b{DATABASES}",
        r"(?:electronic|computeri[sz]ed|database|systematic|comprehensive) (?:\w{1,20} )?search(?:es)?",
        rf"{DATABASES} (?:were|was) (?:\w{{1,20}} )?searched",
        r"PRISMA",
        r"(?:search strategy|selection criteria):",
        r"(?:studies|trials|articles) (?:\([^()]{1,30}\) )?(?:were |met )(?:\w{1,20} )?(?:included"
        r"|eligible|pooled|inclusion|identified)",
    ),
    *_told(
        SYSTEMATIC,
        1,
        r"pooled (?:estimates?|odds|risk|effects?|analys[ie]s|mean)",
        r"random-effects?",
        r"heterogeneity",
    ),
    *_named(
        NARRATIVE,
        5,
        r"narrative review",
        r"state-of-the-art review",
        r"review article",
        rf"(?:this|our|present) (?:{OTHER_REVIEW}[\w\-]{{1,20}} ){{0,2}}{OTHER_REVIEW}review"
        rf"(?! (?:board|of (?:[\w\-]{{1,20}} ){{0,3}}(?:charts|records|notes|files|cases|patients)))",
        rf": an? (?:{OTHER_REVIEW}[\w\-]{{1,20}} ){{0,3}}{OTHER_REVIEW}(?:review|overview)"
        rf"(?! of (?:[\w\-]{{1,20}} ){{0,3}}(?:charts|records|notes|files|cases|patients|reviews))",
    ),
    *_named(NARRATIVE, 3, r"literature (?:review|search)", r"review of (?:the )?(?:\w{1,20} )?literature"),
    *_told(
        NARRATIVE,
        3,
        r"we (?:\w{1,20} )?(?:review|summari[sz]e|discuss) (?!(?:\w{1,20} ){0,3}(?:charts|records"
        r"|patients))\w{1,30}",
    ),
    *_named(
        UNMATCHED,
        4,
        r"cohort (?:study|analysis)",
        r"(?:retrospective|prospective|historical|comparative|observational|multicent(?:er|re)"
        r"|population-based|nationwide|longitudinal) (?:[\w\-]{1,20} ){0,2}cohorts?",
        r"target trial emulation",
        r"emulat(?:ed|ing) (?:a )?target trial",
    ),
    *_named(UNMATCHED, 2.5, r"longitudinal (?!cohort)(?:[\w\-,]{1,20} ){0,2}study"),
    *_told(
        UNMATCHED,
        4,
        r"non-?randomi[sz]ed (?:[\w\-]{1,20} ){0,2}(?:trial|study|comparison)",
        r"retrospective(?:ly)? (?:[\w\-]{1,20} ){0,2}compar(?:isons?|ative|ed)",
    ),
    *_told(
        UNMATCHED,
        1.5,
        r"compar(?:ed|ing) (?:with|to|between|against)(?! (?:the )?(?:baseline|before|pre))",
        r"hazard ratios?",
        r"(?:historical )?control(?:s| group| arm)",
        r"(?:multivaria(?:ble|te)|Cox)",
        r"adjust(?:ed|ing|ment) for",
        r"versus",
    ),
    *_named(CASE_CONTROL, 6, r"case[- ](?:control|referent)(?:led)?"),
    *_told(
        CASE_CONTROL,
        2,
        r"cases and (?:\w{1,20} ){0,3}controls",
        r"controls were (?:\w{1,20} )?(?:matched|selected|sampled)",
    ),
    *_told(CASE_CONTROL, 1, r"odds ratios?"),
    *_named(CROSS_SECTIONAL, 5, r"cross-sectional(?:ly)?(?! (?:imag|ct\b|area|scan|echo|computed|view))"),
    *_told(
        CROSS_SECTIONAL,
        2,
        r"(?:online |postal |web-based |national )?survey(?:ed)?",
        r"prevalence (?:of|was)",
    ),
    *_told(CROSS_SECTIONAL, 1.5, r"questionnaires?"),
    *_named(
        DIAGNOSTIC,
        5,
        r"diagnostic (?:test )?accuracy(?: (?:study|of))?",
        r"accuracy of (?:[\w\-]{1,20} ){1,8}(?:in|for|to) (?:the )?(?:diagnos(?:is|ing|e)|detect(?:ion"
        r"|ing)?)",
    ),
    *_told(
        DIAGNOSTIC,
        2.5,
        r"diagnostic (?:performance|value|yield|utility|ability)",
        r"sensitivity(?: and|,) specificity",
        r"(?:reference|gold)[- ]standard",
    ),
    *_told(
        DIAGNOSTIC,
        1,
        r"(?:positive|negative) predictive values?",
        r"receiver[- ]operat(?:ing|or)",
        r"specificity (?:of|was|were)",
        r"likelihood ratios?",
    ),
    *_named(
        PREDICTION,
        5,
        rf"{_DEVELOP} (?:and (?:\w{{1,20}} )?{_DEVELOP} )?(?:[\w\-]{{1,20}} ){{0,5}}"
        rf"(?:nomogram|{_PREDICTIVE} (?:[\w\-]{{1,20}} ){{0,1}}{_MODEL})",
        rf"{_PREDICTIVE} {_MODEL} (?:was|were) (?:\w{{1,20}} )?{_DEVELOP}",
        r"clinical prediction (?:rule|model)s?",
    ),
    *_named(PREDICTION, 3, rf"(?:prediction|prognostic|risk prediction) {_MODEL}", r"nomograms?"),
    *_told(
        PREDICTION,
        1.5,
        r"(?:concordance|c-)[- ]?(?:statistic|index)",
        r"(?:derivation|training|development) (?:set|cohort|sample|dataset)",
        r"external(?:ly)? validat(?:ed|ion)",
        r"area under (?:the )?(?:\w{1,20} ){0,3}curve",
        r"calibration (?:plots?|curves?|slope|was)",
    ),
)
