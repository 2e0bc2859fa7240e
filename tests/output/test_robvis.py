"""Files for robvis are plotted with the words that were meant."""

from __future__ import annotations

import csv
import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checklists import find_checklist, list_checklists
from store.bibliography import Bibliography
from tests.output import robvis_rules
from tests.output.appraisals import appraised
from tests.output.hostile import any_text
from workbench.errors import UsageError
from workbench.output.exports.appraisals import Work
from workbench.output.exports.risk_of_bias import targets_of
from workbench.output.exports.robvis import Shape, fitting_shapes, make_robvis
from workbench.output.symbols import show_judgement

TOOLS = {"generic": "Generic", "robins-i": "ROBINS-I", "rob2": "ROB2", "quadas-2": "QUADAS-2"}
CHECKLISTS = tuple(one.id for one in list_checklists() if fitting_shapes(one))
"""Those that judge risk of bias."""
SAME_WORD = {"insufficient_information": "no_information"}
"""A level of ours that has the word of another."""


@pytest.mark.parametrize(
    ("word", "tool", "expected"),
    [
        ("NI", "ROB2", "not_applicable"),
        ("No", "ROB2", "not_applicable"),
        ("No information", "ROB2", "no_information"),
        ("Not applicable", "ROB2", "not_applicable"),
        ("L", "ROB2", None),
        ("H", "Generic", None),
        ("+", "Generic", None),
        ("-", "ROBINS-I", None),
        ("Some concerns", "ROBINS-I", "serious"),
        ("Serious", "Generic", "high"),
        ("Moderate", "Generic", "some_concerns"),
    ],
)
def test_the_rules_of_robvis_are_those_that_were_observed(word: str, tool: str, expected: str | None) -> None:
    """Short forms vanish or turn into something else; so nobody should write them."""
    assert expected == robvis_rules.plotted(word, tool)


@pytest.mark.parametrize("checklist_id", CHECKLISTS)
def test_every_level_of_every_checklist_is_plotted_as_meant_in_every_shape_that_fits(
    checklist_id: str,
) -> None:
    """Each level in each column, read back by robvis's rules; only Generic merges two, as its note says."""
    checklist = find_checklist(checklist_id).variant(appraised(checklist_id).codes)
    targets = targets_of(checklist)
    for shape in fitting_shapes(checklist):
        for level in checklist.levels_of(targets[0]):
            levels = {target: level for target in targets if level in checklist.levels_of(target)}
            plot = robvis_rules.read(
                make_robvis([appraised(checklist_id, levels=levels)], shape).files[""], TOOLS[shape]
            )
            merged = robvis_rules.AS_PLOTTED if shape == "generic" else {}
            shown = SAME_WORD.get(level, level)
            (row,) = plot.values()
            assert {merged.get(shown, shown)} == {cell for cell in row if cell != "not_applicable"}
            assert row.count("not_applicable") == (1 if shape == "robins-i" else 0)


def test_generic_is_headed_by_the_titles_of_the_domains() -> None:
    """As the checklist has them, in its order."""
    header = make_robvis([appraised("case-report")]).files[""].decode().splitlines()[0]
    titles = [domain.title for domain in find_checklist("case-report").domains]
    assert ["Study", *titles, "Overall"] == next(csv.reader([header]))


def test_what_generic_merges_is_said_with_the_way_to_show_the_right_words() -> None:
    """robvis names the colours by labels that can be given."""
    made = make_robvis([appraised("psm-cohort")])
    assert "the generic plot of robvis shows Moderate as Some concerns and Serious as High" in made.lost
    assert '"Critical", "Serious", "Moderate", "Low"' in made.hints[0]


@pytest.mark.parametrize("checklist_id", CHECKLISTS)
@pytest.mark.parametrize("plot", ["rob_traffic_light", "rob_summary"])
def test_the_lines_for_r_put_our_words_beside_their_colours(checklist_id: str, plot: str) -> None:
    """The two plots take their labels in opposite orders: low must never be captioned as critical."""
    checklist = find_checklist(checklist_id)
    (line,) = (hint for hint in make_robvis([appraised(checklist_id)]).hints if f"in R: {plot}(" in hint)
    labels = re.findall(r'"([^"]+)"', line.split("judgement_labels")[1])
    shown = dict(zip(robvis_rules.LABELLED[plot], labels, strict=True))
    levels = checklist.levels_of(targets_of(checklist)[0])
    words = {level: show_judgement(level).split(" ", 1)[1] for level in levels if level not in SAME_WORD}
    plotted = {level: robvis_rules.AS_PLOTTED.get(level, level) for level in words}
    assert words == {level: shown[colour] for level, colour in plotted.items()}


