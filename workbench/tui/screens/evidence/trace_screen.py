"""Show a trace: from a cell back to the ratings, appraisals, rules, answers and quotes it rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static, Tree
from textual.widgets.tree import TreeNode

from workbench.tui.commands import bindings
from workbench.tui.plain import join, plain, plain_cell
from workbench.tui.screens.base import WorkbenchScreen
from workbench.tui.screens.evidence.commands import TRACE
from workbench.tui.widgets.header import ScreenHeader
from workbench.tui.widgets.key_line import KeyLine
from workbench.tui.widgets.pane import Pane
from workbench.tui.widgets.status_line import StatusLine

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.review.evidence.trace import Node
    from workbench.review.session import ReviewSession

OPEN_AT_FIRST = 2
"""Levels of the tree that are open at first: the cell, and what it rests on."""

LONGEST = 400
"""Characters of a line; the whole text of the line under the cursor stands below."""

_SIGNS = {"note": "✎ ", "missing": "? "}


class TraceTree(Tree["Node"], inherit_bindings=False):
    """Show the steps of a trace. The keys are the screen's, so that help lists them."""


class TraceScreen(WorkbenchScreen):
    """Show a trace as a tree, with the line in front in full below.

    Args:
        heading: names the cell that is traced.
        read: reads the steps.
    """

    TITLE = "Trace"
    SAVES = "evidence-profile"
    CSS_PATH = "evidence.tcss"
    COMMANDS_HERE = TRACE
    BINDINGS: ClassVar[list[BindingType]] = bindings(TRACE)

    def __init__(self, heading: str, read: Callable[[ReviewSession], Node]) -> None:
        super().__init__()
        self.heading = heading
        self.read = read

    @property
    def steps(self) -> TraceTree:
        """Return the tree."""
        return self.query_one(TraceTree)

    @property
    def words_in_front(self) -> tuple[str, str]:
        """Return the line in front in full."""
        line = self.steps.cursor_node
        return (line.data.text, f"the {line.data.kind}") if line is not None and line.data else ("", "")

    def compose(self) -> ComposeResult:
        """Lay out title, tree, the line in front and keys."""
        yield ScreenHeader("Trace")
        yield StatusLine(plain(self.heading.removeprefix("Trace · "), "bold"), id="strip", classes="strip")
        tree = TraceTree(plain_cell("reading …"))
        tree.guide_depth = 3
        with Pane(heading="What it rests on", id="steps"):
            yield tree
        with Pane(heading="In full", id="front"), VerticalScroll(id="detail"):
            yield Static("", id="detail-text")
        yield Static("", id="message")
        yield KeyLine(self.COMMANDS_HERE)

    def on_mount(self) -> None:
        """Read the steps while the screen is already to be seen."""
        self.steps.focus()
        self.load()

    @work(exclusive=True, group="trace", exit_on_error=False)
    async def load(self) -> None:
        """Read the steps and show those next to the cell."""
        node = await self.gateway.compute(self.read)
        root = self.steps.root
        root.set_label(_label(node))
        root.data = node
        _grow(root, node, 1)
        self.show_line(node)

    def on_tree_node_highlighted(self, event: Tree.NodeHighlighted[Node]) -> None:
        """Show what the cursor stands on now."""
        if event.node.data is not None:
            self.show_line(event.node.data)

    def show_line(self, node: Node) -> None:
        """Show a line in full."""
        words = join(plain(f"{node.kind}: ", "bold"), plain(node.text, lines=True))
        self.query_one("#detail-text", Static).update(words)
        self.query_one("#detail", VerticalScroll).scroll_home(animate=False)

    def action_open(self) -> None:
        """Show or fold what stands below the line."""
        node = self.steps.cursor_node
        if node is not None and node.allow_expand:
            node.toggle()

    def action_unfold(self) -> None:
        """Show what stands below the line, or go there."""
        node = self.steps.cursor_node
        if node is None or not node.allow_expand:
            return
        if node.is_expanded:
            self.steps.action_cursor_down()
        else:
            node.expand()

    def action_fold(self) -> None:
        """Fold the line, or go to the one above it."""
        node = self.steps.cursor_node
        if node is not None and node.allow_expand and node.is_expanded:
            node.collapse()
        elif node is not None and node.parent is not None:
            self.steps.move_cursor(node.parent)

    def action_fold_all(self) -> None:
        """Show everything, or fold all but the first lines."""
        root = self.steps.root
        if _is_open(root):
            for child in root.children:
                child.collapse_all()
        else:
            root.expand_all()

    def action_move(self, by: int) -> None:
        """Go to the line before or after."""
        if by < 0:
            self.steps.action_cursor_up()
        else:
            self.steps.action_cursor_down()

    def action_page(self, by: int) -> None:
        """Go a page up or down."""
        if by < 0:
            self.steps.action_page_up()
        else:
            self.steps.action_page_down()

    def action_jump(self, place: int) -> None:
        """Go to the first or the last line."""
        if place < 0:
            self.steps.action_scroll_end()
        else:
            self.steps.action_scroll_home()

    def action_detail(self, by: int) -> None:
        """Scroll the line in front by half its height."""
        part = self.query_one("#detail", VerticalScroll)
        part.scroll_relative(y=by * max(part.size.height // 2, 1), animate=False)

    def action_leave(self) -> None:
        """Go back to the evidence."""
        self.dismiss()


def _is_open(node: TreeNode[Node]) -> bool:
    """Return True if nothing below a line is folded."""
    return all(child.is_expanded and _is_open(child) for child in node.children if child.allow_expand)


def _grow(branch: TreeNode[Node], node: Node, depth: int) -> None:
    for child in node.children:
        if child.children:
            _grow(branch.add(_label(child), child, expand=depth < OPEN_AT_FIRST), child, depth + 1)
        else:
            branch.add_leaf(_label(child), child)
    if depth == 1:
        branch.expand()


def _label(node: Node) -> Text:
    text = node.text if len(node.text) <= LONGEST else node.text[: LONGEST - 1] + "…"
    return plain_cell(_SIGNS.get(node.kind, "") + text)
