"""Answers of a store for people: notices, tasks, units and what holds between them, as tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from pipeline.errors import PolicygraphError
from pipeline.terminal import console
from pipeline.terminal.console import Format, add_row, local_time, table

if TYPE_CHECKING:
    import pandas as pd

    from pipeline.corpus import Corpus
    from pipeline.diff.model import Difference, TaskChange


def print_tasks(corpus: Corpus, found: pd.DataFrame) -> None:
    from rich.text import Text

    from pipeline import labels

    out = console.console()
    notices = corpus.notices().set_index("notice_id")
    for notice_id, rows in found.groupby("notice_id", sort=False):
        notice = notices.loc[notice_id]
        out.print(Text(f"\n{_shown(notice['title']) or str(notice_id)}  {_shown(notice['number'])}".rstrip(), style="bold"))
        listed = table(("任务", 9), ("责任单位", 8), ("完成时限", 4))
        for row in console.plain_rows(rows):
            title = Text(labels.shortened(str(row["title"]), length=80))
            title.append(f"\n#{str(row['task_id']).removeprefix(f'{notice_id!s}#')}", style="dim")
            assigned = "\n".join(f"{name}：{row[role]}" for role, name in labels.ROLES.items() if row[role])
            due = str(row["due"] or "") + (("\n" if row["due"] else "") + "长期" if row["ongoing"] else "")
            add_row(listed, title, assigned, due or labels.shortened(str(row["deadline"] or ""), length=24))
        out.print(listed)
    typer.echo(f"\n{len(found)} 项任务" + ("；看某项的出处：policygraph show '文号#编号'" if len(found) else ""))


def print_hits(found: pd.DataFrame, limit: int) -> None:
    from rich.padding import Padding
    from rich.text import Text

    from pipeline.search.snippets import marked

    kinds = {"clause": "条款", "task": "任务"}
    out = console.console()
    for row in console.plain_rows(found):
        out.print(Text(" ".join(filter(None, (_shown(row["title"]) or str(row["notice_id"]), _shown(row["number"])))), style="bold"))
        own = str(row["id"]).removeprefix(f"{row['notice_id']!s}#")
        out.print(Text(" ".join(filter(None, (f"  {kinds[str(row['kind'])]}", _shown(row["path"]), f"#{own}"))), style="dim"))
        marks = row["marks"] if isinstance(row["marks"], list) else []
        out.print(Padding(Text(marked(str(row["snippet"]), marks)), (0, 0, 1, 2)))
    more = f"（最多列出 {limit} 处，可加 --limit）" if len(found) == limit else ""
    typer.echo(f"{len(found)} 处{more}" + ("；看原文：policygraph show '文号'，看任务的出处：policygraph show '文号#编号'" if len(found) else ""))


def print_units(found: pd.DataFrame) -> None:
    from extractors.records import Role
    from pipeline import labels

    roles: tuple[Role, ...] = ("lead", "responsible", "support", "supervise")
    listed = table(("单位", 6), ("文中写作", 6), *((labels.ROLES[role], None) for role in roles), ("公文", None))
    busiest = found.assign(all=found[list(roles)].sum(axis=1)).sort_values("all", ascending=False, kind="stable")
    for row in console.plain_rows(busiest):
        mentions = row["mentions"] if isinstance(row["mentions"], list) else []
        others = "、".join(mention for mention in mentions if mention != row["name"])
        add_row(listed, str(row["name"] or row["unit_id"]), others, *(str(row[role] or "") for role in roles), str(row["notices"]))
    console.console().print(listed)
    typer.echo(f"\n{len(found)} 个单位")


def print_partners(meant: pd.DataFrame, found: pd.DataFrame) -> None:
    if len(meant) > 1:
        typer.echo(f"这个名称有 {len(meant)} 个单位：{'、'.join(map(str, meant['name'].fillna(meant['unit_id'])))}\n")
    listed = table(("协作单位", 6), ("共同任务", None), ("该单位牵头", None), ("对方牵头", None))
    for row in console.plain_rows(found):
        add_row(listed, str(row["name"] or row["unit_id"]), *(str(row[name] or "") for name in ("tasks", "led", "leads")))
    console.console().print(listed)
    typer.echo(f"\n{len(found)} 个协作单位")


def print_transmissions(corpus: Corpus, found: pd.DataFrame) -> None:
    from pipeline import labels

    notices = corpus.notices().set_index("notice_id")
    names = notices["number"].fillna(notices["title"]).fillna(notices.index.to_series()).to_dict()
    listed = table(("上级", 1), ("下级", 1), ("关系", None), ("同句", None), ("占上级", None), ("占下级", None))
    for row, reused, own in zip(console.plain_rows(found), found["reused"], found["own"], strict=True):
        called = (str(names[row[side]]) for side in ("superior_id", "subordinate_id"))
        says = "、".join(word for relation, word in labels.RELATIONS.items() if relation in _shown(row["relations"]).split("、"))
        add_row(listed, *called, says, str(row["shared"]), f"{reused:.0%}", f"{1 - own:.0%}")
    console.console().print(listed)
    typer.echo(f"\n{len(found)} 对公文" + ("；逐句对照：policygraph transmission 上级文号 下级文号" if len(found) else ""))


def print_transmission(found: pd.DataFrame, shown: pd.DataFrame) -> None:
    """``found`` is what two notices have, ``shown`` what of it is asked for."""
    from pipeline import labels

    sides = [(heading, column) for heading, column in (("上级", "superior_text"), ("下级", "text")) if shown[column].notna().any()]
    listed = table(("", None), *((heading, 1) for heading, _ in sides))
    for row in console.plain_rows(shown):
        add_row(listed, labels.PASSAGES[str(row["kind"])], *("".join(_shown(row[column]).split()) for _, column in sides))
    console.console().print(listed)
    typer.echo("\n" + "，".join(f"{word} {(found['kind'] == kind).sum()} 句" for kind, word in labels.PASSAGES.items()))


def print_limits(found: pd.DataFrame) -> None:
    listed = table(("上级的任务", 5), ("时限", None), ("下级的任务", 5), ("时限", None), ("下级", None))
    for row in console.plain_rows(found):
        days = row["days"] if isinstance(row["days"], int) else None
        said = "" if days is None else f"晚 {days} 天" if days > 0 else f"早 {-days} 天" if days else "相同"
        add_row(listed, *(_shown(row[name]) for name in ("superior_title", "superior_due", "title", "due")), said)
    console.console().print(listed)
    later, earlier = (found["days"] > 0).sum(), (found["days"] < 0).sum()
    typer.echo(f"\n{len(found)} 项任务内容相同或相近：下级更晚 {later} 项，更早 {earlier} 项")


def print_notices(found: pd.DataFrame) -> None:
    from pipeline import labels

    listed = table(("公文", 8), ("文号", 4), ("成文日期", None), ("状态", None), ("至", None), ("任务", None))
    for row in console.plain_rows(found):
        status, by = labels.VALIDITIES[str(row["status"])], row["by"]
        until = row["expires_on"] or (row["since"] if by else None)
        add_row(
            listed, str(row["title"] or row["notice_id"]), str(row["number"] or ""), str(row["issued_on"] or ""), status, str(until or ""), str(row["tasks"])
        )
    console.console().print(listed)
    typer.echo(f"\n{len(found)} 份公文")


def print_history(corpus: Corpus, notice: str) -> None:
    found = corpus.find(notice) or [notice]
    for notice_id in found:
        standings = corpus.history(notice_id)
        if not standings:
            raise PolicygraphError(notice, "库里没有这份公文", "用 policygraph notices 看库里有哪些公文", code="no_notice")
        typer.echo(notice_id)
        for one in standings:
            ended = f"{local_time(one.ended)} 止" if one.ended else "现行"
            typer.echo(f"  第 {one.version} 版  {local_time(one.first_seen)} 起，{ended}；规则 {one.rules}")


def print_difference(found: Difference) -> None:
    from rich.text import Text

    from pipeline.diff import report

    out = console.console()
    of_notice: dict[str, list[TaskChange]] = {}
    for one in found.tasks:
        of_notice.setdefault(one.notice_id, []).append(one)
    for line in report.sums(found):
        typer.echo(line)
    for notice in found.notices:
        called = " ".join(filter(None, (notice.title or notice.notice_id, notice.number)))
        out.print(Text(f"\n{report.NOTICE_WORDS[notice.kind]}  {called}", style="bold"))
        out.print(Text(report.aspects(notice), style="dim"))
        if notice.notice_id in of_notice:
            listed = table(("变化", None), ("任务", 5), ("原来", 6), ("现在", 6))
            for change in of_notice[notice.notice_id]:
                add_row(listed, report.TASK_WORDS[change.kind], change.task, *report.sides(change))
            out.print(listed)


def print_unresolved(found: pd.DataFrame, form: Format) -> None:
    if form is not Format.TABLE:
        console.print_frame(found, form)
        return
    listed = table(("文中写作", 6), ("地方", None), ("任务", None), ("公文", None), ("可能是", 8))
    for row in console.plain_rows(found):
        add_row(listed, _listed(row["mentions"]), _shown(row["place"]), str(row["assigned"]), str(row["notices"]), _listed(row["proposals"]))
    console.console().print(listed)
    typer.echo(f"\n{len(found)} 个单位的名称还没有定下来")


def _listed(values: object) -> str:
    return "、".join(map(str, values)) if isinstance(values, list) else ""


def _shown(value: object) -> str:
    return value if isinstance(value, str) else ""
