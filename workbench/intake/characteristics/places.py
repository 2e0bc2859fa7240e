"""Find where a text says that a study was done: the country, and the kind of place."""

from __future__ import annotations

import re

from workbench.intake.characteristics.printed import NUMBER, Printed, speaks_of_other_work, the_only

_COUNTRIES = (
    "Afghanistan|Albania|Algeria|Argentina|Armenia|Australia|Austria|Azerbaijan|Bahrain|Bangladesh|Belarus"
    "|Belgium|Benin|Bolivia|Bosnia and Herzegovina|Botswana|Brazil|Bulgaria|Burkina Faso|Cambodia|Cameroon"
    "|Canada|Chile|China|Colombia|Costa Rica|Croatia|Cuba|Cyprus|Czech Republic|Czechia"
    "|Democratic Republic of the Congo|Denmark|Dominican Republic|Ecuador|Egypt|El Salvador|Estonia|Ethiopia"
    "|Finland|France|Gabon|Germany|Ghana|Greece|Guatemala|Guinea|Haiti|Honduras|Hong Kong|Hungary|Iceland"
    "|India|Indonesia|Iran|Iraq|Ireland|Israel|Italy|Ivory Coast|Jamaica|Japan|Jordan|Kazakhstan|Kenya|Kuwait"
    "|Laos|Latvia|Lebanon|Libya|Lithuania|Luxembourg|Madagascar|Malawi|Malaysia|Mali|Malta|Mexico|Moldova"
    "|Mongolia|Montenegro|Morocco|Mozambique|Myanmar|Namibia|Nepal|Netherlands|New Zealand|Nicaragua|Niger"
    "|Nigeria|North Macedonia|Norway|Oman|Pakistan|Panama|Papua New Guinea|Paraguay|Peru|Philippines|Poland"
    "|Portugal|Qatar|Romania|Russia|Rwanda|Saudi Arabia|Senegal|Serbia|Sierra Leone|Singapore|Slovakia"
    "|Slovenia|Somalia|South Africa|South Korea|Spain|Sri Lanka|Sudan|Sweden|Switzerland|Syria|Taiwan"
    "|Tajikistan|Tanzania|Thailand|Togo|Tunisia|Turkey|Türkiye|Uganda|Ukraine|United Arab Emirates"
    "|Uruguay|Uzbekistan|Venezuela|Vietnam|Viet Nam|Yemen|Zambia|Zimbabwe"
)
_SAME = {
    "United States": r"United States(?: of America)?|U\.?S\.?A\.?",
    "United Kingdom": r"United Kingdom|U\.?K\.?|England|Scotland|Wales|Northern Ireland",
    "China": r"P\. ?R\. ?China|PR China|People['’]s Republic of China",
    "South Korea": r"(?:Republic of )?Korea",
    "Iran": r"Islamic Republic of Iran|I\.R\. Iran",
}
"""Countries that are printed in several ways, by the name that is suggested."""
_ANY = "|".join([*_SAME.values(), _COUNTRIES])
_INSTITUTION = re.compile(
    r"\b(?:Universit\w{1,6}|Hospitals?|Departments?|Institut\w{1,4}|School|College|Clinics?|Klinik\w{0,3}"
    r"|Faculty|Division|Medical Cent(?:er|re)|Cent(?:er|re) for)\b"
)
_AFFILIATION_END = re.compile(rf"(?:, |,|\d )(?:the )?(?P<country>{_ANY})[.;]?(?: {{0,3}}E-?mail\b.*)?$")
_NO_AFFILIATION = re.compile(
    r"\b(?:support\w{0,3}|fund\w{0,3}|grants?|approv\w{1,3}|ethics|committee|were|was|manufactur\w{1,3}"
    r"|purchased|obtained|consent)\b",
    re.IGNORECASE,
)
_LONGEST_AFFILIATION = 600
_DONE_IN = re.compile(
    r"\b(?:hospitals?|cent(?:re|er)s?|sites|clinics?|departments?|institutions?|units?"
    r"|(?:study|trial) was (?:conducted|performed|carried out|done)|conducted) "
    rf"(?:across|in|throughout) (?:the )?(?P<country>{_ANY})\b(?!,? (?:and|or|&) |, (?:the )?(?:{_ANY})\b)"
)
_KIND = (
    r"(?:single|large|tertiary|secondary|primary|care|care-level|academic|teaching|university|general|referral"
    r"|community|regional|national|public|private|urban|rural|medical|participating|speciali[sz]ed|specialist"
    r"|different|district|city|veterans|children's|cancer|research|clinical|rheumatology|oncology|health)"
)
_PLACE = r"(?:hospitals?|cent(?:re|er)s?|clinics?|institutions?|intensive care units?|ICUs?|practices|sites)"
_AT_A_PLACE = re.compile(
    r"\b(?:at|in|from|across|admitted to|visited) "
    rf"(?P<place>(?:an? {_KIND}|{NUMBER}) (?:{_KIND} ){{0,4}}{_PLACE})\b"
    r"(?! (?:group|study|stay|anxiety|admission|discharge|visit|room|ward))",
    re.IGNORECASE,
)
_OUR_PLACE = re.compile(
    r"\b(?:at|in|to) "
    r"(?P<place>our (?:[\w\-]{1,20} ){0,2}?(?:hospital|institution|institute|cent(?:er|re)|clinic))\b"
)
_SIZED = re.compile(
    r"\b(?P<place>(?:single|multi|two|three)[- ]?cent(?:er|re)|(?:single|multi)[- ]?institution(?:al)?)\b"
    r"[^.;]{0,60}\b(?:study|trial|cohort|series|analysis|experience|report)\b",
    re.IGNORECASE,
)
_SEVERAL = re.compile(
    r"\b(?:multi|two|three|several|\d{1,3}|centers|centres|hospitals|sites|clinics)", re.IGNORECASE
)


