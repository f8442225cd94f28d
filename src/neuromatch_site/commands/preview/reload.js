/* Shows the new build of this page as soon as there is one, and what is wrong with it.
   What changed is changed in place, so that the reader stays where they are; where scripts have
   taken hold of it, the page is loaded again. */

const own = document.querySelector('script[src$="-/preview/reload.js"]');
const prefix = own.getAttribute("src").slice(0, -"reload.js".length);
const page = encodeURIComponent(location.pathname);
let shown = Number(own?.dataset.version);
let before = document.cloneNode(true); // as it was sent: this runs before the theme's scripts
let said = "";

new EventSource(`${prefix}events?${page}`).addEventListener("message", async (event) => {
  const version = Number(event.data);
  const refreshed = version === shown ? undefined : refresh(); // asks for the page before anything else
  const messages = fetch(`${prefix}messages?${page}`).then((answer) => answer.text());
  await refreshed;
  shown = version;
  showMessages(await messages);
});

async function refresh() {
  const answer = await fetch(location.href, { cache: "no-store" });
  const next = new DOMParser().parseFromString(await answer.text(), "text/html");
  clean(before);
  clean(next);
  const [root, wanted] = [before.documentElement, next.documentElement];
  const same = [...wanted.attributes].every(({ name, value }) => root.getAttribute(name) === value);
  if (!answer.ok || !same || !restyled(next) || !changed(document.body, before.body, next.body)) {
    location.reload();
    return;
  }
  document.title = next.title;
  if (formulas(before) !== formulas(next)) renewFont();
  before = next;
}

function formulas(sent) {
  return [...sent.querySelectorAll("math")].map((one) => one.textContent).join();
}

/** Get the font of formulas again, which has the characters that the course uses now. */
function renewFont() {
  const sheet = document.head.querySelector('link[href*="assets/math."]');
  if (!sheet) return;
  const font = new FontFace("Formulas", `url("${new URL(`formulas.woff2?${Date.now()}`, sheet.href)}")`);
  font.load().then(() => document.fonts.add(font));
}

/** Take out what the preview put in. */
function clean(sent) {
  for (const one of sent.querySelectorAll(`[src^="${prefix}"], [href^="${prefix}"]`)) one.remove();
}

/** Exchange style sheets; return whether the rest of the head that counts is the same. */
function restyled(next) {
  const counts = (one) => [...one.head.querySelectorAll("script[src], meta[http-equiv]")];
  const text = (one) => counts(one).map((element) => element.outerHTML).join();
  if (text(before) !== text(next)) return false;
  const sheets = (one) => [...one.head.querySelectorAll('link[rel="stylesheet"]')];
  const [old, wanted] = [sheets(before), sheets(next)];
  const live = old.map((one) => document.head.querySelector(`link[href="${CSS.escape(one.getAttribute("href"))}"]`));
  if (old.length !== wanted.length || live.includes(null)) return false;
  wanted.forEach((sheet, index) => {
    if (sheet.isEqualNode(old[index])) return;
    const link = document.importNode(sheet, true);
    link.addEventListener("load", () => live[index].remove());
    live[index].after(link);
  });
  return true;
}

/** Change the children of an element as the page changed; false where that could break it. */
function changed(live, old, next) {
  const [lives, olds, nexts] = [live, old, next].map((one) => withoutOurs([...one.childNodes]));
  let start = 0;
  while (start < Math.min(olds.length, nexts.length) && olds[start].isEqualNode(nexts[start])) start += 1;
  let end = 0;
  while (end < Math.min(olds.length, nexts.length) - start && olds.at(-1 - end).isEqualNode(nexts.at(-1 - end))) end += 1;
  const gone = olds.slice(start, olds.length - end);
  const come = nexts.slice(start, nexts.length - end);
  if (!gone.length && !come.length) return true;
  if (lives.length !== olds.length) return false;
  if (gone.length === 1 && come.length === 1 && gone[0].nodeType === 1 && come[0].nodeType === 1) {
    const below = gone[0].cloneNode().isEqualNode(come[0].cloneNode());
    if (below && changed(lives[start], gone[0], come[0])) return true;
    if (below && touched(gone[0])) return false;
  }
  if ([...gone, ...come].some((one) => one.nodeType === 1 && (touched(one) || live.closest("[data-module]")))) return false;
  const after = lives[start + gone.length] ?? null;
  for (const one of lives.slice(start, start + gone.length)) one.remove();
  for (const one of come) live.insertBefore(document.importNode(one, true), after);
  return true;
}

function touched(element) {
  return element.matches("[data-module]") || element.querySelector("[data-module], script") !== null;
}

function withoutOurs(nodes) {
  return nodes.filter((node) => node.id !== "neuromatch-preview");
}

function showMessages(text) {
  if (text === said) return;
  said = text;
  const open = document.querySelector("#neuromatch-preview details")?.open;
  document.querySelector("#neuromatch-preview")?.remove();
  const messages = JSON.parse(text);
  if (messages.length) document.body.append(overlay(messages, open));
}

function overlay(messages, open) {
  const box = element("aside", { id: "neuromatch-preview", "aria-label": "Build messages" });
  const details = element("details", {});
  details.open = open || messages.some((message) => message.severity === "error");
  const count = `${messages.length} message${messages.length === 1 ? "" : "s"}`;
  details.append(element("summary", {}, count));
  const list = element("ol", {});
  for (const message of messages) {
    const item = element("li", { class: message.severity });
    item.append(element("a", { href: message.editor }, message.place));
    item.append(element("span", {}, ` ${message.message} [${message.rule}]`));
    if (message.hint) item.append(element("small", {}, message.hint));
    list.append(item);
  }
  details.append(list);
  box.append(details);
  return box;
}

function element(name, attributes, text = "") {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.textContent = text;
  return made;
}
