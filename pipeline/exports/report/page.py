"""``report.html``: one page for people that opens from a file, whole in itself: no address outside is asked for anything.

The page's policy (Content-Security-Policy, W3C) allows the two styles and scripts written here, known by their hashes, and
nothing else; what the notices say is data, put into the page as text.
"""

from __future__ import annotations

import base64
import hashlib
import json
from importlib import resources
from pathlib import Path
from typing import Any

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from pipeline.exports.collect import Rows
from pipeline.exports.report.data import collect
from pipeline.exports.report.model import Report
from pipeline.exports.report.words import WORDS

#: How many bars a chart has at most.
BARS = 15
ROLES = ("lead", "responsible", "support", "supervise")
_SCRIPTS = ("words.js", "evidence.js", "tasks.js", "network.js", "page.js")
_ASSETS = resources.files("pipeline.exports.report") / "assets"


def write(facts: Rows, path: Path) -> None:
    """Write the page; the same facts give the same bytes."""
    path.write_text(rendered(collect(facts)), encoding="utf-8", newline="\n")


def rendered(report: Report) -> str:
    """The page as HTML."""
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.globals.update(t=_said, plain=lambda key: WORDS[key][0], bars=BARS, roles=ROLES)
    style = _asset("report.css")
    script = "(() => {\n\"use strict\";\n" + "\n".join(map(_asset, _SCRIPTS)) + "})();\n"
    policy = f"default-src 'none'; script-src {_hash(script)}; style-src {_hash(style)}; base-uri 'none'; form-action 'none'"
    return environment.from_string(_asset("report.html")).render(
        report=report,
        busiest=[one for one in sorted(report.notices, key=lambda one: (-one.tasks, one.id)) if one.tasks][:BARS],
        policy=Markup(policy),  # the quotes of CSP's key words stay as they are; nothing here comes from a notice
        style=Markup(style),
        script=Markup(script),
        data=Markup(_json(_data(report))),
        words=Markup(_json({key: list(said) for key, said in WORDS.items()})),
    )


def _data(report: Report) -> dict[str, Any]:
    """What the script works on; charts, figures and the files that could not be read stand in the page itself."""
    return {name: getattr(report, name) for name in ("notices", "tasks", "units", "nodes", "links", "problems")}


def _said(key: str, **values: object) -> Markup:
    """A piece of the page's own words: Chinese, with what the script needs to say it in English."""
    chosen = WORDS[key][0].format(**values)
    given = json.dumps(values, ensure_ascii=False) if values else ""
    return Markup('<span data-t="{}"{}>{}</span>').format(key, Markup(' data-with="{}"').format(given) if given else "", chosen)


def _json(value: Any) -> str:
    """JSON that cannot end the script element that it stands in, nor open a comment there (HTML, 4.12.1.3)."""
    written = json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=_plain)
    return written.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _plain(thing: Any) -> dict[str, Any]:
    """A dataclass as a dictionary, what is empty left out."""
    found = {name: getattr(thing, name) for name in type(thing).__slots__}
    return {name: value for name, value in found.items() if value is not None and value is not False and value != ()}


def _hash(code: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()}'"


def _asset(name: str) -> str:
    return (_ASSETS / name).read_text(encoding="utf-8")
