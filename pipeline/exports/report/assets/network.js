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

/** Names of the chosen and its partners, else of the largest; one that has no room on white is left out, but for that under the pointer. */
function drawNames(pen, colour, near, width, height) {
  const first = (node) => (node.unit === under ? 2 : node.unit === chosen ? 1 : 0);
  const seen = DATA.nodes
    .filter((node) => !near || near.has(node.unit))
    .map((node) => ({ node, x: across(node.x), y: down(node.y), radius: Math.max(1.5, node.radius * view.scale) }))
    .filter((circle) => circle.x > 0 && circle.x < width && circle.y > 0 && circle.y < height);
  const wanted = seen.filter(({ node, radius }) => node.unit === under || near || radius > 5 || busiest.has(node));
  wanted.sort(({ node: a }, { node: b }) => first(b) - first(a) || b.radius - a.radius || a.unit - b.unit);
  const names = [];
  pen.font = `12px ${getComputedStyle(canvas).fontFamily}`;
  pen.textBaseline = "middle";
  pen.lineJoin = "round";
  for (const circle of wanted) {
    const text = DATA.units[circle.node.unit].label;
    const inside = (box) => box.left > 0 && box.right < width && box.top > 0 && box.bottom < height;
    const apart = (box) => !names.some((name) => overlap(name, box) || overlap(name.line, box) || overlap(name, box.line));
    const free = (box) => inside(box) && apart(box) && !seen.some((other) => overlap(around(other), box));
    const boxes = boxesFor(circle, pen.measureText(text).width);
    const box = boxes.find(free) ?? (circle.node.unit === under ? boxes[0] : undefined);
    if (!box) continue;
    names.push({ ...box, text });
    if (names.length > 120) break;
  }
  for (const name of names) drawName(pen, colour, name);
}

const overlap = (a, b) => a !== null && b !== null && a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
const around = ({ x, y, radius }) => ({ left: x - radius, right: x + radius, top: y - radius, bottom: y + radius });

/** Where the name of a circle may stand: right of it, left, below and above, the nearest places first; ``line`` leads there from its edge. */
function boxesFor({ x, y, radius }, long) {
  return [0, 20, 40, 60, 80].flatMap((gap) => {
    const away = radius + 4 + gap;
    const box = (left, middle, line) => ({ left: left - 2, right: left + long + 2, top: middle - 7, bottom: middle + 7, line: gap ? line : null });
    return [
      box(x + away, y, { left: x + radius, right: x + away - 2, top: y, bottom: y }),
      box(x - away - long, y, { left: x - away + 2, right: x - radius, top: y, bottom: y }),
      box(x - long / 2, y + away + 6, { left: x, right: x, top: y + radius, bottom: y + away - 1 }),
      box(x - long / 2, y - away - 6, { left: x, right: x, top: y - away + 1, bottom: y - radius }),
    ];
  });
}

function drawName(pen, colour, { left, top, line, text }) {
  if (line) {
    pen.lineWidth = 1;
    pen.strokeStyle = colour("ink");
    pen.beginPath();
    pen.moveTo(line.left, line.top);
    pen.lineTo(line.right, line.bottom);
    pen.stroke();
  }
  pen.lineWidth = 4;
  pen.strokeStyle = colour("paper");
  pen.strokeText(text, left + 2, top + 7);
  pen.fillStyle = colour("ink");
  pen.fillText(text, left + 2, top + 7);
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
