"""Write one wide row a study and outcome for metafor and meta in R, with a script to start from."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from checklists import Checklist
from workbench.output.exports.appraisals import one_line
from workbench.output.exports.risk_of_bias import targets_of, why_not_risk_of_bias
from workbench.output.exports.robvis import words_in_plots
from workbench.output.table import Cell, Column, Table

COLUMNS = (
    "study", "key", "author", "year", "doi", "outcome", "time_point", "body",
    "event_e", "n_e", "event_c", "n_c", "mean_e", "sd_e", "mean_c", "sd_c",
    "measure", "estimate", "lower", "upper", "confidence", "estimate_source", "te", "se_te",
    "checklist", "overall",
)  # fmt: skip
"""In this order; behind them a column ``rob_ID`` for each domain that any study was judged on.

Groups are called e and c as in meta. ``te`` and ``se_te`` are the estimate and its standard error as models
take them: logarithms for ratios, the standard error from the width of the printed interval.
"""

Row = Mapping[str, Cell]


def meta_table(rows: Sequence[Row]) -> Table:
    """Return the table of such rows; what a row does not name is empty."""
    domains = dict.fromkeys(name for row in rows for name in row if name.startswith("rob_"))
    names = (*COLUMNS, *domains)
    columns = tuple(Column(name, name) for name in names)
    return Table("meta", "", columns, tuple(tuple(row.get(name) for name in names) for row in rows))


_SCRIPT = """\
# Starts from what the appraisal workbench wrote: one row a study and outcome.
# install.packages(c("metafor", "robvis"))
library(metafor)

data <- read.csv(FILE, fileEncoding = "UTF-8-BOM", na.strings = "", check.names = FALSE)
print(table(data$outcome, data$measure, useNA = "ifany"))

# Run as a script it draws in a font that has all letters, on pages with room for fifty studies.
if (!interactive() && !isTRUE(getOption("knitr.in.progress")) && capabilities("cairo")) {
  cairo_pdf("Rplots.pdf", width = 8, height = 11, onefile = TRUE)
}

# An outcome is its name and its time point.
data$told <- ifelse(is.na(data$time_point), data$outcome, paste(data$outcome, data$time_point, sep = ", "))

for (outcome in unique(data$told)) {
  rows <- data[data$told == outcome, ]

  # With counts of two groups: risk ratios, from the counts themselves.
  counts <- rows[!is.na(rows$event_e) & !is.na(rows$n_e) & !is.na(rows$event_c) & !is.na(rows$n_c), ]
  if (nrow(counts) > 0) {
    effects <- escalc(measure = "RR", ai = event_e, n1i = n_e, ci = event_c, n2i = n_c, data = counts)
    forest(effects$yi, effects$vi, slab = effects$study, atransf = exp, main = outcome, xlab = "Risk ratio")
    # Whether these studies may be pooled is for you to judge. If they may:
    # model <- rma(yi, vi, data = effects); forest(model, atransf = exp)
  }

  # With means of two groups: differences of means.
  means <- rows[!is.na(rows$n_e) & !is.na(rows$mean_e) & !is.na(rows$sd_e) &
                  !is.na(rows$n_c) & !is.na(rows$mean_c) & !is.na(rows$sd_c), ]
  if (nrow(means) > 0) {
    effects <- escalc(measure = "MD", m1i = mean_e, sd1i = sd_e, n1i = n_e, m2i = mean_c, sd2i = sd_c,
                      n2i = n_c, data = means)
    forest(effects$yi, effects$vi, slab = effects$study, main = outcome, xlab = "Difference of means")
  }

  # As reported: one measure at a time, on the scale that models take.
  printed <- rows[which(rows$estimate_source == "reported" & !is.na(rows$se_te)), ]
  for (measure in unique(printed$measure)) {
    reported <- printed[printed$measure == measure, ]
    back <- if (measure %in% c(RATIOS)) exp else identity
    forest(reported$te, sei = reported$se_te, slab = reported$study, atransf = back, main = outcome,
           xlab = measure)
  }

  # Single groups: the share of each with its exact interval, which compares nothing.
  shares <- rows[which(rows$measure == "PROP"), ]
  if (nrow(shares) > 0) {
    forest(shares$estimate, ci.lb = shares$lower, ci.ub = shares$upper, slab = shares$study, main = outcome,
           xlab = "Share of the group", refline = NA, alim = c(0, 1))
  }
}

