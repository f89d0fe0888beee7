// The table of tasks: filters, order, pages, and the filtered rows as CSV.

const PER_PAGE = 50;
const form = byId("filters");
const collator = new Intl.Collator("zh-CN", { numeric: true });
const labelsIn = (facts, roles) => [...new Set(facts.filter((fact) => roles.includes(fact.role)).map((fact) => DATA.units[fact.unit].label))];
const printedIn = (facts, roles) => [...new Set(facts.filter((fact) => roles.includes(fact.role)).map((fact) => fact.words))];
let found = [];
let order = { column: null, down: false };
let page = 0;

const ROWS = DATA.tasks.map((task) => {
  const notice = DATA.notices[task.notice];
  const units = task.facts.filter((fact) => fact.kind === "unit");
  const others = ROLES.slice(1);
  return {
    task,
    units,
    ends: task.ends ?? [],
    text: bare([task.title, notice.title, notice.number ?? "", ...task.facts.flatMap((fact) => [fact.words, fact.mark ? quoted(task.notice, fact.mark) : ""])].join("\n")),
    cells: {
      task: task.title,
      notice: notice.label,
      lead: labelsIn(units, ["lead"]).join("、"),
      others: labelsIn(units, others).join("、"),
      limit: task.limit ?? "",
      due: task.due ?? "",
      place: notice.place ?? "",
    },
  };
});
const UNIT_FORMS = DATA.units.map((unit) => [bare(unit.label), ...unit.forms.map(bare)]);

/** The units that a name means: those of exactly that label, else all with the words in a form of their name. */
function unitsCalled(name) {
  const asked = bare(name);
  const exact = DATA.units.findIndex((unit) => bare(unit.label) === asked);
  if (exact >= 0) return new Set([exact]);
  return new Set(UNIT_FORMS.flatMap((forms, place) => (forms.some((one) => one.includes(asked)) ? [place] : [])));
}

function search() {
  const asked = Object.fromEntries(new FormData(form));
  const units = bare(asked.unit) ? unitsCalled(asked.unit) : null;
  const text = bare(asked.text);
  const inPeriod = (day) => (!asked.from || day >= asked.from) && (!asked.to || day <= asked.to);
  found = ROWS.filter(
    (row) =>
      (!(units || asked.role) || row.units.some((fact) => (!units || units.has(fact.unit)) && (!asked.role || fact.role === asked.role))) &&
      (!(asked.from || asked.to) || row.ends.some(inPeriod)) &&
      (!asked.place || row.cells.place === asked.place) &&
      (!asked.notice || String(row.task.notice) === asked.notice) &&
      (!text || row.text.includes(text)),
  );
  if (order.column) sortFound();
  page = 0;
  showRows();
}

/** In the order chosen; what is empty comes last either way. */
function sortFound() {
  const sign = order.down ? -1 : 1;
  const of = (row) => row.cells[order.column];
  found.sort((a, b) => (!of(a) - !of(b)) || sign * collator.compare(of(a), of(b)));
}

function cell(row, column) {
  const name = say(`col-${column}`);
  const text = row.cells[column];
  if (column === "task") {
    const open = makeButton(text, { class: "open" }, () => openFacts(text, row.task.notice, row.task.facts));
    return make("th", { scope: "row", role: "rowheader", class: "c-task" }, open);
  }
  return make("td", { role: "cell", class: `c-${column}`, "data-name": text ? name : undefined }, text);
}

function showRows(all = false) {
  const first = all ? 0 : page * PER_PAGE;
  const shown = all ? found : found.slice(first, first + PER_PAGE);
  const columns = Object.keys(ROWS[0]?.cells ?? {});
  document.querySelector("#task-table tbody").replaceChildren(...shown.map((row) => make("tr", { role: "row" }, ...columns.map((column) => cell(row, column)))));
  const many = found.length > PER_PAGE;
  const values = { n: found.length, first: first + 1, last: first + shown.length };
  byId("count").textContent = found.length ? say(many && !all ? "count-page" : "count", values) : say("count-none");
  byId("pages").hidden = !many;
  byId("previous").disabled = page === 0;
  byId("next").disabled = first + PER_PAGE >= found.length;
  for (const heading of document.querySelectorAll("#task-table thead th")) {
    const column = heading.firstElementChild.dataset.sort;
    if (column === order.column) heading.setAttribute("aria-sort", order.down ? "descending" : "ascending");
    else heading.removeAttribute("aria-sort");
  }
}

/** List the tasks that a number counts: the filters are set to that and nothing else. */
function listTasks(filters) {
  form.reset();
  for (const [name, value] of Object.entries(filters)) form.elements[name].value = value;
  search();
  byId("tasks").scrollIntoView();
  byId("count").focus({ preventScroll: true });
}

/** A cell that no spreadsheet runs, by the rule of tables/*.csv: what could be run stands behind an apostrophe. */
function csvCell(text) {
  const safe = /^\s*[=+\-@＝＋－＠]|^[\t\r\n']/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function csv() {
  const heads = ["csv-id", "csv-title", "csv-number", "col-task", ...ROLES, "col-limit", "col-due", "col-place", "csv-place", "csv-quote"].map((key) => say(key));
  const lines = found.map(({ task, units, cells }) => {
    const notice = DATA.notices[task.notice];
    const mark = task.facts[0].mark;
    const inRoles = ROLES.map((role) => printedIn(units, [role]).join("、"));
    return [task.id, notice.title, notice.number ?? "", task.title, ...inRoles, cells.limit, cells.due, cells.place, whereSaid(task.notice, mark), quoted(task.notice, mark)];
  });
  return "\ufeff" + [heads, ...lines].map((line) => line.map(csvCell).join(",") + "\r\n").join("");
}

byId("export").addEventListener("click", () => {
  const address = URL.createObjectURL(new Blob([csv()], { type: "text/csv" }));
  make("a", { href: address, download: say("file-name") }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
});
form.addEventListener("input", search);
form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("reset", () => setTimeout(search)); // the fields are empty only after the event
byId("previous").addEventListener("click", () => turn(-1));
byId("next").addEventListener("click", () => turn(1));
for (const button of document.querySelectorAll("[data-sort]")) {
  button.addEventListener("click", () => {
    order = { column: button.dataset.sort, down: order.column === button.dataset.sort && !order.down };
    sortFound();
    page = 0;
    showRows();
  });
}
addEventListener("beforeprint", () => showRows(true));
addEventListener("afterprint", () => showRows());

function turn(by) {
  page += by;
  showRows();
  byId("count").scrollIntoView();
  byId("count").focus({ preventScroll: true });
}
