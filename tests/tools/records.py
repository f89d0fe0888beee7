"""Records made by hand, for tests of what comes after the extractors. Places, people and documents are invented."""

from __future__ import annotations

from extractors.records import (
    Assignment,
    Attachment,
    Citation,
    Clause,
    Deadline,
    Evidence,
    Jurisdiction,
    Milestone,
    Notice,
    NoticeRecord,
    Official,
    Problem,
    Role,
    Section,
    SourceFile,
    Support,
    TableRow,
    Target,
    Task,
    Unit,
)
from pipeline import identity
from pipeline.entries import NoticeEntry, QuarantineEntry, SeenSource

SUPERIOR_TITLE = "澄源省人民政府关于支持山茶产业发展若干措施的通知"
SUPERIOR_NUMBER = "澄府发〔2024〕3号"
SEEDLING_MEASURE = "支持云麓、栖云建设山茶良种繁育基地。"
EXPO_MEASURE = "支持举办山茶产业博览会。"


class Paper:
    """A text that grows block by block; every piece that is put down comes back as its evidence."""

    def __init__(self) -> None:
        self.text = ""
        self._paragraphs = 0

    def put(self, words: str, *, block: str | None = None, page: int | None = None) -> Evidence:
        """A block of its own: the next paragraph, or the one at the address given."""
        if block is None:
            self._paragraphs += 1
        start = len(self.text)
        self.text += words + "\n"
        return Evidence(start=start, end=start + len(words), block=block or f"p{self._paragraphs}", page=page, quote=words)

    @staticmethod
    def inside(whole: Evidence, words: str) -> Evidence:
        """The evidence of words inside a piece."""
        start = whole.start + whole.quote.index(words)
        return Evidence(start=start, end=start + len(words), block=whole.block, page=whole.page, quote=words)


def entry_of(record: NoticeRecord, *paths: str, version: int = 1) -> NoticeEntry:
    """The entry of a record that files at these paths hold."""
    held = paths or (f"corpus/inbox/{record.source.name}",)
    sources = tuple(SeenSource(path=path, sha256=record.source.sha256) for path in sorted(held))
    return NoticeEntry(notice_id=identity.notice_id(record), version=version, record=record, sources=sources)


def record_of(paper: Paper, notice: Notice, *, name: str = "公文.txt", **facts: object) -> NoticeRecord:
    """A record of a paper's text. ``facts`` are the lists of the record."""
    source = SourceFile(name=name, media_type="text/plain", sha256="ab" * 32, bytes=len(paper.text.encode()))
    return NoticeRecord.model_validate({"source": source, "text": paper.text, "notice": notice, **facts})


def notice_with(**task: object) -> NoticeEntry:
    """A notice with one task, whose fields are those given; evidence is made for its text."""
    paper = Paper()
    title = paper.put("关于开展校园周边环境整治的通知")
    said = paper.put(str(task.get("text") or task.get("title") or "整治校园周边环境。"))
    fields = {"id": "note/1", "origin": "note", "part": "notice", "title": "整治校园周边环境", "evidence": said, **task}
    notice = Notice(title=title.quote, number="沂教函〔2025〕2号", issuers=["沂川县教育局"], evidence={"issuers": [title]})
    return entry_of(record_of(paper, notice, tasks=[Task.model_validate(fields)]))


def assigned(mention: str, said: Evidence, role: Role = "responsible", *, unit: str | None = None, inherited: bool = False) -> Assignment:
    """An assignment in the column 责任单位."""
    return Assignment(mention=mention, unit_id=unit, role=role, column="责任单位", inherited=inherited, evidence=said)


def superior() -> NoticeEntry:
    """The superior document that the worklists carry out."""
    paper = Paper()
    issuer = paper.put("澄源省人民政府")
    paper.put("关于支持山茶产业发展若干措施的通知")
    paper.put(SUPERIOR_NUMBER)
    first = paper.put("一、支持良种繁育")
    clause = Clause(id="notice/一", part="notice", path="一", label="一、", level=1, heading="支持良种繁育", evidence=first)
    notice = Notice(
        title=SUPERIOR_TITLE,
        number=SUPERIOR_NUMBER,
        kind="通知",
        issuers=["澄源省人民政府"],
        issued_on="2024-02-08",
        jurisdiction=Jurisdiction(name="澄源省", code="990000", level="province"),
        evidence={"issuers": [issuer]},
    )
    return entry_of(record_of(paper, notice, name="澄府发〔2024〕3号.docx", clauses=[clause]))