# Traffic lights: one checklist at a time, because scales are never mixed. robvis has words of its own for
# the colours, so it is told those of the checklist, from the worst on.
checklists <- list(CHECKLISTS)
if (requireNamespace("robvis", quietly = TRUE)) {
  for (checklist in intersect(names(checklists), data$checklist)) {
    known <- checklists[[checklist]]
    judged <- data[which(data$checklist == checklist), ]
    domains <- intersect(names(known$domains), names(judged))
    domains <- domains[colSums(!is.na(judged[domains])) > 0]
    judged <- judged[!duplicated(judged[c("study", domains, "overall")]), ]
    # A study that was judged for each result has a row for each.
    several <- judged$study %in% judged$study[duplicated(judged$study)]
    judged$study[several] <- paste0(judged$study[several], " (", judged$told[several], ")")
    whole <- if (all(is.na(judged$overall))) character() else "overall"
    lights <- judged[c("study", domains, whole)]
    names(lights) <- c("Study", known$domains[domains], if (length(whole)) "Overall")
    lights[is.na(lights)] <- "Not applicable"
    drawn <- robvis::rob_traffic_light(lights, tool = "Generic", overall = length(whole) > 0,
                                       judgement_labels = known$words)
    print(drawn + ggplot2::ggtitle(known$title))
  }
}
"""

_PAGE = """\
---
title: "Study estimates and risk of bias"
format: html
---

```{r}
#| message: false
SCRIPT```
"""


def starter_script(name: str, ratios: Sequence[str], checklists: Sequence[Checklist] = ()) -> str:
    """Return a script in R that draws what the file holds.

    Args:
        name: of the file.
        ratios: ids of the measures whose ``te`` is a logarithm.
        checklists: those of the rows; robvis draws the ones that judge risk of bias.
    """
    listed = ", ".join(f'"{measure}"' for measure in ratios)
    drawn = [_in_script(each) for each in checklists if not why_not_risk_of_bias(each)]
    # In one pass: a name or title that holds one of these words is left as it is.
    filled = {"RATIOS": listed, "FILE": _text(name), "CHECKLISTS": ",".join(drawn) + "\n" if drawn else ""}
    return re.sub("|".join(rf"\b{word}\b" for word in filled), lambda found: filled[found[0]], _SCRIPT)


def _in_script(checklist: Checklist) -> str:
    """Return what the script knows of a checklist: its title, domains and words."""
    domains = [checklist.domain(target) for target in targets_of(checklist) if target != "overall"]
    titles = Counter(domain.title for domain in domains)
    captions = (
        f"{_text(f'rob_{domain.id}')} = "
        + _text(domain.title if titles[domain.title] == 1 else f"{domain.title} ({domain.id})")
        for domain in domains
    )
    words = ", ".join(_text(word) for word in words_in_plots(checklist)[0])
    return (
        f"\n  {_text(checklist.id)} = list(\n    title = {_text(checklist.title)},\n    domains = c(\n      "
        + ",\n      ".join(captions)
        + f"\n    ),\n    words = c({words})\n  )"
    )


def _text(text: str) -> str:
    """Return a text of R, in letters that a script in any encoding keeps.

    >>> _text('"é"')
    '"\\\\"\\\\u00e9\\\\""'
    """
    plain = one_line(text).replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(each if ord(each) < 128 else _escaped(each) for each in plain) + '"'


def _escaped(character: str) -> str:
    code = ord(character)
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def starter_page(name: str, ratios: Sequence[str], checklists: Sequence[Checklist] = ()) -> str:
    """Return the same as a page for Quarto."""
    return _PAGE.replace("SCRIPT", starter_script(name, ratios, checklists))
