"""List the words that can be typed in the dialogue, each with what it does."""

from __future__ import annotations

from collections.abc import Callable
from difflib import get_close_matches
from typing import TYPE_CHECKING, NamedTuple

from workbench.cli.dialogue import answering, before_items, judging, marking, moving

if TYPE_CHECKING:
    from workbench.cli.dialogue.appraisal import Appraisal


class Word(NamedTuple):
    """A word that can be typed.

    Attributes:
        tells: what it does, a sentence.
        run: does it, with what stands behind the word.
        takes: what may stand behind it; empty for nothing.
        is_needed: True if something must.
    """

    tells: str
    run: Callable[[Appraisal, str], None]
    takes: str = ""
    is_needed: bool = False


def _passages(appraisal: Appraisal, _: str) -> None:
    front = appraisal.front
    if front is None:
        moving.read_item(appraisal, "")
        return
    passages = appraisal.reading.find_passages(front)
    if passages:
        appraisal.reading.list_passages(passages, of_item=True)
    else:
        appraisal.tell(f"No passage has a cue of {front.id}. That is no answer yet: text reads the document.")


def _find(appraisal: Appraisal, words: str) -> None:
    passages = appraisal.reading.find_words(words)
    if passages:
        appraisal.reading.list_passages(passages, of_item=False)
    else:
        appraisal.tell(f"“{words}” is in no document of this study.")


def _numbered(do: Callable[[Appraisal, int], None]) -> Callable[[Appraisal, str], None]:
    """Return an action that takes a number, 1 where none is typed."""

    def run(appraisal: Appraisal, typed: str) -> None:
        if typed and not typed.isdecimal():
            appraisal.tell(f"{typed} is no number.")
        else:
            do(appraisal, int(typed or 1))

    return run


def _drop(appraisal: Appraisal, typed: str) -> None:
    what, _, rest = typed.partition(" ")
    if what.casefold() == "mark":
        marking.drop_mark(appraisal, rest.strip())
    else:
        answering.drop(appraisal, typed)


def _help(appraisal: Appraisal, typed: str) -> None:
    tell_help(appraisal, typed)


def _quit(appraisal: Appraisal, _: str) -> None:
    appraisal.is_over = True


WORDS: dict[str, Word] = {
    "next": Word("Go to the next item.", lambda appraisal, _: moving.move(appraisal, 1)),
    "previous": Word("Go to the item before.", lambda appraisal, _: moving.move(appraisal, -1)),
    "go": Word("Go to an item, or to the first item of a domain.", moving.go, "ITEM or DOMAIN", True),
    "item": Word("Read the item in front again, with its guidance.", moving.read_item),
    "items": Word("List all items that are asked, with your answers.", moving.list_items),
    "where": Word("Tell how far the appraisal is, and how each judgement stands.", moving.tell_where),
    "brief": Word("Leave the guidance out when an item is read.",
                  lambda appraisal, _: moving.set_guidance(appraisal, False)),
    "full": Word("Read the guidance with each item.",
                 lambda appraisal, _: moving.set_guidance(appraisal, True)),
    "answer": Word("Answer the item in front; the code alone does the same.", answering.answer,
                   "CODE or NUMBER", True),
    "nothing": Word("Answer that the text gives no information, and note that you found nothing.",
                    answering.record_nothing_found),
    "note": Word("Write the note of the item; without a text it asks for lines.", answering.note, "TEXT"),
    "quote": Word("Quote a passage of the last list, or words as they stand in a document.",
                  answering.quote, "NUMBER or WORDS"),
    "drop": Word("Take away: answer, note, quote 1, mark 1, judgement D1, direction D1, or P1.", _drop,
                 "WHAT", True),
    "undo": Word("Take back your last change.", answering.undo),
    "redo": Word("Bring again what you took back last.", answering.redo),
    "passages": Word("Read out where to look for this item, the best five first.", _passages),
    "mark": Word("Mark a passage of the last list, or words, for yourself, with a margin note.",
                 marking.mark, "NUMBER or WORDS", True),
    "marks": Word("Read out your marks with their margin notes.", marking.tell_marks),
    "find": Word("Read out the sentences with some words.", _find, "WORDS", True),
    "around": Word("Read the text around a passage of the last list.",
                   _numbered(lambda appraisal, number: appraisal.reading.read_around(number)), "NUMBER"),
    "text": Word("Read a document from its beginning, piece by piece.",
                 _numbered(lambda appraisal, number: appraisal.reading.read_document(number)), "NUMBER"),
    "more": Word("Go on with the passages or the text.", lambda appraisal, _: appraisal.reading.more()),
    "documents": Word("List the documents of the study.",
                      lambda appraisal, _: appraisal.reading.tell_documents()),
    "folds": Word("Have parts that are not the study, such as references, read or left out.",
                  lambda appraisal, _: appraisal.reading.switch_folds()),
    "before": Word("Hear or fill in what the checklist asks before its items.", before_items.before,
                   "ID and VALUE"),
    "why": Word("Tell why the judgement, or that of a domain, came out as it did.", judging.why, "DOMAIN"),
    "judge": Word("Set a judgement of your own, with a reason; alone it lists all.", judging.judge,
                  "DOMAIN and LEVEL"),
    "direction": Word("Predict the direction of bias, where the checklist asks for it.",
                      judging.predict_direction, "DOMAIN and DIRECTION"),
    "result": Word("Judge another result of the study; alone it lists them.", judging.choose_result, "NAME"),
    "submit": Word("Submit the appraisal, after telling what is submitted.", judging.submit),
    "reopen": Word("Make a submitted appraisal a draft again, with a reason.", judging.reopen, "REASON"),
    "help": Word("Tell what can be typed, or what one word does.", _help, "WORD"),
    "quit": Word("Leave; everything is saved.", _quit),
}  # fmt: skip
"""By what is typed, in the order of help. No word has one letter, since answers do."""


