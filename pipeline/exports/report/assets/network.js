// The drawing of the departments. Their places were computed when the page was written; here they are drawn, moved and named.

const canvas = byId("drawing");
const LEVELS = ["national", "province", "city", "county", "zone", "town", "other"];
const levelOf = (unit) => (LEVELS.includes(unit.level) ? unit.level : "none");
const nodeOf = new Map(DATA.nodes.map((node) => [node.unit, node]));
const partnersOf = new Map(DATA.nodes.map((node) => [node.unit, []]));
for (const link of DATA.links) {
  partnersOf.get(link.a).push({ unit: link.b, tasks: link.tasks, leads: link.a_leads, led: link.b_leads });
  partnersOf.get(link.b).push({ unit: link.a, tasks: link.tasks, leads: link.b_leads, led: link.a_leads });
}
let view = { x: 0, y: 0, scale: 1 };
let chosen = null;
let under = null; // the unit under the pointer

/** Show the chosen unit with its partners, or all units, as large as they fit. */
function frame(nodes = chosen === null ? DATA.nodes : [chosen, ...partnersOf.get(chosen).map((partner) => partner.unit)].map((unit) => nodeOf.get(unit))) {
  const { width, height } = canvas.getBoundingClientRect();
  const left = Math.min(...nodes.map((node) => node.x - node.radius));
  const right = Math.max(...nodes.map((node) => node.x + node.radius));
  const top = Math.min(...nodes.map((node) => node.y - node.radius));
  const bottom = Math.max(...nodes.map((node) => node.y + node.radius));
  const names = chosen === null ? 40 : Math.min(260, width / 2); // room for the names beside the circles
  const scale = Math.min((width - names) / (right - left || 1), (height - 60) / (bottom - top || 1), 2);
  view = { scale, x: (width - names + 40) / 2 - (scale * (left + right)) / 2, y: height / 2 - (scale * (top + bottom)) / 2 };
  draw();
}

function zoom(by, x = canvas.clientWidth / 2, y = canvas.clientHeight / 2) {
  const scale = Math.min(8, Math.max(0.05, view.scale * by));
  const ratio = scale / view.scale;
  view = { scale, x: x - (x - view.x) * ratio, y: y - (y - view.y) * ratio };
  draw();
}

function colours() {
  const style = getComputedStyle(canvas);
  return (name) => style.getPropertyValue(`--${name}`).trim();
}

function draw() {
  const { width, height } = canvas.getBoundingClientRect();
  const dots = devicePixelRatio || 1;
  if (canvas.width !== Math.round(width * dots) || canvas.height !== Math.round(height * dots)) {
    canvas.width = Math.round(width * dots);
    canvas.height = Math.round(height * dots);
  }
  const pen = canvas.getContext("2d");
  const colour = colours();
  const near = chosen === null ? null : new Set([chosen, ...partnersOf.get(chosen).map((partner) => partner.unit)]);
  pen.setTransform(dots, 0, 0, dots, 0, 0);
  pen.clearRect(0, 0, width, height);
  drawLinks(pen, colour, near);
  drawNodes(pen, colour, near);
  drawNames(pen, colour, near, width, height);
}

const across = (x) => x * view.scale + view.x;
const down = (y) => y * view.scale + view.y;

function drawLinks(pen, colour, near) {
  for (const link of DATA.links) {
    const own = chosen === link.a || chosen === link.b;
    if (near && !own) continue;
    const a = nodeOf.get(link.a);
    const b = nodeOf.get(link.b);
    pen.strokeStyle = own ? colour("accent") : colour("faint");
    pen.globalAlpha = own ? 0.7 : Math.min(0.9, 0.22 + link.tasks * 0.08);
    pen.lineWidth = Math.min(4, 0.6 + link.tasks * 0.25);
    pen.beginPath();
    pen.moveTo(across(a.x), down(a.y));
    pen.lineTo(across(b.x), down(b.y));
    pen.stroke();
  }
  pen.globalAlpha = 1;
}

function drawNodes(pen, colour, near) {
  for (const node of DATA.nodes) {
    const unit = DATA.units[node.unit];
    pen.globalAlpha = near && !near.has(node.unit) ? 0.15 : 1;
    pen.beginPath();
    pen.arc(across(node.x), down(node.y), Math.max(1.5, node.radius * view.scale), 0, 2 * Math.PI);
    pen.fillStyle = unit.settled ? colour(`level-${levelOf(unit)}`) : colour("paper");
    pen.fill();
    pen.lineWidth = node.unit === chosen || node.unit === under ? 3 : 1.2;
    pen.strokeStyle = node.unit === chosen ? colour("accent") : unit.settled ? colour("paper") : colour(`level-${levelOf(unit)}`);
    pen.stroke();
  }
  pen.globalAlpha = 1;
}

const busiest = new Set([...DATA.nodes].sort((a, b) => b.radius - a.radius || a.unit - b.unit).slice(0, 25));

