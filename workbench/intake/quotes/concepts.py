"""List phrases that stand for the same matter of appraisal, to find what a checklist asks in other words.

A checklist says "outcome known for all patients", a paper "two were lost to follow-up": no word is shared.
Each entry holds phrases of one matter, parted by semicolons. They are general vocabulary of methods and
results, no wording of single papers. What begins with `re:` is a regular expression on the sentence as it
stands.
"""

from __future__ import annotations

_COUNT = "(?:one|two|three|four|five|six|seven|eight|nine|ten|all|none|\\d+)"
_COUNT_OF_ALL = rf"re:(?i)\b{_COUNT} (?:out )?of (?:the )?{_COUNT}\b"
_COUNT_OF_PEOPLE = rf"re:(?i)\b{_COUNT} (?:patients|participants|people|adults|children|cases|women|men)\b"
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_IN_MONTH = rf"re:\bin (?:{_MONTHS})\b"

_PHRASES = {
    "consecutive": (
        r"consecutive; one after another; all patients; everybody; every patient; all eligible; all such; "
        r"whole series; in the order; all cases; all adults; none was passed over"
    ),
    "eligibility": (
        r"eligible; inclusion criteria; exclusion criteria; entry criteria; criteria; included; patients "
        r"who; patients with; we treated; qualified; screened; enrolled; were admitted; admissions; entry; "
        r"case definition"
    ),
    "not taken": (
        r"excluded; left out; declined; refused; not enrolled; were eligible; many were eligible; not "
        r"included; passed over; flow; out of; chosen; all who; to be counted; remaining"
    ),
    "left afterwards": (
        r"early death; died within; died in the first; withdrew; withdrawal; unfinished; removed; short "
        r"course; live long enough; survived long enough; immortal; landmark; dropped; did not complete; "
        r"completed; stopped early; long enough to"
    ),
    "place": (
        r"hospital; centre; center; clinic; institution; university; ward; department; multicentre; single "
        r"centre; tertiary; sites; unit; region"
    ),
    "period": (
        r"period; calendar; between; from; re:\b(?:19|20)\d\d\b; dates; year; same window; historical; "
        r"earlier; later period; era; contemporaneous; admitted from; window"
    ),
    "diagnosis": (
        r"diagnosis; diagnosed; criteria; biopsy; antibody; antibodies; positive; guideline; confirmed; "
        r"established; tomography; histology; laboratory; classification; definition"
    ),
    "infection shown": (r"pcr; swab; positive; confirmed; test for; antigen; infection"),
    "dose": (
        r"dose; dosage; mg; re:\d ?(?:mg|µg|g|ml|mL|IU|units)\b; daily; twice; once a day; weekly; "
        r"regimen; length; duration; by mouth; injected; infused; first day; start; deviations; schedule; "
        r"for days; followed by; a day"
    ),
    "treated": (
        r"received; administered; given; treated with; prescription; prescribed; intake; compliance; taken "
        r"from; pill count; blood level; drug level; records; drugs"
    ),
    "other treatment": (
        r"concomitant; co treatment; other treatments; alongside; in addition; beside; beside them; "
        r"background; combination; steroid; glucocorticoid; corticosteroid; prednisolone; "
        r"methylprednisolone; antibiotics; immunosuppressants; immunosuppressive; ventilation; "
        r"dexamethasone; remdesivir; anticoagulants; antivirals; pulse; also received; also had; "
        r"cyclophosphamide; tacrolimus; cyclosporine; antifibrotic; at the same time; standard care; usual "
        r"care; physiotherapy; immunoglobulin; heparin; other drugs; supportive"
    ),
    "changed beside": (
        r"at the same time; same day; same week; simultaneously; raised; increased; added; was begun; were "
        r"begun; began; together with; unchanged; stayed at; had been stopped; pulse; in addition to; nor "
        r"when"
    ),
    "stage": (
        r"stage; duration of disease; duration of illness; had been ill; onset; since diagnosis; symptoms; "
        r"day of illness; day of the; first symptoms; days after; interval between; median interval; early "
        r"in; late in; refractory; newly"
    ),
    "blinding": (
        r"blind; masked; unaware; did not know; who read; how was read; readers; reader; who knew; "
        r"independent; assessor; identical; without labels; could tell; knew; no access; radiologist; two "
        r"reviewers; whether staff; adjudicated; no opinion"
    ),
    "opinion": (
        r"opinion; objective; survival; mortality; death; laboratory; register; judged; subjective; "
        r"questionnaire; scored; rated; read by; all cause; self reported"
    ),
    "measure": (
        r"measured; score; scale; scoring; index; validated; assay; method; questionnaire; determined; "
        r"laboratory; quantified; quantitatively; instrument; standardised; recognised; ratio; walk test; "
        r"lung function; assessed; evaluated; fixed system"
    ),
    "effect seen": (
        r"effect; effects; improved; improvement; change; decreased; increased; reduction; recovery; rose; "
        r"declined; resolved; cleared; better; response; responded"
    ),
    "same way": (
        r"same way; same method; same; conditions; on all days; each visit; at each; identical; "
        r"standardised; definition; same analyser; schedule; in both groups; equally; fixed times"
    ),
    "before and after": (
        r"before and after; before; baseline; at onset; at the start; day 0; three times; time points; "
        r"prior to; pre treatment; after treatment; just before; week before"
    ),
    "natural course": (
        r"natural course; spontaneous; on their own; by itself; remission; relapsing; recover; resolve; "
        r"without treatment; self limiting; untreated; expected course; usual course; coming and going; "
        r"fluctuating; changes by; settle; wane; may vanish"
    ),
    "other explanation": (
        r"other explanations; explanation; confound; cannot exclude; other causes; late effect; chance; "
        r"contribute; not weighed; separated; limitation; alternative; may have been due; share in; "
        r"adjunctive; discussed; lack of a control; without a control"
    ),
    "stop and restart": (
        r"stopped; stopping; paused; restarted; resumed; rechallenge; dechallenge; tapered; missed; "
        r"returned; came back; interrupted; dose reduction; changed in dose; flare; discontinuation; "
        r"relapse after; in all; each patient; in step"
    ),
    "claim": (
        r"conclude; conclusion; suggest; promising; promise; hopeful; proves; cannot show; association; "
        r"associated with; further; larger; prospective; effective; success; successfully; prevented; "
        r"credits; authors say; authors speak; called; deserves; should be tested; merits; option; caused; "
        r"we think; rescue; curbs; restrains"
    ),
    "time followed": (
        r"follow up; followed; observation; observed for; last seen; weeks; months; length of; re:\d+[- "
        r"](?:days?|weeks?|months?|years?); until; longer term; long term; since; no relapse; median "
        r"follow up; end of study"
    ),
    "complete": (
        r"missing; lost to follow up; lost; losses; available; complete; completeness; accounted for; "
        r"dropped out; reached; withdrew; censored; alive; survived; became of; transfers; seen until; "
        r"number of patients measured; died"
        f"; {_COUNT_OF_ALL}"
    ),
    "missing handled": (
        r"missing; imputation; imputed; carried forward; complete case; handled; handling; assuming; worst "
        r"value; counted as; missing values; gaps; best case; last value"
    ),
    "harm": (
        r"adverse; harm; side effect; complication; unwanted; tolerated; tolerance; toxicity; safety; "
        r"infection; because of an adverse; serious; reactions; discontinued because"
    ),
    "who the patient is": (
        r"age; sex; re:\b\d+[- ]year[- ]old\b; history; smoking; smoked; comorbid; other illness; regular "
        r"medicines; characteristics; a man of; a woman of; described one by one; man; woman; family; "
        r"described; table 1"
    ),
    "of how many": (
        r"out of; counts; n =; each figure; refer to; split among; literature; own and published; numbers "
        r"of the; denominator; per cent; cases up to"
        f"; {_COUNT_OF_ALL}"
        f"; {_COUNT_OF_PEOPLE}"
    ),
    "interest": (
        r"funding; funded; sponsor; grant; interests; interest; fees; shares; paid; support; employee; "
        r"maker; disclosure; declare; conflict; nothing to declare; none declared"
    ),
    "spread": (
        r"confidence interval; ci; ±; range; interquartile; iqr; sd; standard deviation; spread; hazard "
        r"ratio; risk difference; effect measure; no figure; re:\b[Pp] ?[=<]; p value; interval; odds "
        r"ratio; re:\d ?%; re:\(\d+(?:\.\d+)? to \d; mean change"
        f"; {_COUNT_OF_ALL}"
    ),
    "plan": (
        r"registered; registration; register; protocol; plan; prespecified; pre specified; "
        r"re:\b(?:NCT|ISRCTN|UMIN|EudraCT); no plan; written plan; ethics committee; before unblinding; "
        r"beforehand; published before; trial registration; set in the protocol"
    ),
    "picked": (
        r"primary outcome; secondary outcome; primary; secondary; main outcome; picked; several; other "
        r"analyses; named; were to be told; time points; which outcomes; not reported here; outcomes and "
        r"times; in the plan; longer term; planned; markers and days; selected"
    ),
    "other analysis": (
        r"other analyses; sensitivity; before matching; unmatched; adjusted; inverse probability; also "
        r"tried; with and without; per protocol; another test; analyses; model; weaker"
    ),
    "subgroup": (
        r"subgroup; post hoc; sets of patients; in those; in patients with; interaction; strata; not been "
        r"planned; exploratory; excluding; among those"
    ),
    "consent": (r"consent; agreed; permission; written informed; ethics statement"),
    "timeline": (
        r"re:\b(?:[Mm]onths?|[Dd]ays?|[Ww]eeks?|[Yy]ears?) \d; months after; days after; months later; "
        r"timeline; re:\b\w+ (?:months|weeks|days) (?:after|later|earlier); then; clinical course"
        f"; {_IN_MONTH}"
    ),
    "differential": (
        r"differential; ruled out; other diagnoses; sought; cultures; malignancy; not discussed; "
        r"considered; not found; normal; mimic; drug injury; infection as a cause"
    ),
    "sources agree": (
        r"table; both tables; not in the text; text has; legend; dated; differ; contradict; figure; by the "
        r"tables; in table; text above"
    ),
    "not better": (
        r"did not improve; not better; did not change; unchanged; worse; worsened; fell; declined; no "
        r"change; still above; did not differ; badly; neither; stable; not rise; was higher; died; deaths"
    ),
    "randomised": (
        r"randomly; randomised; sequence; computer; blocks; drew; random numbers; generated; minimisation; "
        r"stratified"
    ),
    "concealed": (
        r"allocation; concealed; central; telephone; envelopes; opaque; disclosed; pharmacy; foresee; web "
        r"based; sealed"
    ),
    "groups alike": (
        r"similar; comparable; resembled; balanced; at the start; baseline; imbalance; alike; differences "
        r"between the groups; table 1"
    ),
    "departed": (
        r"deviations; departures; switched; crossed over; crossover; stopped; stopping; adherence; started "
        r"later; starting it later; interruptions; protocol violations; rescue; withdrew from treatment; "
        r"poor adherence; went off; took less; compliance"
    ),
    "analysed as assigned": (
        r"intention to treat; as randomised; group to which; analysed in the group; per protocol; in the "
        r"group; full analysis set; all randomised; as they began; assigned"
    ),
    "effect of adhering": (
        r"per protocol; adhering; inverse probability; instrumental; who took; as treated; complier"
    ),
    "score holds": (
        r"propensity; covariates; confounders; adjusted for; score held; score contained; logistic; "
        r"matched on; not in the score; variables; model for; age; using age; included in the model"
    ),
    "why chosen": (
        r"chosen; picked; selected; why these; because; reasons; subject matter; literature; clinicians "
        r"regard; known predictors; stepwise; directed acyclic"
    ),
    "balance": (
        r"balance; standardised difference; standardised mean difference; smd; after matching; well "
        r"balanced; balanced"
    ),
    "matching": (
        r"caliper; ratio; replacement; nearest; one to one; 1 1; logit; greedy; used twice; pairs; "
        r"matching; paired on; model of the score"
    ),
    "pairs in the test": (
        r"paired; pairing; clustered; robust; conditional; mcnemar; which test; standard errors; variance; "
        r"stratified; respected; log rank"
    ),
    "overlap": (
        r"overlap; common support; trimmed; distribution of the score; distributions of the score; scores "
        r"of the two; found no; beyond that; positivity"
    ),
    "events": (r"events; deaths; outcome model; multivariable; cox model; firth; crude comparison"),
    "time zero": (
        r"time zero; index date; clock; start of follow up; immortal; live long enough; begun within; "
        r"within 24; beginning within; starts; day of; delay; first hours"
    ),
    "new users": (
        r"new user; already; naive; prior use; wash out; took before; before the; previously; taken "
        r"before; at admission were; had taken; whether anybody took"
    ),
    "records": (
        r"records; register; charts; extracted; database; prescription; retrieved; read from; read "
        r"afterwards; drug charts; how treatment was read"
    ),
    "hidden confounding": (
        r"unmeasured; hidden; residual; e value; negative control; sensitivity analysis; bias analysis; "
        r"confounding; rosenbaum"
    ),
    "measurement error": (
        r"measurement error; kappa; agreement; reproducible; how was read; read and by whom; by whom; "
        r"misclassification; reliability; poor agreement; inter rater"
    ),
    "measured before": (
        r"when the; were measured; before any; at admission; day of admission; prior to; baseline; "
        r"recorded on; pre treatment; measured before"
    ),
    "whom it is about": (
        r"are like all; matched set; representative; not admitted; pairs; could be paired; unmatched; "
        r"after matching; in each group; numbers before matching; generalise; missing from"
    ),
    "severity": (r"severe; critical; mild; moderate; severity; degree; disease scale"),
    "extreme values": (
        r"peak; extreme; elevated; high values; regression to the mean; above; selected for; inflammatory "
        r"response; severe disease; chosen for high; needed a; at their worst"
    ),
    "times": (
        r"wave; circulating; usual care; variant; season; vaccine; became standard; standard of care; care "
        r"over; guideline changed; dates; over the study"
    ),
    "no treatment": (
        r"untreated; control group; benchmark; historical; no control; expected course; comparator; "
        r"compared with; without treatment; one treated group; placebo"
    ),
    "within patients": (
        r"within patients; paired; wilcoxon; repeated measures; mixed model; change was analysed; "
        r"friedman; compared with baseline; with day 0; change from"
    ),
    "many tests": (
        r"bonferroni; correction; many markers; multiple; false discovery; allowance; how many markers; "
        r"were tested; several tests; exploratory"
    ),
    "matters to patients": (
        r"mortality; death; discharge; ventilation; clinical; oxygen therapy; surrogate; predict; quality "
        r"of life; days in hospital; days at home; clinical status; stand in"
    ),
    "flattering loss": (
        r"died; deaths; intubation; intubated; discharge; discharged; censored; carried forward; missing "
        r"samples; competing"
    ),
    "depends on outcome": (
        r"dropped out; because; worse; reasons for; lost; left the; withdrew; who dropped"
    ),
    "expectation": (r"expectation; guessed; knew; swayed; self reported; give themselves; unblinded"),
    "quick effect": (
        r"within days; within a month; after one month; half life; rapid; days after; hours after; within "
        r"weeks; after 1 month; prompt; pharmacolog; soon after; re:\bwithin (?:\w+ "
        r"){1,2}(?:days|weeks|months)"
    ),
}

CONCEPTS: dict[str, tuple[str, ...]] = {
    name: tuple(phrase.strip() for phrase in phrases.split(";")) for name, phrases in _PHRASES.items()
}
"""By the matter, the phrases that speak of it."""