def city_worklist() -> NoticeEntry:
    """A covering notice, an issued plan with clauses, and a worklist with everything that a worklist can have."""
    paper = Paper()
    title = f"云麓市人民政府办公室关于印发贯彻落实《{SUPERIOR_TITLE}》工作方案的通知"
    plan, worklist = f"贯彻落实《{SUPERIOR_TITLE}》工作方案", f"贯彻落实《{SUPERIOR_TITLE}》工作清单"
    issuer = paper.put("云麓市人民政府办公室")
    paper.put("云府办发〔2024〕7号")
    opening = paper.put(f"现将《{plan}》印发给你们。对照澄农函〔2023〕18号要求，抓好落实。")
    top = paper.put("二、主要任务")
    breeding = paper.put("（一）夯实良种基础。建成一批繁育基地。")
    market = paper.put("（二）做强品牌营销")
    facts = _worklist_facts(paper)
    notice = Notice(
        title=title,
        number="云府办发〔2024〕7号",
        kind="通知",
        issuers=["云麓市人民政府办公室"],
        addressees=["各县（区）人民政府", "市级有关部门"],
        issued_on="2024-04-16",
        jurisdiction=Jurisdiction(name="澄源省云麓市", code="990100", level="city"),
        issued_text=plan,
        issued_texts=[plan],
        attachments=[Attachment(title=worklist)],
        evidence={"issuers": [issuer]},
    )
    clauses = [
        Clause(id="issued_text/二", part="issued_text", path="二", label="二、", level=1, heading="主要任务", evidence=top),
        Clause(
            id="issued_text/二/（一）",
            part="issued_text",
            parent="issued_text/二",
            path="二/（一）",
            label="（一）",
            level=2,
            heading="夯实良种基础",
            text="建成一批繁育基地。",
            evidence=breeding,
        ),
        Clause(
            id="issued_text/二/（二）",
            part="issued_text",
            parent="issued_text/二",
            path="二/（二）",
            label="（二）",
            level=2,
            heading="做强品牌营销",
            evidence=market,
        ),
    ]
    citations = [
        Citation(title=SUPERIOR_TITLE, relation="implements", evidence=[paper.inside(opening, SUPERIOR_TITLE)]),
        Citation(title=plan, relation="issues", evidence=[paper.inside(opening, plan)]),
        Citation(number="澄农函〔2023〕18号", relation="implements", locator="第四条", evidence=[paper.inside(opening, "澄农函〔2023〕18号")]),
    ]
    units = [
        Unit(id="990100/农业农村", name="云麓市农业农村局", level="city", mentions=["市农业农村局"]),
        Unit(id="990100/商务", name="云麓市商务局", level="city", mentions=["市商务局"]),
        Unit(id="990100/财政", name="云麓市财政局", level="city", mentions=["市财政局"]),
    ]
    problems = [Problem(code="deadline.unparsed", message="完成时限读不出日期：待定", evidence=facts[-1].evidence)]
    return entry_of(
        record_of(
            paper, notice, name="云府办发〔2024〕7号.docx", clauses=clauses, tasks=facts, citations=citations, units=units, problems=problems
        )
    )