@pytest.mark.parametrize(
    ("checklist_id", "shape", "message"),
    [
        ("psm-cohort", "robins-i", "ROBINS-I template of robvis is for robins-i-v2, and psm-cohort has"),
        ("case-report", "rob2", "ROB2 template of robvis is for rob-2, and case-report has other domains"),
        ("case-series", "quadas-2", "QUADAS-2 template of robvis is for quadas-3, and case-series has"),
    ],
)
def test_a_template_takes_its_own_instrument_only(checklist_id: str, shape: Shape, message: str) -> None:
    """Its captions are of that instrument's domains; the number of columns says nothing."""
    with pytest.raises(UsageError, match=f"{message}.*: use the generic shape"):
        make_robvis([appraised(checklist_id)], shape)


@pytest.mark.parametrize(
    ("checklist_id", "message"),
    [
        ("nos-cohort", "has none: none of its domains is judged; use --as nos-cohort"),
        ("jbi-case-series", "has none: none of its domains is judged; use --as jbi-case-series"),
        ("minors", "has none: none of its domains is judged; use --as minors"),
    ],
)
def test_a_checklist_that_judges_no_bias_is_refused_with_what_to_use(checklist_id: str, message: str) -> None:
    """Stars, points and decisions are no colours of risk."""
    with pytest.raises(UsageError, match=message):
        make_robvis([appraised(checklist_id)])


def columns(checklist_id: str, shape: Shape, **given: str) -> dict[str, str]:
    """The row of one appraisal by column; `given` are levels, or the option of a preliminary as code."""
    codes = {name: value for name, value in given.items() if name.startswith("P")} or None
    levels = {name: value for name, value in given.items() if not name.startswith("P")}
    one = appraised(checklist_id, levels=levels, codes=codes)
    (row,) = csv.DictReader(io.StringIO(make_robvis([one], shape).files[""].decode()))
    return row


def test_the_template_of_rob_2_has_the_variant_that_was_appraised_in_its_second_column() -> None:
    """Either effect, never both."""
    for effect, domain in (("assignment", "D2A"), ("adhering", "D2B")):
        row = columns("rob-2", "rob2", P1=effect, D1="low", **{domain: "high", "D5": "some_concerns"})
        assert ("Low", "High", "Some concerns") == (row["D1"], row["D2"], row["D5"])


def test_the_template_of_the_first_robins_i_is_filled_by_name() -> None:
    """Classification and selection change places in the draft of V2, and it has no domain of departures."""
    levels = {"D1A": "low", "D2": "serious", "D3": "moderate", "D4": "low", "D5": "critical", "D6": "serious"}
    row = columns("robins-i-v2", "robins-i", PC4="assignment", **levels)
    expected = ["Low", "Moderate", "Serious", "Not applicable", "Low", "Critical", "Serious"]
    assert expected == [row[f"D{number}"] for number in range(1, 8)]
    (said,) = (line for line in make_robvis([appraised("robins-i-v2")], "robins-i").lost if "D4" in line)
    assert "change places" in said


def test_only_the_axis_of_bias_goes_into_the_plot_of_accuracy_studies() -> None:
    """Applicability stays out, and that is said."""
    one = appraised("quadas-3", levels={"D3": "insufficient_information", "A1": "high"})
    made = make_robvis([one], "quadas-2")
    (row,) = csv.DictReader(io.StringIO(made.files[""].decode()))
    assert ["Study", "D1", "D2", "D3", "D4", "Overall"] == list(row)
    assert "No information" == row["D3"]
    assert "the judgements of applicability" in made.lost


def test_labels_are_unique_and_readable() -> None:
    """Letters for one author and year, the result and the reviewer where several are there."""
    ono, other = (
        Work("a", Bibliography(authors=("Ono H",), year=2020)),
        Work("b", Bibliography(authors=("Ono, K",), year=2020)),
    )
    rows = [
        appraised(work=ono, reviewer="ana"),
        appraised(work=ono, reviewer="bo"),
        appraised(work=ono, result="death", reviewer="ana"),
        appraised(work=other, reviewer="ana"),
    ]
    plot = robvis_rules.read(make_robvis(rows).files[""], "Generic")
    assert ["Ono 2020a (ana)", "Ono 2020a (bo)", "Ono 2020a: death", "Ono 2020b"] == list(plot)


@given(st.lists(st.tuples(any_text, any_text, any_text), min_size=1, max_size=4))
def test_hostile_names_leave_the_file_readable(texts: list[tuple[str, str, str]]) -> None:
    """As many rows as appraisals, each label once, no cell that a spreadsheet runs."""
    rows = [
        appraised(work=Work(f"{number}{key}", Bibliography(authors=(author,), year=2020)), result=result)
        for number, (key, author, result) in enumerate(texts)
    ]
    data = make_robvis(rows).files[""]
    assert len(rows) == len(robvis_rules.read(data, "Generic"))
    cells = [cell for row in csv.reader(io.StringIO(data.decode())) for cell in row]
    assert [] == [cell for cell in cells if cell.startswith(tuple("=+@\t\r"))]
