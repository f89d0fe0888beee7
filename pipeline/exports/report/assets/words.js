// The page's own words in two languages, and small helpers that all parts use. What a notice says goes in as text only.

const read = (id) => JSON.parse(document.getElementById(id).textContent);
const WORDS = read("words");
const DATA = read("data");
const ROLES = ["lead", "responsible", "support", "supervise"];
const byId = (id) => document.getElementById(id);
let language = 0; // 0 Chinese, 1 English: the place in WORDS

function say(key, values = {}) {
  return WORDS[key][language].replace(/\{(\w+)\}/g, (whole, name) => (name in values ? values[name] : whole));
}

/** An element with attributes and children; a child that is a string becomes text. */
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== null) element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== undefined && child !== null));
  return element;
}

/** A button that does something. */
function makeButton(text, attributes, act) {
  const button = make("button", { type: "button", ...attributes }, text);
  button.addEventListener("click", act);
  return button;
}

/** White space left out, one width of brackets and digits, capitals small: as names are compared. */
const bare = (text) => text.normalize("NFKC").replace(/\s+/g, "").toLowerCase();

function speak(chosen) {
  language = chosen;
  document.documentElement.lang = language ? "en" : "zh-CN";
  document.title = say("title");
  for (const element of document.querySelectorAll("[data-t]")) {
    element.textContent = say(element.dataset.t, element.dataset.with ? JSON.parse(element.dataset.with) : {});
  }
  for (const element of document.querySelectorAll("[data-t-label]")) {
    element.setAttribute("aria-label", say(element.dataset.tLabel));
  }
  byId("language").lang = language ? "zh-CN" : "en";
}
