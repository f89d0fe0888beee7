// The passage of a fact, its words marked. Offsets count code points, as the records do; JavaScript counts units of UTF-16.

const dialog = byId("evidence");

/** The words of a mark as the notice prints them. */
function quoted(notice, mark) {
  return [...DATA.notices[notice].passages[mark.passage].text].slice(mark.start, mark.end).join("");
}

function whereSaid(notice, mark) {
  const first = DATA.notices[notice].passages[mark.passage].start;
  const cell = /^t(\d+)\/r(\d+)\/c(\d+)$/.exec(mark.block);
  const paragraph = /^p(\d+)$/.exec(mark.block);
  let block = mark.block;
  if (cell) block = say("at-cell", { table: cell[1], row: cell[2], column: cell[3] });
  if (paragraph) block = say("at-paragraph", { n: paragraph[1] });
  const page = mark.page === undefined ? "" : say("on-page", { n: mark.page });
  return `${page}${block} [${first + mark.start}–${first + mark.end})`;
}

/** What kind of fact it is, in the language of the page. */
function kindOf(fact) {
  if (fact.kind === "unit") return say(fact.role);
  if (fact.kind === "header") return `head-${fact.name}` in WORDS ? say(`head-${fact.name}`) : fact.name;
  if (fact.kind === "citation") return say(`rel-${fact.name}`);
  return say(`fact-${fact.kind}`);
}

/** What the words come to, where that is more than the words. */
function comesTo(fact) {
  const said = [];
  if (fact.unit !== undefined && DATA.units[fact.unit].label !== fact.words) said.push(DATA.units[fact.unit].label);
  if (fact.value !== undefined && fact.value !== fact.words) said.push(fact.value);
  if (fact.kind === "milestone" && fact.name === "done") said.push(say("done"));
  if (fact.inherited) said.push(say("inherited"));
  return said.join(" · ");
}

/** Text into an element, the edges of table cells (tabs) shown as lines. */
function putText(element, text) {
  text.split("\t").forEach((piece, place) => {
    if (place) element.append(make("span", { class: "edge" }, "\t"));
    element.append(piece);
  });
}

function showPassage(notice, fact) {
  const quote = byId("e-passage");
  quote.replaceChildren();
  byId("e-where").textContent = fact.mark ? whereSaid(notice, fact.mark) : say("no-passage");
  quote.hidden = !fact.mark;
  if (!fact.mark) return;
  const passage = DATA.notices[notice].passages[fact.mark.passage];
  const letters = [...passage.text];
  const mark = make("mark");
  putText(quote, (passage.cut_before ? "…" : "") + letters.slice(0, fact.mark.start).join(""));
  putText(mark, letters.slice(fact.mark.start, fact.mark.end).join(""));
  quote.append(mark);
  putText(quote, letters.slice(fact.mark.end).join("") + (passage.cut_behind ? "…" : ""));
  mark.scrollIntoView({ block: "center" });
}

/** Open the dialog on the facts of a notice, the first of them shown. */
function openFacts(title, notice, facts) {
  const list = byId("e-facts");
  const held = DATA.notices[notice];
  byId("e-title").textContent = title;
  byId("e-notice").textContent = title === held.title ? held.label : `${held.label} ${held.number ? held.title : ""}`;
  byId("e-source").textContent = held.sources ? say("source", { files: held.sources }) : "";
  const buttons = facts.map((fact) => {
    const more = comesTo(fact);
    const button = makeButton("", { "aria-pressed": "false" }, () => {
      for (const other of buttons) other.setAttribute("aria-pressed", String(other === button));
      showPassage(notice, fact);
    });
    button.append(make("span", { class: `kind ${fact.role ?? ""}` }, kindOf(fact)), " ", make("span", { class: "words" }, fact.words));
    if (more) button.append(" ", make("span", { class: "more" }, more));
    return button;
  });
  list.replaceChildren(...buttons.map((button) => make("li", {}, button)));
  if (!dialog.open) dialog.showModal();
  if (buttons.length) {
    buttons[0].click();
    buttons[0].focus();
  } else {
    byId("e-where").textContent = say("no-passage");
    byId("e-passage").replaceChildren();
  }
}

byId("e-close").addEventListener("click", () => dialog.close());
dialog.addEventListener("click", (event) => event.target === dialog && dialog.close()); // beside it