/** Names of the chosen and its partners, else of the largest; one that would lie on another is left out. */
function drawNames(pen, colour, near, width, height) {
  const first = (node) => (node.unit === under ? 2 : node.unit === chosen ? 1 : 0);
  const wanted = DATA.nodes.filter((node) => node.unit === under || (near ? near.has(node.unit) : node.radius * view.scale > 5 || busiest.has(node)));
  wanted.sort((a, b) => first(b) - first(a) || b.radius - a.radius || a.unit - b.unit);
  const taken = [];
  pen.font = `12px ${getComputedStyle(canvas).fontFamily}`;
  pen.textBaseline = "middle";
  pen.lineJoin = "round";
  for (const node of wanted) {
    const name = DATA.units[node.unit].label;
    const long = pen.measureText(name).width;
    const x = Math.min(across(node.x) + node.radius * view.scale + 4, width - long - 4);
    const y = down(node.y);
    if (x < 0 || y < 8 || y > height - 8) continue;
    const box = { left: x - 3, right: x + long + 3, top: y - 9, bottom: y + 9 };
    if (taken.some((other) => box.left < other.right && other.left < box.right && box.top < other.bottom && other.top < box.bottom)) continue;
    taken.push(box);
    pen.lineWidth = 4;
    pen.strokeStyle = colour("paper");
    pen.strokeText(name, x, y);
    pen.fillStyle = colour("ink");
    pen.fillText(name, x, y);
    if (taken.length > 120) break;
  }
}

function nodeAt(x, y) {
  let nearest = null;
  let least = Infinity;
  for (const node of DATA.nodes) {
    const away = Math.hypot(across(node.x) - x, down(node.y) - y) - Math.max(3, node.radius * view.scale);
    if (away < 5 && away < least) [nearest, least] = [node.unit, away];
  }
  return nearest;
}

/** Choose a unit (``null`` for none): its links are drawn alone, its partners are listed. */
function choose(unit) {
  chosen = unit;
  const field = byId("net-unit");
  const box = byId("partners");
  box.replaceChildren();
  if (unit === null) {
    field.value = "";
    frame();
    return;
  }
  field.value = DATA.units[unit].label;
  const partners = [...partnersOf.get(unit)].sort((a, b) => b.tasks - a.tasks || a.unit - b.unit);
  const heads = ["net-partner", "net-together", "net-leads", "net-led"].map((key) => make("th", { scope: "col" }, say(key)));
  const rows = partners.map((partner) => {
    const name = makeButton(DATA.units[partner.unit].label, { class: "open", lang: "zh-CN" }, () => choose(partner.unit));
    return make("tr", {}, make("th", { scope: "row" }, name), ...[partner.tasks, partner.leads, partner.led].map((count) => make("td", {}, String(count))));
  });
  box.append(
    make("h3", {}, say("net-partners", { unit: DATA.units[unit].label, n: partners.length })),
    makeButton(say("net-tasks"), {}, () => listTasks({ unit: DATA.units[unit].label })),
    make("div", { class: "scroll", tabindex: "0", role: "group", "aria-label": say("net-partner") }, make("table", { class: "list" }, make("thead", {}, make("tr", {}, ...heads)), make("tbody", {}, ...rows))),
  );
  frame();
}

function findUnit() {
  const name = byId("net-unit").value;
  if (!bare(name)) return choose(null);
  const unit = [...unitsCalled(name)].find((one) => nodeOf.has(one));
  if (unit === undefined) byId("partners").replaceChildren(say("net-unknown"));
  else choose(unit);
}

function startNetwork() {
  const held = new Set(DATA.nodes.map((node) => levelOf(DATA.units[node.unit])));
  byId("levels").replaceChildren(
    ...[...LEVELS, "none"]
      .filter((level) => held.has(level))
      .map((level) => make("li", {}, make("span", { class: `dot ${level}`, "aria-hidden": "true" }), make("span", { "data-t": `level-${level}` }))),
  );
  let from = null;
  let moved = false;
  canvas.addEventListener("pointerdown", (event) => {
    from = { x: event.offsetX - view.x, y: event.offsetY - view.y };
    moved = false;
    canvas.setPointerCapture(event.pointerId);
  });
  canvas.addEventListener("pointermove", (event) => {
    if (from) {
      moved ||= Math.hypot(event.offsetX - from.x - view.x, event.offsetY - from.y - view.y) > 4;
      if (moved) view = { ...view, x: event.offsetX - from.x, y: event.offsetY - from.y };
    }
    const now = from ? null : nodeAt(event.offsetX, event.offsetY);
    canvas.classList.toggle("over", now !== null);
    if (moved || now !== under) {
      under = now;
      draw();
    }
  });
  canvas.addEventListener("pointerup", (event) => {
    if (from && !moved) choose(nodeAt(event.offsetX, event.offsetY));
    from = null;
  });
  canvas.addEventListener("pointerleave", () => {
    under = null;
    draw();
  });
  canvas.addEventListener("wheel", (event) => {
    if (!event.ctrlKey) return; // the wheel alone scrolls the page
    event.preventDefault();
    zoom(Math.exp(-event.deltaY / 300), event.offsetX, event.offsetY);
  }, { passive: false });
  byId("net-in").addEventListener("click", () => zoom(1.4));
  byId("net-out").addEventListener("click", () => zoom(1 / 1.4));
  byId("net-fit").addEventListener("click", () => frame(DATA.nodes));
  byId("net-unit").addEventListener("change", findUnit);
  for (const asked of ["(prefers-color-scheme: dark)", "print"]) matchMedia(asked).addEventListener("change", draw);
  new ResizeObserver(() => frame()).observe(canvas);
  frame();
}
