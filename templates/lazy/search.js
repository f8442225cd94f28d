// The search dialog, over pagefind's own index; on a disk, over the one that lies there.
let search, parts, word;

const make = (name, properties, ...children) => {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...children);
  return element;
};

const start = async ({ site, load }) => {
  if (search) return;
  if (site.protocol === "file:") { search = await load(new URL("search/index.js", site)); return; }
  const pagefind = await import(new URL("pagefind/pagefind.js", site));
  await pagefind.options({ baseUrl: site.pathname, excerptLength: 24 });
  await pagefind.init();
  await Promise.all((pagefind.more ?? []).map((index) => pagefind.mergeIndex(index, { baseUrl: site.pathname }))); // of a large course
  search = (term) => pagefind.debouncedSearch(apart(term), {}, 120);
};

// Chinese, Japanese and Korean are indexed character by character (search.py): what is asked for
// is taken apart in the same way, what is shown is put together again.
const EAST = "[\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3031-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff]";
const MARKS = "[\u3000-\u3004\u3008-\u301f\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65]";
const NEIGHBOURS = new RegExp(`(${EAST})(?=${EAST})`, "gu");
const SPACES = new RegExp(`((?:${EAST}|${MARKS})(?:</mark>)?) (?=(?:<mark>)?(?:${EAST}|${MARKS}))`, "gu");
const ONLY_EAST = new RegExp(`^${EAST}{2,}$`, "u");
const apart = (term) => { const spaced = term.replace(NEIGHBOURS, "$1 "); return ONLY_EAST.test(term) ? `"${spaced}"` : spaced; };
const together = (text) => text?.replace(SPACES, "$1");

// The found words in <mark>, as nodes: no text of a page is ever read as HTML.
const decode = (text) => text.replace(/&(lt|gt|amp|quot|#39|#x27);/g, (_, name) => ({ lt: "<", gt: ">", amp: "&", quot: '"' })[name] ?? "'");
const marked = (excerpt) => together(excerpt).split(/(<mark>.*?<\/mark>)/s).map((part) =>
  part.startsWith("<mark>") ? make("mark", { textContent: decode(part.slice(6, -7)) }) : decode(part));

const line = (url, title, excerpt, kind) => make("li", { className: `search__result search__result--${kind}` },
  make("a", { href: url }, make("span", { className: "search__title", textContent: together(title) }), make("span", { className: "search__excerpt" }, ...marked(excerpt))));

const results = (page) => {
  const [first, ...rest] = page.sub_results.filter((one) => one.excerpt).slice(0, 4);
  if (!first) return [line(page.url, page.meta.title, page.excerpt, "page")];
  const whole = first.title === page.meta.title || !first.url.includes("#");
  const lines = whole ? rest : [first, ...rest];
  return [line(page.url, page.meta.title, whole ? first.excerpt : "", "page"), ...lines.map((one) => line(one.url, one.title, one.excerpt, "section"))];
};

const form = (page) => {
  const input = make("input", { type: "search", className: "search__input", autocomplete: "off", spellcheck: false, placeholder: word("Search the course") });
  input.setAttribute("aria-label", word("Search the course"));
  const status = make("p", { className: "search__status" });
  status.setAttribute("role", "status");
  const list = make("ol", { className: "search__results" });
  let turn = 0;
  const run = async () => {
    const term = input.value.trim(), mine = ++turn;
    if (!term) { list.replaceChildren(); status.textContent = ""; return; }
    try {
      await start(page);
    } catch {
      status.textContent = word("The search index could not be loaded.");
      return;
    }
    const found = await search(term);
    if (!found || mine !== turn) return;
    const pages = await Promise.all(found.results.slice(0, 8).map((one) => one.data()));
    if (mine !== turn) return;
    list.replaceChildren(...pages.flatMap(results));
    status.textContent = found.results.length ? word("Pages found: {count}").replace("{count}", found.results.length) : word("Nothing found for “{term}”.").replace("{term}", term);
  };
  input.addEventListener("input", run);
  input.addEventListener("focus", () => start(page).catch(() => {}), { once: true });
  const box = make("div", { className: "search" }, input, status, list);
  box.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    const stops = [input, ...list.querySelectorAll("a")];
    stops[Math.max(0, Math.min(stops.length - 1, stops.indexOf(document.activeElement) + step))]?.focus();
    event.preventDefault();
  });
  return { box, input, run };
};

const open = (page) => {
  ({ word } = page);
  if (!parts) {
    const { box, input } = form(page);
    const close = make("button", { type: "button", className: "search__close", textContent: word("Close") });
    const dialog = make("dialog", { className: "search__dialog" }, box, close);
    dialog.setAttribute("aria-label", word("Search"));
    close.addEventListener("click", () => dialog.close());
    dialog.addEventListener("click", (event) => {
      if (event.target === dialog || event.target.closest("a")) dialog.close();
    });
    document.body.append(dialog);
    parts = { dialog, input };
  }
  if (!parts.dialog.open) parts.dialog.showModal();
  parts.input.focus();
  parts.input.select();
};

const place = (element, page) => {
  ({ word } = page);
  const { box, input, run } = form(page);
  element.append(box);
  input.value = new URLSearchParams(location.search).get("q") ?? "";
  if (input.value) run();
};

document.currentScript.gives = { open, place };
