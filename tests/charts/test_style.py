"""Chinese on every platform: which files are fonts with Chinese characters, and what is said where there is none."""

from __future__ import annotations

from pathlib import Path

import plotly.io as pio
import pytest

from pipeline.charts import style

FONTS = (
    ("opentype/noto/NotoSansCJK-Regular.ttc", True, "Debian and Ubuntu"),
    ("google-noto-sans-cjk-fonts/NotoSansCJK-Bold.ttc", True, "Fedora"),
    ("msyh.ttc", True, "Windows"),
    ("simhei.ttf", True, "Windows, older"),
    ("PingFang.ttc", True, "macOS"),
    ("truetype/wqy/wqy-microhei.ttc", True, "WenQuanYi"),
    ("truetype/dejavu/DejaVuSans.ttf", False, "has no Chinese"),
    ("NotoSansCJK-Regular.txt", False, "is no font"),
)


@pytest.mark.parametrize(("name", "found", "why"), FONTS, ids=lambda value: value if isinstance(value, str) else "")
def test_fonts_with_chinese_characters_are_found(tmp_path: Path, name: str, found: bool, why: str) -> None:
    path = tmp_path / "fonts" / name
    path.parent.mkdir(parents=True)
    path.touch()
    assert style.chinese_font([tmp_path / "none", tmp_path / "fonts"]) == (path if found else None), why


def test_without_a_font_one_is_told_how_to_get_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(style, "_folders", lambda: [tmp_path])
    monkeypatch.setenv("PLOTLY_RENDERER", "plotly_mimetype")
    with pytest.warns(UserWarning, match="fonts-noto-cjk"):
        style.set_up()


def test_plotlys_own_variable_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    before = pio.renderers.default
    monkeypatch.setenv("PLOTLY_RENDERER", "json")
    style.set_up()
    assert pio.renderers.default == before
