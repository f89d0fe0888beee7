"""A real Chromium without a window, driven by Playwright, that writes down what a page asks for and what goes wrong in it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass(kw_only=True)
class Opened:
    """A page with what it asked for (addresses), what went wrong in it, and how often :meth:`click` was used."""

    page: Any
    asked: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    clicks: int = 0

    def click(self, where: Any) -> None:
        """One click of the mouse, at a selector or locator."""
        (self.page.locator(where) if isinstance(where, str) else where).click()
        self.clicks += 1

    def press(self, *keys: str) -> None:
        """Keys, one after the other."""
        for key in keys:
            self.page.keyboard.press(key)

    def tab_to(self, selector: str, *, back: bool = False) -> None:
        """Press Tab (``back``: with Shift) until what the selector names has the focus."""
        for _ in range(300):
            self.press("Shift+Tab" if back else "Tab")
            if self.page.evaluate("selector => document.activeElement.matches(selector)", selector):
                return
        raise AssertionError(f"{selector} cannot be reached by Tab")

    def listed(self) -> int:
        """How many tasks the page says are listed."""
        said = self.page.locator("#count").inner_text()
        return int("".join(filter(str.isdigit, said.partition("，")[0].partition(",")[0])) or 0)


@contextmanager
def chromium(program: str) -> Iterator[Any]:
    """The browser, in English, so that fields of dates take month, day, year."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=program, env={**os.environ, "LANG": "en_US.UTF-8", "LANGUAGE": "en_US"})
        yield browser
        browser.close()


@contextmanager
def opened(browser: Any, path: Path, *, width: int = 1280, language: str = "zh-CN", scheme: str = "light") -> Iterator[Opened]:
    """A file in a fresh profile of a browser whose reader wants that language and that colour scheme."""
    context = browser.new_context(
        viewport={"width": width, "height": 900}, locale=language, color_scheme=scheme, accept_downloads=True, reduced_motion="reduce"
    )
    page = context.new_page()
    found = Opened(page=page)
    context.on("request", lambda request: found.asked.append(request.url))
    page.on("pageerror", lambda error: found.wrong.append(str(error)))
    page.on("console", lambda message: found.wrong.append(message.text) if message.type in ("error", "warning") else None)
    page.on("dialog", lambda dialog: (found.wrong.append(f"dialog: {dialog.message}"), dialog.dismiss()))
    try:
        page.goto(path.resolve().as_uri())
        yield found
    finally:
        context.close()
