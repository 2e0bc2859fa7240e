"""Find words in the texts of all studies: places come while the search goes on."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from workbench.counts import count
from workbench.errors import WorkbenchError
from workbench.tui.dialogs.dialog import Dialog
from workbench.tui.dialogs.option_list import ChoiceList
from workbench.tui.plain import join, plain

if TYPE_CHECKING:
    from workbench.review.documents.text_search import DocumentPlaces, TextPlace

MOST = 300
"""Places that are listed; then the search ends, since nobody reads through more."""


@dataclass(frozen=True, slots=True)
class Searched:
    """Hold what a part of the search found.

    Attributes:
        found: documents with the words.
        searched: documents that are searched by now.
        of: how many there are.
    """

    found: Sequence[DocumentPlaces]
    searched: int
    of: int


Hit = tuple["DocumentPlaces", "TextPlace"]
Search = Callable[[str], AsyncIterator[Searched]]


class FindInAllDialog(Dialog[Hit]):
    """List where words stand in the texts of all studies; returns the place that is chosen.

    Args:
        search: searches for words, part by part.
        value: words to begin with; they are looked for at once.
    """

    HINT = "enter finds, in the list goes there · down goes to the list · esc goes back"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "to_list", "To the list", show=False, id="hits.down"),
        Binding("tab", "switch", "Words or list", show=False, priority=True, id="hits.switch"),
    ]

    def __init__(self, search: Search, *, value: str = "") -> None:
        super().__init__("Find in the texts of all studies")
        self._search = search
        self._value = value
        self._hits: dict[str, Hit] = {}
        self.is_searching = False

    def compose_body(self) -> ComposeResult:
        """Lay out the words, how far the search is, and the places."""
        yield Input(value=self._value, id="line")
        yield Static("", id="found")
        yield ChoiceList(id="hits")

    def on_mount(self) -> None:
        """Look for the words at once, if there are some."""
        self.query_one(Input).focus()
        if self._value.strip():
            self.find(self._value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Look for the words."""
        event.stop()
        if event.value.strip():
            self.find(event.value)

    @work(exclusive=True, group="find", exit_on_error=False)
    async def find(self, words: str) -> None:
        """Look for words, and list the places as they are found; another search ends this one."""
        options = self.query_one(OptionList)
        options.clear_options()
        self._hits = {}
        self.complain("")
        self.is_searching = True
        self._tell(Searched((), 0, 0), is_over=False)
        part = Searched((), 0, 0)
        try:
            async for part in self._search(words.strip()):
                for document in part.found:
                    self._list(document)
                if len(self._hits) >= MOST:
                    break
                self._tell(part, is_over=False)
        except WorkbenchError as error:
            self.complain(f"not done: {error}")
            return
        finally:
            self.is_searching = False
        self._tell(part, is_over=True)
        if self._hits and options.highlighted is None:
            options.action_first()

    def _list(self, document: DocumentPlaces) -> None:
        options = self.query_one(OptionList)
        more = f" · {document.more} more" if document.more else ""
        heading = join(
            plain(document.study, "bold"),
            plain(f" · {document.source_name} ({document.kind.replace('_', ' ')}){more}", "$text-muted"),
        )
        options.add_option(Option(heading, disabled=True))
        for place in document.places:
            name = str(len(self._hits))
            self._hits[name] = (document, place)
            options.add_option(Option(_line(place), id=name))

    def _tell(self, part: Searched, *, is_over: bool) -> None:
        places, searched = (
            count(len(self._hits), "place"),
            f"{part.searched:,} of {count(part.of, 'document')} searched",
        )
        if not is_over:
            words = f"{places} so far · {searched} …"
        elif part.searched < part.of:
            words = f"the first {places} · {searched}: give more words"
        else:
            words = f"{places} in {count(part.of, 'document')}"
        self.query_one("#found", Static).update(plain(words, "$text-muted"))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Go to the place."""
        event.stop()
        self.dismiss(self._hits[event.option_id or ""])

    def action_to_list(self) -> None:
        """Give the keys to the list."""
        if self._hits:
            self.query_one(OptionList).focus()

    def action_switch(self) -> None:
        """Give the keys to the words, or to the list."""
        field = self.query_one(Input)
        if field.has_focus:
            self.action_to_list()
        else:
            field.focus()

    async def action_save(self) -> None:
        """Do what enter does."""
        options = self.query_one(OptionList)
        if options.has_focus:
            options.action_select()
        else:
            await self.query_one(Input).action_submit()


def _line(place: TextPlace) -> Content:
    """Draw a place in one line: the page, and the words in front of others where the line is too long."""
    page = f"p. {place.page}".ljust(7) if place.page else ""
    return join(
        "  ",
        plain(page, "$text-muted"),
        plain(place.before),
        plain(place.words, "bold $text-primary"),
        plain(place.after),
    )
