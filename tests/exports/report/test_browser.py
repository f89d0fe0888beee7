"""The page in a real Chromium: what one asks of it, by mouse and by keyboard; that nothing leaves it and nothing foreign runs in it."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from extractors.records import Evidence, Jurisdiction, Notice, Problem, Task
from pipeline.corpus import Corpus
from pipeline.entries import NoticeEntry, QuarantineEntry
from pipeline.exports import tables
from pipeline.exports.collect import Rows
from pipeline.exports.report.page import write
from tests.tools import records
from tests.tools.browser import Opened, opened

UNIT, ROLE, AFTER, BEFORE = "乌岭市交通运输局", "lead", "2024-07-01", "2025-06-30"


@pytest.fixture
def page(browser: Any, report: Path) -> Iterator[Opened]:
    with opened(browser, report) as found:
        yield found
        assert found.wrong == []


@pytest.fixture(scope="module")
def expected(corpus: Corpus) -> list[str]:
    """The tasks that the unit leads and that are due in the period, by the façade."""
    found = corpus.tasks(unit=UNIT, role="lead", due_after=AFTER, due_before=BEFORE)["task_id"].tolist()
    assert 1 < len(found) < len(corpus.tasks(unit=UNIT, role="lead")), "the period leaves some out"
    return found


def saved(page: Opened, export: Callable[[], object]) -> list[dict[str, str]]:
    """The rows of the file that an export gives."""
    with page.page.expect_download() as download:
        export()
    text = Path(download.value.path()).read_bytes().decode("utf-8-sig")
    assert text.endswith("\r\n")
    return list(csv.DictReader(text.splitlines(keepends=True)))


def test_led_tasks_due_in_a_period_in_five_clicks(page: Opened, expected: list[str], corpus: Corpus) -> None:
    row = page.page.locator("#chart-units tbody tr", has_text=UNIT)
    page.click(row.locator(f"[data-role={ROLE}]"))
    page.click("[name=from]")
    page.page.locator("[name=from]").fill(AFTER)
    page.page.locator("[name=to]").fill(BEFORE)
    assert page.listed() == len(expected)
    first = page.page.locator("#task-table tbody button").first
    title = first.inner_text()
    page.click(first)
    task = corpus.look_up(expected[0]).task
    assert task is not None
    assert title == task.title
    assert page.page.locator("#e-passage mark").text_content() == task.evidence.quote
    page.click("#e-close")
    rows = saved(page, lambda: page.click("#export"))
    assert [one["编号"] for one in rows] == expected
    assert all("交通运输局" in one["牵头"] for one in rows)
    assert page.clicks == 5


def test_the_same_by_keyboard_alone(page: Opened, expected: list[str]) -> None:
    page.press("Tab", "Enter")
    assert page.page.evaluate("document.activeElement.name") == "unit", "the first link leads to the filters"
    page.page.keyboard.insert_text(UNIT)
    page.tab_to("[name=role]")
    page.press("ArrowDown")
    for name, day in (("from", AFTER), ("to", BEFORE)):
        page.tab_to(f"[name={name}]")
        year, month, of_month = day.split("-")
        page.page.keyboard.type(month + of_month + year)
        assert page.page.locator(f"[name={name}]").input_value() == day
    assert page.listed() == len(expected)
    page.tab_to("#task-table tbody button")
    page.press("Enter")
    assert page.page.locator("#e-passage mark").inner_text()
    assert page.page.evaluate("document.activeElement.closest('#e-facts') !== null"), "the facts have the focus"
    page.press("Tab", "Enter")
    assert page.page.locator("#e-facts [aria-pressed=true]").count() == 1
    page.press("Escape")
    assert page.page.evaluate("document.activeElement.matches('#task-table tbody button')"), "and the focus comes back"
    page.tab_to("#export", back=True)
    assert [one["编号"] for one in saved(page, lambda: page.press("Enter"))] == expected


def test_each_fact_of_a_task_is_marked_where_the_record_says(page: Opened, corpus: Corpus) -> None:
    task = corpus.look_up("宁府发〔2024〕11号#attachment:1/t1/1.①").task
    assert task is not None
    page.page.locator("[name=text]").fill(task.title)
    page.page.locator("#task-table tbody button").first.click()
    facts = page.page.locator("#e-facts button")
    pairs = []
    for fact in facts.all():
        fact.click()
        pairs.append((fact.locator(".words").inner_text(), page.page.locator("#e-passage mark").inner_text()))
        assert "[" in page.page.locator("#e-where").inner_text()
    for assignment in task.assignments:
        assert (assignment.mention, assignment.evidence.quote) in pairs
    assert len(pairs) >= 2 + len(task.assignments) + len(task.milestones)


def test_every_number_lists_as_many_tasks_as_it_says(page: Opened) -> None:
    page.page.locator("summary").click()
    buttons = page.page.locator("button.number")
    assert buttons.count() > 80
    wrong = buttons.evaluate_all(
        """buttons => buttons.map(button => {
             button.click();
             const listed = /\\d+/.exec(document.getElementById("count").textContent)[0];
             return [button.getAttribute("aria-labelledby"), button.textContent, listed];
           }).filter(([, said, listed]) => said !== listed)"""
    )
    assert wrong == []
    column = page.page.locator(".chosen-by-click").first
    column.locator(".plain").click()
    assert page.listed() == int(column.locator(".value").text_content())


FILTERS = (
    ({"unit": "林业局"}, {"unit": "林业局"}, "part of a name"),
    ({"unit": "各县 (区) 人民政府"}, {"unit": "各县（区）人民政府"}, "brackets of either width"),
    ({"unit": "林业局", "role": "support"}, {"unit": "林业局", "role": "support"}, "the role is that unit's"),
    ({"role": "supervise"}, {"role": "supervise"}, "a role of any unit"),
    ({"from": "2025-12-31"}, {"due_after": "2025-12-31"}, "the first day is in it"),
    ({"to": "2023-12-31"}, {"due_before": "2023-12-31"}, "the last too"),
)


@pytest.mark.parametrize(("fields", "query", "why"), FILTERS, ids=[case[2] for case in FILTERS])
def test_filters_list_what_the_facade_gives(page: Opened, corpus: Corpus, fields: dict[str, str], query: dict[str, Any], why: str) -> None:
    for name, value in fields.items():
        field = page.page.locator(f"#filters [name={name}]")
        if name == "role":
            field.select_option(value)
        else:
            field.fill(value)
    wanted = corpus.tasks(**query)["task_id"].tolist()
    assert wanted
    assert [row["编号"] for row in saved(page, lambda: page.click("#export"))] == wanted, why
    page.click("#filters [type=reset]")
    page.page.wait_for_function("total => document.getElementById('count').textContent.includes(total)", arg=str(len(corpus.tasks())))


def test_rows_are_sorted_and_exported_in_that_order_empty_ones_last(page: Opened) -> None:
    heading = page.page.locator("th.c-due")
    page.click(heading.locator("button"))
    assert heading.get_attribute("aria-sort") == "ascending"
    days = [row["截止日期"] for row in saved(page, lambda: page.click("#export"))]
    dated = [day for day in days if day]
    assert days == sorted(dated) + [""] * (len(days) - len(dated))
    page.click(heading.locator("button"))
    assert heading.get_attribute("aria-sort") == "descending"
    days = [row["截止日期"] for row in saved(page, lambda: page.click("#export"))]
    assert days == sorted(dated, reverse=True) + [""] * (len(days) - len(dated))


def test_partners_of_a_unit_by_its_name(page: Opened, corpus: Corpus) -> None:
    page.page.locator("#net-unit").fill(UNIT)
    page.press("Enter")
    assigned = corpus.assignments()
    unit = corpus.units(unit=UNIT)["unit_id"].item()
    tasks = assigned.loc[assigned["unit_id"] == unit, "task_id"]
    partners = assigned[assigned["task_id"].isin(tasks) & (assigned["unit_id"] != unit)].groupby("unit_id")["task_id"].nunique()
    shown = page.page.locator("#partners tbody tr").evaluate_all("rows => rows.map(row => Number(row.cells[1].textContent))")
    assert shown == sorted(partners.tolist(), reverse=True)
    page.page.get_by_role("button", name="列出该单位的任务").click()
    assert page.listed() == tasks.nunique()


def test_a_circle_of_the_drawing_takes_a_click(page: Opened) -> None:
    page.page.locator("#drawing").scroll_into_view_if_needed()
    box = page.page.locator("#drawing").bounding_box()
    at = page.page.evaluate("""() => {
        const canvas = document.getElementById("drawing");
        const city = getComputedStyle(canvas).getPropertyValue("--level-city").trim();
        const { width, height, data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
        const colour = (x, y) => "#" + [0, 1, 2].map(part => data[4 * (y * width + x) + part].toString(16).padStart(2, "0")).join("");
        for (let y = 2; y < height - 2; y++) for (let x = 2; x < width - 2; x++) {
            if ([[0, 0], [2, 0], [-2, 0], [0, 2], [0, -2]].every(([right, down]) => colour(x + right, y + down) === city)) return [x, y];
        }
    }""")
    assert at, "a unit of a city is drawn"
    page.page.mouse.click(box["x"] + at[0], box["y"] + at[1])
    chosen = page.page.locator("#net-unit").input_value()
    assert chosen
    assert chosen in page.page.locator("#partners h3").inner_text()
    assert page.page.locator("#partners tbody tr").count() > 0


def test_names_in_the_drawing_hide_neither_circles_nor_each_other(page: Opened) -> None:
    """What is drawn is heard as it is drawn: the middle and radius of each circle, the left end, middle and width of each name."""
    page.page.evaluate("""() => {
        window.circles = new Set(), window.names = new Set();
        const pen = CanvasRenderingContext2D.prototype, { arc, fillText } = pen;
        pen.arc = function (x, y, radius, ...rest) { circles.add(`${x} ${y} ${radius}`); arc.call(this, x, y, radius, ...rest); };
        pen.fillText = function (text, x, y) { names.add(`${x} ${y} ${this.measureText(text).width}`); fillText.call(this, text, x, y); };
    }""")
    page.page.get_by_role("button", name="全图").click()
    circles, names = ([tuple(map(float, said.split())) for said in page.page.evaluate(f"[...{heard}]")] for heard in ("circles", "names"))
    assert len(names) > 10
    boxes = [(x, y - 6, x + wide, y + 6) for x, y, wide in names]
    for number, (left, top, right, bottom) in enumerate(boxes):
        assert not any(left < x + radius and x - radius < right and top < y + radius and y - radius < bottom for x, y, radius in circles)
        assert not any(left < b_right and b_left < right and top < b_bottom and b_top < bottom for b_left, b_top, b_right, b_bottom in boxes[:number])


def use_everything(page: Opened) -> None:
    """Open, choose and press what there is."""
    for index in range(page.page.locator("button.open:visible").count()):
        page.page.locator("button.open:visible").nth(index).click()
        for fact in page.page.locator("#e-facts button").all():
            fact.click()
        page.press("Escape")
    for unit in page.page.locator("#unit-names option").evaluate_all("options => options.map(option => option.value)"):
        page.page.locator("#net-unit").fill(unit)
        page.press("Enter")
    page.click("#language")
    page.click("#net-in")


def test_nothing_leaves_the_page(browser: Any, tmp_path: Path) -> None:
    write(Rows(records.corpus(), records.quarantined()), tmp_path / "report.html")
    with opened(browser, tmp_path / "report.html") as page:
        use_everything(page)
        saved(page, lambda: page.click("#export"))
        assert [address for address in page.asked if not address.startswith("blob:")] == [(tmp_path / "report.html").as_uri()]
        assert page.wrong == []


@pytest.mark.parametrize(
    ("code", "directive"),
    [
        ("fetch('https://outside.example/')", "connect-src"),
        ("new Image().src = 'https://outside.example/a.png'", "img-src"),
        ("document.body.append(Object.assign(document.createElement('script'), {textContent: 'window.ran = 1'}))", "script-src-elem"),
        ("document.body.insertAdjacentHTML('beforeend', '<p style=\"color:red\" onclick=\"window.ran=1\">')", "style-src-attr"),
        ("document.body.append(Object.assign(document.createElement('iframe'), {src: 'https://outside.example/'}))", "frame-src"),
    ],
)
def test_the_policy_refuses_what_the_page_never_does(page: Opened, code: str, directive: str) -> None:
    """So that a mistake in the page would do no harm either."""
    stopped: list[str] = []
    page.page.on("requestfailed", lambda request: stopped.append(request.url) if request.failure == "csp" else None)
    refused = page.page.evaluate(
        f"""() => new Promise(done => {{
            document.addEventListener("securitypolicyviolation", event => done(event.effectiveDirective), {{ once: true }});
            Promise.resolve({code}).catch(() => null);
        }})"""
    )
    assert refused == directive
    assert page.page.evaluate("window.ran") is None
    assert [address for address in page.asked if "outside" in address and address not in stopped] == []
    page.wrong.clear()


HOSTILE = "𠮷</script><script>ran=1</script><img src=x onerror=ran=1>\u2028<!--<script>{{7*7}}${7*7}\"'`&lt;b&gt;]]>"


def hostile_notice() -> NoticeEntry:
    """A notice that says nothing but markup, in every place where a notice can say something."""
    paper = records.Paper()
    title, said, unit = paper.put(HOSTILE), paper.put(f"=1+1 {HOSTILE}"), paper.put(f"{HOSTILE}局")
    words: dict[str, Evidence] = {"evidence": said}
    task = Task.model_validate(
        {
            "id": HOSTILE,
            "origin": "note",
            "part": "notice",
            "title": f"=1+1 {HOSTILE}",
            "assignments": [
                {"mention": unit.quote, "role": "lead", "evidence": unit},
                {"mention": f"另{HOSTILE}", "role": "support", "evidence": said},
            ],
            "deadlines": [{"text": HOSTILE, "kind": "by", "end": "2024-12-31", **words}],
            "milestones": [{"text": HOSTILE, **words}],
            "targets": [{"text": HOSTILE, "indicator": HOSTILE, "comparator": "=", "value": 1, **words}],
            "officials": [{"name": HOSTILE, "column": HOSTILE, **words}],
            "supports": [{"text": HOSTILE, **words}],
            **words,
        }
    )
    notice = Notice(
        title=HOSTILE,
        number=HOSTILE,
        issuers=[HOSTILE],
        issued_on="2024-01-01",
        jurisdiction=Jurisdiction(name=HOSTILE, level="city"),
        evidence={"title": [title], "number": [title]},
    )
    cited = [{"title": HOSTILE, "number": HOSTILE, "relation": "implements", "evidence": [said]}]
    problems = [Problem(code=HOSTILE, message=HOSTILE, evidence=said)]
    return records.entry_of(records.record_of(paper, notice, name=HOSTILE, tasks=[task], citations=cited, problems=problems), f"corpus/{HOSTILE}")


def test_a_notice_full_of_script_runs_none_and_is_shown_as_it_is(browser: Any, tmp_path: Path) -> None:
    unread = [QuarantineEntry(path=HOSTILE, code=HOSTILE, cause=HOSTILE, remedy=HOSTILE)]
    write(Rows([hostile_notice()], unread), tmp_path / "report.html")
    with opened(browser, tmp_path / "report.html") as page:
        use_everything(page)
        page.click("#language")
        assert page.page.evaluate("window.ran") is None
        assert page.wrong == []
        assert page.page.locator("img, iframe, b").count() == 0
        assert page.page.locator("script").count() == 3
        assert page.page.locator("#notices .open").text_content() == HOSTILE
        assert page.page.locator("#quarantine + table th[scope=row]").text_content() == HOSTILE
        page.page.locator("#task-table tbody button").click()
        assert page.page.locator("#e-title").text_content() == f"=1+1 {HOSTILE}"
        page.page.locator("#e-facts button", has_text="牵头").click()
        assert page.page.locator("#e-passage mark").text_content() == f"{HOSTILE}局", "offsets count characters beyond the first plane as one"
        page.press("Escape")
        row = saved(page, lambda: page.click("#export"))[0]
        assert row["任务"] == tables.defused(f"=1+1 {HOSTILE}") != f"=1+1 {HOSTILE}", "no spreadsheet runs it"
        assert row["公文标题"] == HOSTILE


def test_language_is_the_readers_and_can_be_switched(browser: Any, report: Path) -> None:
    with opened(browser, report, language="en-GB") as page:
        said = page.page.locator("[data-t]").evaluate_all("all => all.filter(one => one.id !== 'language').map(one => one.textContent)")
        assert [words for words in said if re.search(r"[\u3400-\u9fff]", words)] == []
        assert page.page.evaluate("document.documentElement.lang") == "en"
        assert page.page.title() == "Tasks in government notices"
        assert page.page.locator("#count").inner_text().endswith("shown")
        page.click("#language")
        assert page.page.evaluate("document.documentElement.lang") == "zh-CN"
        assert "共" in page.page.locator("#count").inner_text()
        assert page.page.locator("h2").first.inner_text() == "概览"


VIEWS = ((1280, "zh-CN", "light"), (400, "en-GB", "dark"), (1280, "en-GB", "light"), (400, "zh-CN", "light"))


@pytest.mark.parametrize(("width", "language", "scheme"), VIEWS[:2])
def test_no_serious_fault_of_accessibility(browser: Any, report: Path, width: int, language: str, scheme: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    with opened(browser, report, width=width, language=language, scheme=scheme) as page:

        def faults(within: str = "body") -> list[tuple[str, str]]:
            found = Axe().run(page.page, context=within).response["violations"]
            return [(one["id"], node["html"]) for one in found for node in one["nodes"] if one["impact"] in ("serious", "critical")]

        assert faults() == []
        page.page.locator("summary").click()
        page.page.locator("#net-unit").fill(UNIT)
        page.press("Enter")
        assert faults("#chart-periods") + faults("#network") == []
        page.page.locator("#task-table tbody button").first.click()
        assert faults("#evidence") == []


@pytest.mark.parametrize(("width", "language", "scheme"), VIEWS)
def test_nothing_is_wider_than_the_screen(browser: Any, report: Path, width: int, language: str, scheme: str) -> None:
    with opened(browser, report, width=width, language=language, scheme=scheme) as page:
        page.page.locator("summary").click()
        page.page.locator("#net-unit").fill(UNIT)
        page.press("Enter")
        assert page.page.evaluate("document.documentElement.scrollWidth") == width
        cut = page.page.evaluate("""() => [...document.querySelectorAll("button, th, td, a, label, p, h2, h3, li")]
            .filter(one => !one.closest(".unseen, .skip") && one.scrollWidth > one.clientWidth + 1 && one.clientWidth && getComputedStyle(one).display !== "inline")
            .map(one => one.outerHTML.slice(0, 120))""")
        assert cut == []


def test_all_rows_are_printed(page: Opened, corpus: Corpus) -> None:
    assert page.page.locator("#task-table tbody tr").count() == 50
    page.page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.page.locator("#task-table tbody tr").count() == len(corpus.tasks())
    page.page.evaluate("dispatchEvent(new Event('afterprint'))")
    page.click("#next")
    assert page.page.locator("#task-table tbody tr").count() == 50
    assert "51–100" in page.page.locator("#count").inner_text()
