"""Find commands by what they are called, and by what they do."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, cast

from textual.command import CommandList, CommandPalette, Hit, Hits
from textual.system_commands import SystemCommandsProvider

from workbench.tui.plain import plain

if TYPE_CHECKING:
    from workbench.tui.app import WorkbenchApp

STEP = 0.01
"""What each word counts that stands before the one that was typed."""
BY_SYNONYM, BY_NAME, BY_WORDS, BY_LETTERS, ELSEWHERE = 4.0, 3.0, 2.0, 1.0, 1.5
"""What a match counts for: a word that people use for it, its name, its sentence, letters here and there; and
one on another screen."""

SYNONYMS: dict[str, str] = {
    "Save": "export csv word docx excel xlsx pdf print report figure picture plot forest download prisma",
    "Add": "new study pdf upload open file",
    "Import": "upload excel csv",
    "Join": "merge laptop sync combine",
    "Hand out": "laptop share send invite colleague second reviewer",
    "Keys": "seal signature",
    "Reviewer": "user login name who second reviewer",
    "Theme": "dark light colour color contrast nord gruvbox catppuccin dracula solarized tokyo",
    "Filter": "search",
    "Find": "search",
    "Find in all": "search all texts every document",
    "Find in texts": "search all texts every document",
    "Mark": "highlight bookmark annotate margin",
    "Marks": "highlight bookmark annotation margin",
    "Passage": "evidence source highlight",
    "View": "zoom wide full screen layout",
    "Text wider": "split zoom layout",
    "Text narrower": "split zoom layout",
    "Follow": "scroll lock sync",
    "Clear": "delete remove",
    "Remove quote": "quote delete",
    "Override": "disagree judgement change",
    "Why": "explain reason rule judgement",
    "Note": "comment remark text",
    "Next for you": "next study",
    "Documents": "pdf paper full text delete withdraw",
    "Particulars": "record characteristics doi pmid edit",
    "Exclude": "delete remove undo restore include",
    "Submit": "finish done complete",
    "Undo": "back mistake",
    "Trail": "undo history log changes",
    "History": "undo trail log changes",
    "Go to Studies": "next study other study list",
    "Go to Compare": "colleague second reviewer comment remark consensus disagreement adjudicate discuss",
    "Go to Evidence": "certainty grade outcome risk rating",
    "Go to Tables": "summary of findings traffic light risk of bias profile",
    "Go to Agreement": "kappa ac1 gwet cohen reliability statistics",
    "Go to Protocol": "question pico blind blindness unblind",
    "Go to Methods": "manuscript text",
    "Go to Progress": "workload dashboard status",
    "Go to Duplicates": "dedup double",
}
"""By the name of a command, words that people look for it by."""


class CommandWords(SystemCommandsProvider):
    """Search names and words of the commands, and what people call them elsewhere."""

    async def search(self, query: str) -> Hits:
        """Yield commands that are called so, or so elsewhere, and below them those whose words hold it.

        Where there is none, those of other screens: they lead to the screen, with the key to press there.
        """
        best = 0.0
        matcher, typed = self.matcher(query), query.casefold().strip()
        for name, words, callback, *_ in self.app.get_system_commands(self.screen):
            match = matcher.match(name)
            others = f" {SYNONYMS.get(name, '')}"
            hit = None
            if typed and f" {typed}" in others:
                place = others[: others.index(f" {typed}")].count(" ")  # what people mean first stands first
                hit = Hit(BY_SYNONYM - place * STEP, name, callback, help=words)
            elif typed and typed in name.casefold():
                hit = Hit(BY_NAME + match, matcher.highlight(name), callback, help=words)
            elif typed and typed in words.casefold():
                hit = Hit(BY_WORDS, name, callback, help=words)
            elif match > 0:
                hit = Hit(BY_LETTERS * match / 10, matcher.highlight(name), callback, help=words)
            if hit is not None:
                best = max(best, hit.score)
                yield hit
        if typed and best <= BY_WORDS:  # nothing is called so
            for hit in self._elsewhere(query.strip(), has_sentence=best == BY_WORDS):
                yield hit

    def _elsewhere(self, typed: str, *, has_sentence: bool) -> Iterator[Hit]:
        from workbench.tui.elsewhere import BY_SENTENCE, find_elsewhere

        own = {command.label for command in getattr(self.screen, "COMMANDS_HERE", ())}
        here, nearest = self.screen.title or "", BY_SENTENCE if has_sentence else None
        for place, match in enumerate(find_elsewhere(typed, here, nearest)):
            title, screen, command = match
            if command.label in own:  # the screen in front has it too, but not at this moment
                continue
            words = f"On {title}: {command.key_label} {command.label}"
            yield Hit(
                ELSEWHERE - place * STEP,
                plain(words),
                partial(cast("WorkbenchApp", self.app).go_to, screen.letter),
                text=words,
                help=f"{command.tells}  ({screen.way}, {command.key_label})",
            )


class CommandsDialog(CommandPalette):
    """Textual's palette, in windows of any size: its list ends the program where no cell or line is left."""

    DEFAULT_CSS = """
    CommandsDialog CommandList { min-width: 8; }
    """

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Refuse to move in a list that has no line."""
        if action == "command_list" and not self.query_one(CommandList).scrollable_content_region:
            return False
        return super().check_action(action, parameters)
