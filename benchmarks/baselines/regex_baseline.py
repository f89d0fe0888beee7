"""A notice read with line starts and brackets alone: the script that a researcher writes in an afternoon."""

from __future__ import annotations

import re
from calendar import monthrange
from typing import Any

CN = "[一二三四五六七八九十百]+"
LABELS = [re.compile(p) for p in (rf"第{CN}章", rf"第{CN}节", rf"第{CN}条", rf"{CN}、", rf"[（(]{CN}[）)]", r"\d+[.．、](?!\d)", r"[（(]\d+[）)]", "[①-⑳]")]
INSIDE = r"(?:[^（）()〔〕\[\]【】]|[（(〔][^（）()〔〕]*[）)〕])*?"
NOTE = re.compile(rf"[（(〔\[【]{INSIDE}(?:责任单位|责任部门|牵头|配合|负责|完成时限){INSIDE}[）)〕\]】]|(?:责任单位|牵头单位|配合单位|完成时限)[：:][^。]*")
ROLE = re.compile(r"牵头|配合|协助|参与|督导|监督|责任单位|责任部门|负责|落实")
ROLES = {"牵头": "lead", "配合": "support", "协助": "support", "参与": "support", "督导": "supervise", "监督": "supervise"}
UNIT = re.compile(r"[\u4e00-\u9fff（）()〔〕、]*(?:局|委|办|部|厅|院|中心|政府|单位|部门|公司|银行|委员会|办公室|法院|税务|集团|大队|支队|行|会|街道|镇|区|县)$")
DATE = re.compile(r"(?:(\d{4}|今|明|本)年)?(?:(\d{1,2})月(?:(\d{1,2})日)?|(上半年|下半年|年)?(?=底|末|内|前|上半年|下半年))(底|末|内|前|中旬|上旬)*")
REGULAR = {"每年": "FREQ=YEARLY", "每半年": "FREQ=MONTHLY;INTERVAL=6", "每季度": "FREQ=MONTHLY;INTERVAL=3", "每月": "FREQ=MONTHLY", "每周": "FREQ=WEEKLY"}
RELATIONS = (("转发", "forwards"), ("根据|按照|依据|贯彻|落实", "implements"), ("修改|修订", "amends"), ("废止", "repeals"), ("印发", "issues"))
WORDS = re.compile(r"[：:；;，,。]|[（(]?按(?:照)?职责(?:分工)?|分别|分工|单位|部门(?=[：:])")


def deadlines(text: str, year: int) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for match in DATE.finditer(text):
        at = int(match[1]) if match[1] and match[1].isdigit() else year + (match[1] == "明")
        month = int(match[2]) if match[2] else 6 if "上半年" in text[match.start() : match.end() + 3] else 12
        if (match[1] or match[2]) and 1 <= month <= 12:
            day = int(match[3] or monthrange(at, month)[1])
            found.append({"kind": "by", "start": None, "end": f"{at}-{month:02}-{day:02}", "ongoing": "持续" in text or "长期" in text})
    for word, rule in REGULAR.items():
        if word in text and not found:
            found.append({"kind": "recurring", "start": None, "end": None, "ongoing": False, "recurrence": rule})
    if not found and re.search("长期|持续|常态化", text):
        found.append({"kind": "ongoing", "start": None, "end": None, "ongoing": True})
    return found


def assignments(note: str) -> list[dict[str, Any]]:
    found = []
    for piece in re.split(r"[；;]|，(?=[^，]*(?:牵头|配合|负责))|(?<=牵头)[，,]", note):
        cue = ROLE.search(piece)
        role = ROLES.get(cue[0], "responsible") if cue else "responsible"
        names = re.split(r"[、，,\s](?![^（(〔]*[）)〕])|会同", WORDS.sub("，", ROLE.sub("", piece)))
        found += [{"mention": name, "role": role} for name in names if UNIT.match(name)]
    return found


def read(text: str) -> dict[str, Any]:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    number = re.search(r"\S{1,12}[〔\[（(]\d{4}[〕\]）)]\d+号", text)
    days = re.findall(r"^(\d{4})年(\d{1,2})月(\d{1,2})日$", "\n".join(line.replace(" ", "") for line in lines), flags=re.M)
    issued = "{}-{:0>2}-{:0>2}".format(*days[0]) if days else None
    addressee = next((line for line in lines[:25] if line.endswith(("：", ":"))), "")
    top = lines[: lines.index(addressee)] if addressee else lines[:3]
    title = next((line for line in top[::-1] if "通知" in line or "意见" in line), "".join(top)[-80:])
    year, part = int(issued[:4]) if issued else 2023, "issued_text" if "印发" in title else "notice"
    stack, clauses, tasks = list[tuple[int, str]](), list[dict[str, Any]](), list[dict[str, Any]]()
    for line in lines:
        kind, label = next(((i, m[0]) for i, pattern in enumerate(LABELS) if (m := pattern.match(line))), (-1, ""))
        if kind >= 0:
            stack = [*[one for one in stack if one[0] < kind], (kind, label.strip("、.．"))]
            heading, _, rest = line[len(label) :].strip().partition("。")
            head, body = (heading, rest) if len(heading) < 40 else (None, line[len(label) :])
            clauses.append({"part": part, "path": "/".join(one[1] for one in stack), "heading": head, "text": body})
        elif re.fullmatch(r"附件\d*[：:]?", line):
            part, stack = "attachment:1", []
        elif clauses:
            clauses[-1]["text"] += line
    for clause in clauses:
        body, start = re.sub(r"\s", "", clause["text"]), 0
        for note in NOTE.finditer(body):
            passage, start = body[start : note.start()].strip("。；"), note.end()
            steps = [{"text": s, "deadline": limit, "status": "planned"} for s in re.split("[。；]", passage) for limit in deadlines(s, year)]
            task = {"title": clause["heading"] or passage.split("。")[0], "text": passage, "clause": clause["path"], "milestones": steps}
            tasks.append({**task, "assignments": assignments(re.sub(r"^[（(〔\[【]|[）)〕\]】]$", "", note[0])), "deadlines": deadlines(note[0], year)})
    names = dict.fromkeys(re.findall("《([^《》]+)》", text))
    cites = [{"title": n, "relation": next((r for cue, r in RELATIONS if re.search(f"(?:{cue})[^。]{{0,6}}《{re.escape(n)}", text)), "cites")} for n in names]
    units = [{"name": m, "mentions": [m]} for m in dict.fromkeys(a["mention"] for task in tasks for a in task["assignments"])]
    header = {"title": title, "number": number[0] if number else None, "kind": "通知", "issued_on": issued, "issuers": [title.split("关于")[0]]}
    return {"notice": {**header, "addressees": re.split("[，、]", addressee.rstrip("：:")) if addressee else []}, "clauses": clauses, "tasks": tasks, "citations": cites, "units": units}
