"""Find whether a text plans a study rather than reporting one."""

from __future__ import annotations

from workbench.intake.design.phrases import whole_words

_TITLE = whole_words(
    r"(?:study|trial|review|research) protocol|protocol$|(?<!\w )protocol (?:of|for)"
    r"|(?<=: )(?:an? |the )?(?:[\w\-]{1,20} ){0,6}protocol"
)
_DESIGN_TITLE = whole_words(
    r"(?:rationale|design|methods|methodology)(?: and (?:\w{1,20} )?(?:rationale|design"
    r"|methods))? of (?:an? |the )"
    r"(?:[\w\-,]{1,30} ){0,12}(?:trial|study)"
)
_DONE = (
    r"(?:randomi[sz]ed|randomly|enrol+ed|recruited|searched|included|invited|assigned|allocated"
    r"|followed|treated)"
)
_STUDY = (
    r"(?:this|the|our|present|current|proposed) (?:[\w\-,]{1,30} ){0,6}(?:study|trial|project"
    r"|investigation|design"
    r"|protocol|review)"
)
_SUBJECTS = (
    r"(?:patients?|participants?|subjects?|volunteers?|adults?|children|women|men|individuals|we|studies|data"
    rf"|groups?|arms?|{_STUDY})"
)
_WILL = whole_words(
    rf"{_SUBJECTS}(?: [\w\-(),]{{1,30}}){{0,8}}? will (?:then |also |all |each )?"
    rf"(?:be (?:\w{{1,20}} )?(?:{_DONE}|given|approached|scheduled|administered|assessed|evaluated"
    rf"|measured|conducted"
    r"|performed|tested|compared|collected|asked|interviewed|recorded|screened|stratified)"
    r"|be an? (?:[\w\-,]{1,30} ){0,6}(?:study|trial|design)"
    r"|receive|undergo|take part|participate|complete|attend|assess|evaluate|investigate|test|compare|examine"
    r"|explore|recruit|enrol+|include|measure|use|last|consist|determine|conduct|search|perform|collect"
    r"|provide)"
    rf"|will be (?:\w{{1,20}} )?{_DONE}"
    r"|(?:this|the|present|our) (?:study |trial )?protocol (?:describes?|is|presents?|outlines?|was designed)"
    r"|(?:present|describe|report) (?:the|a|our) (?:study |trial |research )?protocol"
    r"|(?:report|describe|present) the (?:design|rationale|methods)(?: and (?:design|rationale|methods))? of"
)
_INTENDED = whole_words(
    r"(?:participants|patients|subjects|\d{1,5}) are (?:to be|being|scheduled to (?:be|receive)"
    r"|planned to be)"
    r"(?: \w{1,20})?|(?:study|trial) (?:seeks|intends|is intended|is designed|is planned|aims"
    r"|is being conducted) to"
    r"|we (?:plan|intend|propose|aim) (?:to )?\w{1,20}"
)
_FUTURE_WORK = whole_words(
    r"(?:future|further|larger?|next|subsequent|additional|more|ongoing|other)(?: [\w\-]{1,20}){0,6} $"
)
_REGISTRY = whole_words(
    r"(?:intervention|condition|(?:primary|secondary) outcomes?|(?:inclusion|exclusion) criteria)(?= ?:)"
)
_RESULTS = whole_words(
    r"results?:|findings:|conclusions?:|results and conclusions?|we found|(?:our|the) (?:results|findings)"
    r" (?:show(?:ed)?|suggest(?:ed)?|indicated?|demonstrated?|revealed)|95 ?% ?(?:ci|confidence)"
    r"|p ?[<=>≤] ?0?\.\d{1,5}"
)
_WITH_RESULTS = 3
"""How many plans a text that also prints results must tell; a report plans at most its next study."""
_REGISTRY_FIELDS = 3
_MOST_WORDS = 8


def planning_phrase(title: str, body: str) -> str:
    """Return the phrase that shows that the study is yet to be done, or nothing.

    A title that says protocol is enough. Else the text must plan the study, or be laid out like an entry in a
    register of trials, and report no results.
    """
    named = _TITLE.search(title)
    if named:
        return _short(named[0])
    will = [match for match in _WILL.finditer(body) if not _FUTURE_WORK.search(body[: match.start()][-80:])]
    if _RESULTS.search(body):
        return _short(will[0][0]) if len(will) >= _WITH_RESULTS else ""
    intended = list(_INTENDED.finditer(body))
    if will or len(intended) > 1:
        return _short((will or intended)[0][0])
    designed = _DESIGN_TITLE.search(title)
    fields = list(_REGISTRY.finditer(body))
    if designed or len({field[0].casefold() for field in fields}) >= _REGISTRY_FIELDS:
        return _short((designed or fields[0])[0])
    return ""


def _short(phrase: str) -> str:
    """Cut a phrase to the words that a reason quotes."""
    return " ".join(phrase.strip(" ,:;.").split()[-_MOST_WORDS:])
