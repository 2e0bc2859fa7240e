"""Find commands by what they are called, and by what they do."""

from __future__ import annotations

from typing import ClassVar

from textual.command import Hit, Hits
from textual.system_commands import SystemCommandsProvider

BY_WORDS = 0.5
"""How much less a match in the words about a command counts than one in its name."""


class CommandWords(SystemCommandsProvider):
    """Search names and words of the commands; words are found as they are typed, names by their letters."""

    SYNONYMS: ClassVar[dict[str, str]] = {
        "export": "save",
        "csv": "save",
        "word": "save",
        "excel": "save",
        "search": "find",
        "certainty": "evidence",
        "comment": "compare",
        "remark": "compare",
    }
    """Words that people look for, and a word that stands in what is meant."""

    async def search(self, query: str) -> Hits:
        """Yield commands whose name matches, and below them those whose words hold what is typed."""
        matcher, typed = self.matcher(query), query.casefold().strip()
        meant = next((word for known, word in self.SYNONYMS.items() if typed and known.startswith(typed)), "")
        for name, words, callback, *_ in self.app.get_system_commands(self.screen):
            told = f"{name} {words}".casefold()
            if (match := matcher.match(name)) > 0:
                yield Hit(match, matcher.highlight(name), callback, help=words)
            elif typed and (typed in told or (meant and meant in name.casefold().split())):
                yield Hit(BY_WORDS, name, callback, help=words)
