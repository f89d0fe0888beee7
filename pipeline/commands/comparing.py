"""The commands that set units and notices beside each other."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from pipeline.commands.options import (
    DEFAULT_STORE,
    AsOf,
    Debug,
    FormatOption,
    NoticeOption,
    SeenAt,
    StoreOption,
    check_known,
    corpus_of,
)
from pipeline.errors import PolicygraphError
from pipeline.terminal import answers, console
from pipeline.terminal.console import Format, answering

_SUPERIOR = typer.Argument(help="上级公文的文号、 标题的一部分或编号。", metavar="上级")
_SUBORDINATE = typer.Argument(help="下级公文的文号、 标题的一部分或编号。", metavar="下级")


class PassageKind(StrEnum):
    """What became of a sentence on its way down."""

    SHARED = "shared"
    CHANGED = "changed"
    ADDED = "added"
    DROPPED = "dropped"


def partners(
    unit: Annotated[str, typer.Argument(help="单位名称， 一部分即可。", metavar="单位")],
    notice: NoticeOption = None,
    as_of: AsOf = None,
    seen_at: SeenAt = None,
    form: FormatOption = Format.TABLE,
    store: StoreOption = DEFAULT_STORE,
    debug: Debug = False,
) -> None:
    """一个单位和谁一起做事：有多少项共同任务，其中多少项由它牵头、由对方牵头。

    例：policygraph partners 宁澜市财政局
    """
    with answering(debug=debug), corpus_of(store, as_of=as_of, seen_at=seen_at) as corpus:
        check_known(corpus, notice)
        meant = corpus.units(unit=unit)
        if meant.empty:
            raise PolicygraphError(unit, "库里没有这个单位", "用 policygraph units 看库里有哪些单位", code="no_unit")
        found = corpus.partners(unit, notice=notice)
        if form is Format.TABLE:
            answers.print_partners(meant, found)
        else:
            console.print_frame(found, form)


def transmission(
    superior: Annotated[str | None, _SUPERIOR] = None,
    subordinate: Annotated[str | None, _SUBORDINATE] = None,
    kind: Annotated[
        PassageKind | None,
        typer.Option("--kind", help="只看 shared 照抄、 changed 改写、 added 新增或 dropped 略去的句子。", metavar="类"),
    ] = None,
    as_of: AsOf = None,
    seen_at: SeenAt = None,
    form: FormatOption = Format.TABLE,
    store: StoreOption = DEFAULT_STORE,
    debug: Debug = False,
) -> None:
    """上级的公文到了下级：不给公文，列出哪份传到了哪份；给出上下级两份，逐句对照。

    传到，是指下级写明贯彻落实或转发上级，或两份有三句以上一字不差的话（列表里只数十二字以上的句子）。

    例：policygraph transmission

    例：policygraph transmission 岚政办发〔2024〕22号 沧府发〔2024〕9号 --kind added
    """
    with answering(debug=debug), corpus_of(store, as_of=as_of, seen_at=seen_at) as corpus:
        if superior is None:
            found = corpus.transmissions()
            if form is Format.TABLE:
                answers.print_transmissions(corpus, found)
            else:
                console.print_frame(found, form)
            return
        if subordinate is None:
            raise PolicygraphError(superior, "只给了一份公文", "请依次给出上级和下级两份公文，或一份也不给", code="no_notice")
        found = corpus.transmission(superior, subordinate)
        shown = found if kind is None else found[found["kind"] == kind.value]
        if form is Format.TABLE:
            answers.print_transmission(found, shown)
        else:
            console.print_frame(shown, form)


def limits(
    superior: Annotated[str, _SUPERIOR],
    subordinate: Annotated[str, _SUBORDINATE],
    as_of: AsOf = None,
    seen_at: SeenAt = None,
    form: FormatOption = Format.TABLE,
    store: StoreOption = DEFAULT_STORE,
    debug: Debug = False,
) -> None:
    """上下级两份公文里内容相同或相近的任务，时限谁早谁晚。

    例：policygraph limits 岚政办发〔2024〕22号 沧府发〔2024〕9号
    """
    with answering(debug=debug), corpus_of(store, as_of=as_of, seen_at=seen_at) as corpus:
        found = corpus.limits_compared(superior, subordinate)
        if form is Format.TABLE:
            answers.print_limits(found)
        else:
            console.print_frame(found, form)