def _worklist_facts(paper: Paper) -> list[Task]:
    base = paper.put("建设山茶良种繁育基地", block="t1/r2/c3", page=4)
    base_measure = paper.put("（1）" + SEEDLING_MEASURE, block="t1/r2/c2", page=4)
    units = paper.put("市农业农村局\n市财政局\n各县（区）人民政府", block="t1/r2/c5", page=4)
    leader = paper.put("闻人清", block="t1/r2/c6", page=4)
    steps = paper.put("6月，完成选址。\n每季度调度一次。", block="t1/r2/c4", page=4)
    until = paper.put("2024年12月并长期坚持", block="t1/r2/c7", page=4)
    more = paper.put("12月，建成核心种苗圃。", block="t1/r3/c4", page=4)
    expo = paper.put("办好山茶产业博览会", block="t1/r4/c3", page=5)
    expo_measure = paper.put("（2）" + EXPO_MEASURE, block="t1/r4/c2", page=5)
    hosts = paper.put("市商务局", block="t1/r4/c5", page=5)
    support = Support(no=1, text=SEEDLING_MEASURE, evidence=base_measure)
    first = Task(
        id="attachment:1/一/①",
        origin="table",
        part="attachment:1",
        clause="issued_text/二/（一）",
        table_row=TableRow(table=1, row=2),
        section=Section(label="一", heading="夯实良种基础"),
        title=base.quote,
        timeline=steps.quote,
        supports=[support],
        assignments=[
            assigned("市农业农村局", paper.inside(units, "市农业农村局"), "lead", unit="990100/农业农村"),
            assigned("市财政局", paper.inside(units, "市财政局"), unit="990100/财政"),
            assigned("各县（区）人民政府", paper.inside(units, "各县（区）人民政府")),
        ],
        officials=[Official(name="闻人清", column="牵头领导", evidence=leader)],
        deadlines=[Deadline(text=until.quote, kind="by", end="2024-12-31", precision="month", ongoing=True, evidence=until)],
        milestones=[
            Milestone(
                text="6月，完成选址。",
                deadline=Deadline(text="6月", kind="during", start="2024-06-01", end="2024-06-30", precision="month"),
                status="done",
                evidence=paper.inside(steps, "6月，完成选址。"),
            ),
            Milestone(
                text="每季度调度一次。",
                deadline=Deadline(text="每季度", kind="recurring", recurrence="FREQ=MONTHLY;INTERVAL=3"),
                evidence=paper.inside(steps, "每季度调度一次。"),
            ),
        ],
        targets=[Target(text="山茶苗200万株", indicator="山茶苗", comparator=">=", value=200, unit="万株", by="2024-12-31", evidence=base)],
        evidence=base,
    )
    continuation = Task(
        id="attachment:1/一/①+",
        origin="table",
        part="attachment:1",
        clause="issued_text/二/（一）",
        table_row=TableRow(table=1, row=3),
        continues=first.id,
        title=base.quote,
        timeline=more.quote,
        supports=[support],
        assignments=[assigned("市财政局", paper.inside(units, "市财政局"), "lead", unit="990100/财政", inherited=True)],
        deadlines=[Deadline(text="长期", kind="ongoing", ongoing=True, evidence=until)],
        evidence=more,
    )
    second = Task(
        id="attachment:1/二/①",
        origin="table",
        part="attachment:1",
        table_row=TableRow(table=1, row=4),
        title=expo.quote,
        supports=[Support(no=2, text=EXPO_MEASURE, evidence=expo_measure), support],
        assignments=[
            assigned("市商务局", hosts, "lead", unit="990100/商务"),
            assigned("市农业农村局", hosts, "support", unit="990100/农业农村"),
            assigned("市财政局", hosts, "supervise", unit="990100/财政"),
        ],
        evidence=expo,
    )
    return [first, continuation, second]


def other_worklist() -> NoticeEntry:
    """Another city's worklist of the same superior document, which numbers the same measure apart and cites with number."""
    paper = Paper()
    issuer = paper.put("栖云市人民政府")
    opening = paper.put(f"根据《{SUPERIOR_TITLE}》（澄府发[2024]3号），制定本清单。")
    piece = paper.put("引进繁育企业", block="t1/r2/c2")
    measure = paper.put("5." + SEEDLING_MEASURE, block="t1/r2/c1")
    unit = paper.put("市农业农村局", block="t1/r2/c3")
    notice = Notice(
        title=f"栖云市人民政府关于印发落实《{SUPERIOR_TITLE}》责任清单的通知",
        number="栖府发〔2024〕11号",
        issuers=["栖云市人民政府"],
        issued_on="2024-05-30",
        jurisdiction=Jurisdiction(name="澄源省栖云市", code="990200", level="city"),
        evidence={"issuers": [issuer]},
    )
    task = Task(
        id="attachment:1/1",
        origin="table",
        part="attachment:1",
        title=piece.quote,
        supports=[Support(no=5, text=SEEDLING_MEASURE, evidence=measure)],
        assignments=[assigned("市农业农村局", unit)],
        deadlines=[Deadline(text="2024年12月底前", kind="by", end="2024-12-31", precision="month", evidence=piece)],
        evidence=piece,
    )
    cited = Citation(
        title=SUPERIOR_TITLE, number="澄府发[2024]3号", relation="implements", evidence=[paper.inside(opening, SUPERIOR_TITLE), opening]
    )
    return entry_of(record_of(paper, notice, name="栖府发〔2024〕11号.txt", tasks=[task], citations=[cited]), "b/甲.txt", "a/甲（副本）.txt")


def corpus() -> list[NoticeEntry]:
    """The three notices together."""
    return [city_worklist(), other_worklist(), superior()]


def quarantined() -> list[QuarantineEntry]:
    """Two files that could not be read."""
    return [
        QuarantineEntry(path="corpus/inbox/空白.txt", code="empty", cause="文件里没有文字", remedy="请换一份有内容的文件"),
        QuarantineEntry(path="corpus/inbox/【转】通知 (2).docx", code="truncated", cause="文件不完整", remedy="请重新下载"),
    ]