def country(text: str) -> list[Printed]:
    """Return the country that a sentence names as the place of the study, else that of all affiliations."""
    named = [
        _country(match.start(), match)
        for match in _DONE_IN.finditer(text)
        if not speaks_of_other_work(text, *match.span())
    ]
    return the_only(named) if named else the_only(_of_affiliations(text))


def _of_affiliations(text: str) -> list[Printed]:
    found = []
    for line in re.finditer(r"[^\n]{15,}", text):
        words = line[0].rstrip()
        if (
            len(words) > _LONGEST_AFFILIATION
            or not _INSTITUTION.search(words)
            or _NO_AFFILIATION.search(words)
        ):
            continue
        match = _AFFILIATION_END.search(words)
        if match is not None:
            end = line.start() + match.end("country")
            found.append(Printed("country", _canonical(match["country"]), line.start(), end))
    return found


def _country(start: int, match: re.Match[str]) -> Printed:
    return Printed("country", _canonical(match["country"]), start, match.end())


def _canonical(printed: str) -> str:
    return next((name for name, forms in _SAME.items() if re.fullmatch(forms, printed)), printed)


def setting(text: str) -> list[Printed]:
    """Return the kind of place as printed; nothing where one place and several are printed."""
    found = [
        Printed("setting", _uncapitalised(match["place"]), *match.span("place"))
        for pattern in (_AT_A_PLACE, _SIZED, _OUR_PLACE)
        for match in pattern.finditer(text)
        if not speaks_of_other_work(text, *match.span())
    ]
    kinds = {bool(_SEVERAL.search(str(each.value))) for each in found}
    return found[:1] if len(kinds) == 1 else []


def _uncapitalised(words: str) -> str:
    """Return words on one line, without the capital of the beginning of a sentence."""
    words = " ".join(words.split())
    return words if words[1:2].isupper() else words[:1].lower() + words[1:]
