"""Editing the tables of the studio in a real browser.

A grid is drawn on a canvas; for screen readers it keeps a hidden table with the cells that can be seen, which take the
focus and, as a press of Enter, a click.
"""

from __future__ import annotations

from typing import Any

from tests.studio.browser import settled

__all__ = ["add_row", "cell_text", "choose_in_cell", "write_in_cell"]

_OVERLAY = '#portal [id^="gdg-overlay"]'
_TRIES = 10


def write_in_cell(page: Any, column: str, row: int, text: str, *, table: int = 0) -> None:
    """Write a text or a number into a cell; the rows are counted from 0."""
    editor = _opened(page, column, row, table)
    editor.locator("textarea, input").first.fill(text)
    page.keyboard.press("Enter")
    editor.wait_for(state="detached")
    settled(page)


def choose_in_cell(page: Any, column: str, row: int, option: str, *, table: int = 0) -> None:
    """Choose an option in a cell that offers some."""
    editor = _opened(page, column, row, table)
    page.get_by_role("option", name=option, exact=True).click()
    editor.wait_for(state="detached")
    settled(page)


def add_row(page: Any, *, table: int = 0) -> None:
    """Press the button of a table's toolbar that adds an empty row."""
    grid = _grid(page, table)
    grid.hover()
    grid.get_by_role("button", name="Add row").click()
    settled(page)


def cell_text(page: Any, column: str, row: int, *, table: int = 0) -> str:
    """Return what a cell says."""
    return str(_cell(_grid(page, table), column, row).text_content())


def _grid(page: Any, table: int) -> Any:
    grid = page.get_by_test_id("stDataFrame").nth(table)
    grid.locator("[role=columnheader]").first.wait_for(state="attached")
    return grid


def _cell(grid: Any, column: str, row: int) -> Any:
    place = grid.locator("[role=columnheader]", has_text=column).first.get_attribute("aria-colindex")
    return grid.locator(f'[role=gridcell][aria-colindex="{place}"][id$="-{row}"]')


def _opened(page: Any, column: str, row: int, table: int) -> Any:
    """Open the editor of a cell. After some runs a grid is deaf until the mouse has clicked on it."""
    from playwright.sync_api import TimeoutError as PlaywrightTimeout

    editor = page.locator(_OVERLAY)
    for _ in range(_TRIES):
        grid = _grid(page, table)
        cell = _cell(grid, column, row)
        try:
            cell.evaluate("cell => { cell.blur(); cell.focus(); }")
            grid.locator(f'[id="{cell.get_attribute("id")}"][aria-selected=true]').wait_for(
                state="attached", timeout=800
            )
            cell.dispatch_event("click")
            editor.wait_for(timeout=800)
        except PlaywrightTimeout:
            box = grid.locator("canvas").first.bounding_box()
            page.mouse.click(box["x"] + box["width"] - 12, box["y"] + 55)
            settled(page)
        else:
            return editor
    raise AssertionError(f"The editor of {column} in row {row} does not open")