def tell_help(appraisal: Appraisal, typed: str) -> None:
    """Tell what can be typed, or what one word does."""
    wanted = typed.casefold()
    if wanted in WORDS:
        appraisal.tell(in_words(wanted))
        return
    if wanted:
        appraisal.tell(unknown(typed))
        return
    appraisal.tell("An answer is given by its code, its number or its words, such as PY, 2 or probably yes.")
    appraisal.tell("An empty line reads the next item without an answer.")
    for name in WORDS:
        appraisal.tell(in_words(name))
    appraisal.tell(
        "Every answer is saved at once. The end of the input, ctrl+d at a terminal, leaves as quit."
    )


def in_words(name: str) -> str:
    """Return a word with what may follow it, and what it does."""
    word = WORDS[name]
    takes = "" if not word.takes else f" {word.takes}" if word.is_needed else f", or {name} {word.takes}"
    return f"{name}{takes}: {word.tells}"


def unknown(typed: str) -> str:
    """Say that a line is none of the words, and which is near."""
    near = get_close_matches(typed.casefold().split()[0], WORDS, n=1)
    meant = f"Did you mean {near[0]}? " if near else ""
    return f"“{typed}” is not understood. {meant}Type help to hear all words."


def follow(appraisal: Appraisal, typed: str) -> None:
    """Do what a line says: an answer, or a word with what stands behind it."""
    name, _, rest = typed.partition(" ")
    name, rest = name.casefold(), rest.strip()
    code = answering.code_meant(appraisal, typed)
    word = WORDS.get(name)
    if code is not None and word is not None and not rest:
        appraisal.tell(
            f"{typed} is an answer and a word here. Type answer {code} to answer, go or help to go on."
        )
    elif code is not None:
        answering.answer(appraisal, typed)
    elif not typed:
        moving.next_open(appraisal)
    elif word is None:
        is_item = typed.casefold() in {item.casefold() for item in appraisal.items}
        appraisal.tell(f"{typed} is an item. Type go {typed} to go there." if is_item else unknown(typed))
    elif rest and not word.takes:
        appraisal.tell(f"Nothing stands behind {name}: {in_words(name)}")
    elif word.is_needed and not rest:
        appraisal.tell(f"Something is missing: {in_words(name)}")
    else:
        word.run(appraisal, rest)
