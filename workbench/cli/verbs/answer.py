"""Define `workbench answer`, which saves one answer before it returns."""

from __future__ import annotations

import click

from workbench.cli import output
from workbench.cli.invocation import Invocation, pass_invocation
from workbench.cli.narration import known_result, tell
from workbench.cli.options import result_option, study_argument
from workbench.errors import UsageError


@click.command("answer")
@study_argument
@click.argument("item")
@click.argument("code", required=False)
@click.option("--note", metavar="T", help="Your words on the answer.")
@click.option("--quote", metavar="T", help="A passage that backs it, exactly as it stands in a document.")
@click.option("--clear", is_flag=True, help="Take the answer away; its note stays.")
@click.option(
    "--set-aside",
    is_flag=True,
    help="Change a preliminary although answers are then no longer asked for; they are kept.",
)
@result_option
@pass_invocation
def command(
    invocation: Invocation,
    study: str,
    item: str,
    code: str | None,
    note: str | None,
    quote: str | None,
    clear: bool,
    set_aside: bool,
    result: str,
) -> None:
    """Answer one item, or fill in a preliminary, or predict the direction of bias.

    ITEM is an id or number such as 1.2, CODE an answer such as Y or NI. ITEM may be a preliminary (P1, …);
    CODE is its value then, several with commas; without CODE it is what the protocol says. A checklist may
    have a preliminary that decides which items are asked: it comes first. Where a checklist asks for the
    predicted direction of bias, ITEM is D3.direction or overall.direction.
    """
    from workbench.review.appraisals import answers
    from workbench.review.appraisals.preliminaries import first_questions
    from workbench.review.appraisals.quotes import remarks

    has_words = note is not None or quote is not None
    is_item = "." in item  # only a preliminary can be offered by the protocol
    if (clear and code is not None) or (code is None and (has_words or (is_item and not clear))):
        raise UsageError("give either a CODE (with --note, --quote if need be) or --clear alone")
    with invocation.open_review() as session:
        result = result if clear else known_result(session, study, result)
        if clear:
            sheet = answers.clear_answer(session, study, item, result=result)
        elif code is None:
            sheet = answers.take_offered(session, study, item, result=result, sets_aside=set_aside)
        else:
            sheet = answers.answer(
                session, study, item, code, note=note, quote=quote, result=result, sets_aside=set_aside
            )
        odd = remarks(session, sheet.study, quote) if quote else ()
        waiting = first_questions(session, sheet) if len(sheet.codes) == 1 and not clear else ()
    given = sheet.answers.get(item.strip())
    value = given.code if given else code or sheet.preliminaries.get(item.strip().upper(), "filled in")
    tell(sheet, f"{item} cleared" if clear else f"{item} is {value}")
    for remark in odd:
        output.say(f"The quote is {remark}.")
    for line in waiting:
        output.say(f"  {line.preliminary.id} is asked before the first study: {line.preliminary.text}.")
        offered = f"takes what the protocol says: {line.offered}" if line.offered else "fills it in"
        code = "" if line.offered else " VALUE"
        output.say(f"  `workbench answer {sheet.study.key} {line.preliminary.id}{code}` {offered}")
