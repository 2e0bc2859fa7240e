"""Name the designs, and hold the pieces of phrases that tell them apart."""

from __future__ import annotations

import re

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
DIAGNOSTIC = "diagnostic_accuracy"
PREDICTION = "prediction_model"


def whole_words(pattern: str) -> re.Pattern[str]:
    """Compile a pattern that begins and ends where a word does, without regard to case."""
    return re.compile(rf"(?<!\w)(?:{pattern})(?!\w)", re.IGNORECASE)


_NUMBERED = (
    "type", "grade", "stage", "phase", "class", "level", "factor", "group", "category", "tier", "wave",
    "day", "week", "month", "year", "table", "figure", "score", "version", "number", "no", "case", "patient",
    "covid", "cov", "virus", "variant", "omicron", "interleukin", "apolipoprotein", "than", "aged", "age",
)  # fmt: skip
"""Words whose following number is a part of a name."""
COUNTED = r"(?<![\w\-./,+])" + "".join(rf"(?<!\b{word} )" for word in _NUMBERED)
"""What stands before a number that counts: not the 19 of "COVID-19 cases", nor the 2 of "type 2 diabetes"."""

FEW = (
    rf"(?:{COUNTED}(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|[2-9]"
    rf"|1\d)(?![\w.,/]?\d|[\w\-]))"
)
PEOPLE = (
    r"(?:patients|cases|children|infants|neonates|newborns|adolescents|adults|women|men|boys|girls"
    r"|individuals"
    r"|people|subjects|participants|siblings|brothers|sisters|twins)"
)
REPORT = r"(?:treated|report(?:ed)?|describe[d]?|present(?:ed)?|encountered|experienced|reviewed|managed)"
DATABASES = r"(?:PubMed|MEDLINE|Embase|Cochrane|Web of Science|databases?)"
OTHER_REVIEW = (
    r"(?!(?:retrospective|chart|charts|case|record|records|notes|medical|clinical|hospital|institutional"
    r"|audit"
    r"|systematic|scoping|umbrella|meta-analytic|rapid|integrative|mapping|realist|cochrane|peer|registry"
    r"|database|single-cent(?:er|re)|multicent(?:er|re)|multi-cent(?:er|re)|nationwide|prospective"
    r"|utili[sz]ation"
    r"|histologic(?:al)?|patholog(?:y|ic|ical)|radiologic(?:al)?|(?:[\w]{1,12}|\d{1,2})-(?:year|month"
    r"|week|day))\b)"
)
"""What stands before each word of a review of the literature: not of charts, and not a systematic one."""

_CONTROLS = (
    r"(?:control (?:group|arm|patients|subjects|cohort)s?|controls|comparators? (?:group|arm)"
    r"|comparison (?:group"
    r"|subjects|cohort)s?|placebo"
    r"|(?:untreated|unexposed|uninfected|unvaccinated|non-?exposed) \w{1,20}|non-?users|(?:healthy"
    r"|normal) (?:volunteers"
    r"|subjects|individuals|people)|(?:the )?other (?:group|arm|half)|(?:second|third) group"
    r"|(?:between|both|two|three|each|either) (?:the )?(?:\w{1,20} )?(?:groups?|cohorts|arms?))"
)
NAMED_CONTROLS = whole_words(
    rf"(?<!out a )(?<!out )(?<!no )(?<!out any )(?<!lack of )(?<!lack of a )(?<!absence of a ){_CONTROLS}"
)
"""What says that the study has a second group. "Without a control group" does not."""

OWN_PATIENTS = whole_words(
    rf"we (?:here ?by |also |herein )?{REPORT} (?:[\w\-]{{1,20}} ){{0,6}}(?:{PEOPLE}|case|patient)"
    r"|\d{1,3}-year-old|(?:our|this) (?:case|patient)s?|at our (?:institution|hospital|cent(?:er|re))"
    rf"|we {REPORT} {FEW}"
)
"""What speaks of the authors' own patients: with it, a review beside them is the second design."""

CASES_AND_REVIEW = whole_words(
    r"case (?:reports?|series)(?: [\w\-]{1,20}){0,2}(?:,)? (?:and|with|plus|&) (?:an? "
    r"|the )?(?:[\w\-]{1,20} ){0,2}review"
)
"""A title that announces the authors' own cases beside a review."""

STUDY_AND_REVIEW = whole_words(
    r"(?:study|studies|trial|cohort|analysis) (?:and|with|plus|&) (?:an? |the )?(?:updated )?"
    r"(?:systematic review|(?:network )?meta-?analysis)"
)
"""A title that announces the authors' own study beside a review."""
