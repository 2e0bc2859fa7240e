"""Hold the guidelines, instruments and methods that the methods text rests on, as reference lists do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from store.bibliography import Bibliography
from workbench.version import __version__


@dataclass(frozen=True, slots=True)
class CitedWork:
    """A work that is no study of the review.

    Attributes:
        label: how a text cites it by author and year.
        record: its bibliographic record.
    """

    label: str
    record: Bibliography


@dataclass(frozen=True, slots=True)
class Cite:
    """The place in a sentence where a work is cited.

    Attributes:
        work: its key in `WORKS`.
        phrase: the words of the sentence that the citation follows.
        instead: what replaces these words where there is a reference list; None: they stay.
        in_brackets: whether the place is within brackets already.
    """

    work: str
    phrase: str
    instead: str | None = None
    in_brackets: bool = False


WORKS: Mapping[str, CitedWork] = MappingProxyType(
    {
        "grade": CitedWork(
            "Guyatt 2008",
            Bibliography(
                title="GRADE: an emerging consensus on rating quality of evidence and strength of "
                "recommendations",
                authors=(
                    *("Guyatt GH", "Oxman AD", "Vist GE", "Kunz R"),
                    *("Falck-Ytter Y", "Alonso-Coello P", "Schünemann HJ"),
                ),
                year=2008,
                journal="BMJ",
                volume="336",
                issue="7650",
                pages="924-926",
                doi="10.1136/bmj.39489.470347.AD",
            ),
        ),
        "grade-18": CitedWork(
            "Schünemann 2019",
            Bibliography(
                title="GRADE guidelines: 18. How ROBINS-I and other tools to assess risk of bias in "
                "nonrandomized studies should be used to rate the certainty of a body of evidence",
                authors=(
                    *("Schünemann HJ", "Cuello C", "Akl EA", "Mustafa RA"),
                    *("Meerpohl JJ", "Thayer K", "Morgan RL"),
                ),
                year=2019,
                journal="J Clin Epidemiol",
                volume="111",
                pages="105-114",
                doi="10.1016/j.jclinepi.2018.01.012",
            ),
        ),
        "grade-6": CitedWork(
            "Guyatt 2011",
            Bibliography(
                title="GRADE guidelines 6. Rating the quality of evidence—imprecision",
                authors=(
                    *("Guyatt GH", "Oxman AD", "Kunz R", "Brozek J"),
                    *("Alonso-Coello P", "Rind D", "Devereaux PJ"),
                ),
                year=2011,
                journal="J Clin Epidemiol",
                volume="64",
                issue="12",
                pages="1283-1293",
                doi="10.1016/j.jclinepi.2011.01.012",
            ),
        ),
        "core-grade-4": CitedWork(
            "Guyatt 2025",
            Bibliography(
                title="Core GRADE 4: rating certainty of evidence—risk of bias, publication bias, and "
                "reasons for rating up certainty",
                authors=(
                    *("Guyatt G", "Wang Y", "Eachempati P", "Iorio A"),
                    *("Murad MH", "Hultcrantz M", "Chu DK"),
                ),
                year=2025,
                journal="BMJ",
                volume="389",
                pages="e083864",
                doi="10.1136/bmj-2024-083864",
            ),
        ),
        "handbook-5.1": CitedWork(
            "Higgins 2011",
            Bibliography(
                title="Cochrane Handbook for Systematic Reviews of Interventions, version 5.1.0",
                authors=("Higgins JPT", "Green S"),
                year=2011,
                journal="The Cochrane Collaboration",
            ),
        ),
        "gwet-ac1": CitedWork(
            "Gwet 2008",
            Bibliography(
                title="Computing inter-rater reliability and its variance in the presence of high agreement",
                authors=("Gwet KL",),
                year=2008,
                journal="Br J Math Stat Psychol",
                volume="61",
                issue="1",
                pages="29-48",
                doi="10.1348/000711006X126600",
            ),
        ),
        "gwet-ac2": CitedWork(
            "Gwet 2014",
            Bibliography(
                title="Handbook of Inter-Rater Reliability, 4th edition",
                authors=("Gwet KL",),
                year=2014,
                journal="Advanced Analytics",
            ),
        ),
        "bayesian-bootstrap": CitedWork(
            "Rubin 1981",
            Bibliography(
                title="The Bayesian bootstrap",
                authors=("Rubin DB",),
                year=1981,
                journal="Ann Stat",
                volume="9",
                issue="1",
                pages="130-134",
                doi="10.1214/aos/1176345338",
            ),
        ),
        "workbench": CitedWork(
            "Appraisal workbench",
            Bibliography(
                title=f"Appraisal workbench, version {__version__} [software]",
                journal="The appraisal workbench founders",
            ),
        ),
        "amstar-2": CitedWork(
            "Shea 2017",
            Bibliography(
                title="AMSTAR 2: a critical appraisal tool for systematic reviews that include randomised or "
                "non-randomised studies of healthcare interventions, or both",
                authors=("Shea BJ", "Reeves BC", "Wells G", "Thuku M", "Hamel C", "Moran J", "Moher D"),
                year=2017,
                journal="BMJ",
                volume="358",
                pages="j4008",
                doi="10.1136/bmj.j4008",
            ),
        ),
        "jbi-case-series": CitedWork(
            "Munn 2020",
            Bibliography(
                title="Methodological quality of case series studies: an introduction to the JBI critical "
                "appraisal tool",
                authors=(
                    *("Munn Z", "Barker TH", "Moola S", "Tufanaru C"),
                    *("Stern C", "McArthur A", "Stephenson M"),
                ),
                year=2020,
                journal="JBI Evid Synth",
                volume="18",
                issue="10",
                pages="2127-2133",
                doi="10.11124/JBISRIR-D-19-00099",
            ),
        ),
        "jbi-manual": CitedWork(
            "Moola 2020",
            Bibliography(
                title="Chapter 7: Systematic reviews of etiology and risk. In: Aromataris E, Munn Z, "
                "editors. JBI Manual for Evidence Synthesis",
                authors=("Moola S", "Munn Z", "Tufanaru C"),
                year=2020,
                journal="JBI",
                doi="10.46658/JBIMES-20-08",
            ),
        ),
        "minors": CitedWork(
            "Slim 2003",
            Bibliography(
                title="Methodological index for non-randomized studies (MINORS): development and validation "
                "of a new instrument",
                authors=(
                    *("Slim K", "Nini E", "Forestier D", "Kwiatkowski F"),
                    *("Panis Y", "Chipponi J"),
                ),
                year=2003,
                journal="ANZ J Surg",
                volume="73",
                issue="9",
                pages="712-716",
                doi="10.1046/j.1445-2197.2003.02748.x",
            ),
        ),
        "nos": CitedWork(
            "Wells",
            Bibliography(
                title="The Newcastle-Ottawa Scale (NOS) for assessing the quality of nonrandomised studies "
                "in meta-analyses",
                authors=(
                    *("Wells GA", "Shea B", "O'Connell D", "Peterson J"),
                    *("Welch V", "Losos M", "Tugwell P"),
                ),
                journal="Ottawa Hospital Research Institute",
            ),
        ),
        "rob-2": CitedWork(
            "Sterne 2019",
            Bibliography(
                title="RoB 2: a revised tool for assessing risk of bias in randomised trials",
                authors=(
                    *("Sterne JAC", "Savović J", "Page MJ", "Elbers RG"),
                    *("Blencowe NS", "Boutron I", "Cates CJ"),
                ),
                year=2019,
                journal="BMJ",
                volume="366",
                pages="l4898",
                doi="10.1136/bmj.l4898",
            ),
        ),
        "robins-i-v2": CitedWork(
            "Sterne 2025",
            Bibliography(
                title="ROBINS-I V2, draft of 20 November 2025",
                authors=("Sterne JAC", "Higgins JPT"),
                year=2025,
                journal="riskofbias.info",
            ),
        ),
    }
)
"""Each by a key of ours, as published."""

OF_CHECKLISTS: Mapping[str, str] = MappingProxyType(
    {
        "amstar-2": "amstar-2",
        "jbi-case-reports": "jbi-manual",
        "jbi-case-series": "jbi-case-series",
        "jbi-cross-sectional": "jbi-manual",
        "minors": "minors",
        "nos-case-control": "nos",
        "nos-cohort": "nos",
        "rob-2": "rob-2",
        "robins-i-v2": "robins-i-v2",
    }
)
"""The work that a checklist is made after, by its id; our own are made after none."""
