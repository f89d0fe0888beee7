"""Makes the pictures of the guide: ``python docs/make_pictures.py``, or ``make pictures``.

Charts are those that the notebooks keep (run ``docs/run_notebooks.py`` before); of ``outputs/samples/report.html``, and of the marked text of the first
notebook, a Chromium without a window takes them.
"""

from __future__ import annotations

import base64
import io
import json
import os
import shutil
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "docs" / "pictures"
REPORT = ROOT / "outputs" / "samples" / "report.html"
_WIDTH = 1000  # pixels
_AROUND = 14  # pixels around what is taken

#: Picture: the notebook and the how-many-eth chart of it.
CHARTS = {
    "sankey": ("02-tasks-and-departments", 1),
    "network": ("03-department-network", 1),
    "gantt": ("04-deadlines-and-progress", 2),
    "reuse": ("05-policy-transmission", 1),
    "limits": ("05-policy-transmission", 2),
    "leftovers": ("06-quality", 2),
    "completeness": ("06-quality", 3),
}

#: Picture: the place in the report (``#id``).
PLACES = {"units": "chart-units", "periods": "chart-periods", "network": "network", "problems": "problems"}


def outputs(notebook: str) -> list[dict[str, Any]]:
    """What the cells of a notebook show, by kind."""
    loaded = json.loads((ROOT / "notebooks" / f"{notebook}.ipynb").read_text(encoding="utf-8"))
    return [output["data"] for cell in loaded["cells"] for output in cell.get("outputs", ()) if "data" in output]


def chart(name: str) -> bytes:
    notebook, number = CHARTS[name]
    charts = [data["image/png"] for data in outputs(notebook) if "image/png" in data]
    return base64.b64decode(charts[number - 1])


def small(picture: bytes) -> bytes:
    """A PNG as wide as the guide, with 128 colours."""
    image = Image.open(io.BytesIO(picture)).convert("RGB")
    if image.width > _WIDTH:
        image = image.resize((_WIDTH, round(image.height * _WIDTH / image.width)), Image.Resampling.LANCZOS)
    kept = io.BytesIO()
    image.quantize(128, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).save(kept, format="PNG", optimize=True)
    return kept.getvalue()


def of_report(page: Page) -> dict[str, bytes]:
    """The places of the report that the guide names."""
    page.goto(REPORT.as_uri())
    found = {f"report-{name}": around(page, f"#{place}") for name, place in PLACES.items()}
    page.locator("#f-unit").fill("宁澜市林业局")
    page.locator("[name=role]").select_option("lead")
    page.locator("[name=from]").fill("2024-07-01")
    page.locator("[name=to]").fill("2025-12-31")
    page.locator("#h-tasks").click()
    found["report-tasks"] = around(page, "#tasks")
    page.locator("#task-table tbody button").first.click()
    page.locator("#e-passage mark").first.wait_for()
    page.mouse.move(0, 0)
    found["report-evidence"] = page.screenshot()
    page.locator("#e-close").click()
    page.locator("#notices tbody button", has_text="关于延长").first.click()
    page.locator("#e-passage mark").first.wait_for()
    page.mouse.move(0, 0)
    found["report-notice"] = page.screenshot()
    return found


def around(page: Page, selector: str) -> bytes:
    """What a selector names, with a little of what is around it."""
    box = page.locator(selector).evaluate("one => { const box = one.getBoundingClientRect(); return [box.x, box.y + scrollY, box.width, box.height]; }")
    x, y, width, height = box
    clip = {"x": max(x - _AROUND, 0), "y": y - _AROUND, "width": width + 2 * _AROUND, "height": height + 2 * _AROUND}
    return page.screenshot(full_page=True, clip=clip)


def of_marks(page: Page) -> bytes:
    """The beginning of the marked text of the first notebook."""
    marked = next("".join(data["text/html"]) for data in outputs("01-extract-and-check") if "<mark" in "".join(data.get("text/html", "")))
    page.set_content(f'<!doctype html><html lang="zh-CN"><body style="font-family:sans-serif">{marked}</body></html>')
    return page.screenshot(clip={"x": 0, "y": 0, "width": 1000, "height": 726})  # whole lines


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    pictures = {name: chart(name) for name in CHARTS}
    with sync_playwright() as driver:
        program = shutil.which("chromium") or shutil.which("google-chrome")
        browser = driver.chromium.launch(executable_path=program, env={**os.environ, "LANG": "zh_CN.UTF-8", "LANGUAGE": "zh_CN"})
        look: dict[str, Any] = {"viewport": {"width": 1000, "height": 760}, "locale": "zh-CN", "color_scheme": "light", "reduced_motion": "reduce"}
        pictures |= of_report(browser.new_page(**look))
        pictures["marks"] = of_marks(browser.new_page(**look))
        browser.close()
    for name, picture in pictures.items():
        (FOLDER / f"{name}.png").write_bytes(small(picture))


if __name__ == "__main__":
    main()
