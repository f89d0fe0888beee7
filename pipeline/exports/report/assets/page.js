// What starts the page, and what leads from its charts and lists to tasks and passages.

byId("unit-names").append(...DATA.units.map((unit) => make("option", { value: unit.label })));

document.addEventListener("click", (event) => {
  const at = event.target.closest("[data-unit], [data-from], [data-place], [data-notice], [data-open-notice], [data-open-problem]");
  if (!at) return;
  const { unit, role, from, to, place, notice, openNotice, openProblem } = at.dataset;
  if (unit !== undefined) listTasks({ unit: DATA.units[unit].label, role: role ?? "" });
  else if (from !== undefined) listTasks({ from, to });
  else if (place !== undefined) listTasks({ place });
  else if (notice !== undefined) listTasks({ notice });
  else if (openNotice !== undefined) openFacts(DATA.notices[openNotice].title, Number(openNotice), DATA.notices[openNotice].facts ?? []);
  else {
    const problem = DATA.problems[openProblem];
    openFacts(problem.message, problem.notice, [problem.fact]);
  }
});

byId("language").addEventListener("click", () => {
  speak(1 - language);
  showRows();
  if (DATA.nodes.length) choose(chosen);
});

// A table whose rows become blocks on a narrow screen must say what it is (see report.css).
const table = byId("task-table");
table.setAttribute("role", "table");
for (const [part, role] of [["thead, tbody", "rowgroup"], ["thead tr", "row"], ["thead th", "columnheader"]]) {
  for (const element of table.querySelectorAll(part)) element.setAttribute("role", role);
}

if (DATA.nodes.length) startNetwork();
speak(/^zh\b/i.test(navigator.language) ? 0 : 1);
search();
performance.mark("usable");
