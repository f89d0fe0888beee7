"""Writes the samples that are made rather than typed: the Word files, the PDF, and the text twin of a city's plan.

    python tests/tools/build_samples.py [FOLDER]      FOLDER is corpus/samples unless given
"""

from __future__ import annotations

import sys
from pathlib import Path

import charging_pdf
import charging_plan
import charging_renewal
import city_plan
import joint_notice
import park_measures
import river_list

SAMPLES = Path(__file__).parents[2] / "corpus" / "samples"


def build(folder: Path) -> None:
    """Writes the made samples into a folder that exists; the same bytes every time."""
    city_plan.write_word(folder / "02-宁澜市-竹产业工作方案.docx")
    city_plan.write_text(folder / "03-宁澜市-竹产业工作方案.txt")
    river_list.write_word(folder / "05-岚江省-河湖管护责任清单.docx")
    park_measures.write_word(folder / "06-宁澜市-小微企业园管理办法.docx")
    joint_notice.write_word(folder / "07-岚江省-学校食品安全联合通知.docx")
    charging_plan.write_word(folder / "21-宁澜市-充换电设施实施方案.docx")
    charging_pdf.write_pdf(folder / "23-禾屏市-充换电设施攻坚方案.pdf")
    charging_renewal.write_word(folder / "26-宁澜市-充换电设施新实施方案.docx")


if __name__ == "__main__":
    build(Path(sys.argv[1]) if len(sys.argv) > 1 else SAMPLES)
