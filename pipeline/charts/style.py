"""How charts look: Chinese fonts, colours, and what a notebook keeps of them."""

from __future__ import annotations

import os
import sys
import warnings
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import plotly.graph_objects as go
import plotly.io as pio

from extractors.records import Role

#: Fonts with Chinese characters, in the order in which browsers try them: Linux, Windows, macOS, then whatever there is.
FONTS: Final = "Noto Sans CJK SC, Noto Sans SC, Source Han Sans SC, Microsoft YaHei, PingFang SC, WenQuanYi Micro Hei, WenQuanYi Zen Hei, SimHei, sans-serif"
#: How the files of such fonts begin, in small letters.
_FILES: Final = ("notosanscjk", "notosanssc", "notoserifcjk", "sourcehansans", "msyh", "simhei", "simsun", "pingfang", "stheiti", "hiragino sans gb", "wqy-", "droidsansfallback")
_ENDINGS: Final = (".ttf", ".ttc", ".otf", ".otc")
_REMEDY: Final = (
    "没有找到中文字体，图中的汉字可能显示为方块。Debian/Ubuntu：sudo apt-get install fonts-noto-cjk；Fedora：sudo dnf install google-noto-sans-cjk-fonts；"
    "Windows 和 macOS 自带中文字体。 / No Chinese font was found: install one as above."
)

ROLE_COLOURS: Final[dict[Role, str]] = {"lead": "#c0392b", "responsible": "#2e6da4", "support": "#8ab6d6", "supervise": "#c9a227"}
#: Colours that people with any colour vision tell apart (Okabe and Ito), without the yellow that white swallows.
COLOURS: Final = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#e69f00", "#666666")
GREY: Final = "#9aa3ab"
SCALE: Final = "Blues"


def set_up() -> None:
    """Say how figures are shown in this notebook: alive, and beside it as a picture for where nothing runs.

    The picture wants kaleido and a Chrome or Chromium; without them figures are alive only. ``PLOTLY_RENDERER`` in the
    environment, plotly's own variable, is left to rule. Warns where no font with Chinese characters is found.
    """
    if chinese_font(_folders()) is None:
        warnings.warn(_REMEDY, stacklevel=2)
    if "PLOTLY_RENDERER" not in os.environ:
        pio.renderers.default = "plotly_mimetype+png" if _draws_pictures() else "plotly_mimetype"
        pio.renderers["png"].scale = 1.5


def chinese_font(folders: Iterable[Path]) -> Path | None:
    """The file of the first font with Chinese characters under some folders, by path; ``None`` where there is none."""
    found = (
        path
        for folder in folders
        if folder.is_dir()
        for path in sorted(folder.rglob("*"))
        if path.name.lower().startswith(_FILES) and path.suffix.lower() in _ENDINGS
    )
    return next(found, None)


def laid_out(figure: go.Figure, title: str, *, height: int, width: int = 1000, bottom: int = 50) -> go.Figure:
    """A figure with the title, sizes (pixels) and fonts of all charts."""
    figure.update_layout(
        title={"text": title, "x": 0, "xref": "container", "xanchor": "left", "pad": {"l": 14}, "font": {"size": 18}},
        font={"family": FONTS, "size": 13, "color": "#222222"},
        template="plotly_white",
        width=width,
        height=height,
        margin={"l": 40, "r": 30, "t": 90, "b": bottom},
        legend={"orientation": "h", "traceorder": "normal", "x": 0, "y": 1, "xanchor": "left", "yanchor": "bottom"},
    )
    return figure


def _draws_pictures() -> bool:
    try:
        from choreographer.browsers import Chromium  # comes with kaleido
    except ImportError:
        return False
    return Chromium.find_browser(skip_local=False) is not None


def _folders() -> list[Path]:
    home = Path.home()
    if sys.platform == "win32":
        return [Path(os.environ.get("WINDIR", "C:/Windows")) / "Fonts", home / "AppData/Local/Microsoft/Windows/Fonts"]
    if sys.platform == "darwin":
        return [Path("/System/Library/Fonts"), Path("/System/Library/AssetsV2"), Path("/Library/Fonts"), home / "Library/Fonts"]
    return [Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), home / ".local/share/fonts", home / ".fonts"]
