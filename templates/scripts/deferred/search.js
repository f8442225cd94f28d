// The search dialog, with pagefind's index or, opened from a disk, with a script.
let started, parts, word, tries = 0;

const SHOWN = 8; // pages at once
const PATIENCE = 15000; // ms: without its program pagefind waits for ever

const make = (name, properties, ...children) => {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...children);
  return element;
};

const begin = async ({ site, load }) => {
  if (site.protocol === "file:") return load(new URL("search/index.js", site));
  tries += 1; // a script that could not be loaded is asked for again only by another name
  const { createInstance, more = [] } = await import(new URL(`pagefind/pagefind.js${tries > 1 ? `?${tries}` : ""}`, site));
  // Pages of few words gain less than by default: lists of what to read say a word once, lessons often. With less, the list of a programme leads its talks.
  const pagefind = createInstance({ baseUrl: site.pathname, excerptLength: 24, ranking: { pageLength: 0.6 } });
  await pagefind.init();
  await Promise.all(more.map((index) => pagefind.mergeIndex(index, { baseUrl: site.pathname }))); // of a large course
  const pages = async (term) => (await pagefind.search(apart(term))).results;
  return async (term, alone) => {
    if (alone) return { results: await pages(term) };
    const found = await pagefind.debouncedSearch(apart(term), {}, 120);
    if (!found) return found;
    const longer = found.results.length < SHOWN && ending(term, await titles(site));
    const all = longer ? [...found.results, ...await pages(longer)] : found.results;
    // Words that stand side by side count more: a name before pages with its two halves.
    const whole = new Set(/^[^"\s]+\s[^"]+$/.test(term) ? (await pages(`"${term}"`)).map((one) => one.id) : []);
    const weight = ({ id, score }) => score * (whole.has(id) ? 4 : 1);
    const sorted = [...all].sort((one, other) => weight(other) - weight(one));
    return { results: sorted.filter(({ id }, at) => sorted.findIndex((one) => one.id === id) === at) };
  };
};
const start = (page) => started ??= begin(page);
const inTime = (answer) => Promise.race([answer, new Promise((_, refuse) => { setTimeout(refuse, PATIENCE); })]);

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
const MARK = /<mark>(.*?)<\/mark>/gs;
const WORD = /^([^\p{L}\p{N}]*)(.+?)([^\p{L}\p{N}]*)$/su;
const mark = (text) => {
  const [, before, found, after] = decode(text).match(WORD) ?? [, "", text, ""];
  return [before, make("mark", { textContent: found }), after];
};
const marked = (excerpt) => together(excerpt).split(MARK).flatMap((part, index) => index % 2 ? mark(part) : decode(part));

// An excerpt often begins with the title, which stands above it; what is cut off is shown so.
const beyond = (excerpt, title) => {
  const words = excerpt.split(" "), said = title.split(" ");
  const same = said.findIndex((_, index) => {
    const rest = said.slice(index);
    return `${rest.join(" ")}.` === decode(words.slice(0, rest.length).join(" ").replace(MARK, "$1"));
  });
  return same < 0 ? excerpt : words.slice(said.length - same).join(" ");
};
const cut = (excerpt) => excerpt && `${/^\p{Ll}/u.test(excerpt.replace(MARK, "$1")) ? "… " : ""}${excerpt}${/[.!?…。！？؟]["”»)]*(<\/mark>)?$/u.test(excerpt) ? "" : " …"}`;

// Of a word that no page has, pagefind takes any beginning that some page has, even a single letter:
// a page counts where a word on it begins as one that was asked for does, four letters long or whole.
const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
const ARTICLE = /^[\u0648\u0641\u0628\u0643]?\u0627\u0644(?=\p{L}{2})/u; // of Arabic, which stems leave out
const words = (term) => fold(term).split(/[^\p{L}\p{N}]+/u).filter(Boolean).map((one) => one.replace(ARTICLE, ""));
const shared = (one, other) => { let at = 0; while (at < one.length && one[at] === other[at]) at += 1; return at; };
const east = (term) => new RegExp(EAST, "u").test(term);
const found = (page) => [page, ...page.sub_results].flatMap(({ excerpt }) => [...excerpt.matchAll(MARK)].flatMap(([, text]) => words(decode(text))));
const meant = (term, page) => {
  const asked = words(term), others = found(page);
  if (!asked.length || east(term)) return true;
  return !others.length || asked.some((one) => others.some((other) => shared(one, other) >= Math.min(4, one.length)));
};
// Words of titles, headings and the glossary; of a stem that is shorter than what was begun (surrogat), the word.
let known;
const titles = (site) => site.protocol === "file:" ? [] : known ??= fetch(new URL("search/words.json", site)).then((answer) => (answer.ok ? answer.json() : [])).catch(() => []);
const ending = (term, all) => {
  const begun = words(term).at(-1) ?? "", whole = all.filter((one) => fold(one).startsWith(begun)).sort((one, other) => one.length - other.length)[0];
  return begun.length > 3 && whole && fold(whole) !== begun && term.replace(/[^\s"]+(?="?$)/, whole);
};
// Each word as it was written, but for an ending: nothing else has to be offered.
const spelt = (term, pages) => {
  const others = pages.flatMap(found);
  return east(term) ? pages.length : words(term).every((one) => others.some((other) => other.startsWith(one) || (one.startsWith(other) && one.length - other.length < 3)));
};

// A typing mistake: the nearest words of titles, headings and the glossary.
const distance = (one, other, most) => {
  if (Math.abs(one.length - other.length) > most) return most + 1;
  let before = [], row = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let y = 1; y <= one.length; y += 1) {
    const last = row;
    row = [y];
    for (let x = 1; x <= other.length; x += 1) {
      const same = one[y - 1] === other[x - 1];
      row[x] = Math.min(last[x] + 1, row[x - 1] + 1, last[x - 1] + !same);
      if (y > 1 && x > 1 && one[y - 1] === other[x - 2] && one[y - 2] === other[x - 1]) row[x] = Math.min(row[x], before[x - 2] + 1);
    }
    before = last;
  }
  return row[other.length];
};
const near = (asked, all) => {
  const most = asked.length < 4 ? 0 : asked.length < 8 ? 1 : 2;
  const away = ([folded, said, order]) => [folded.startsWith(asked) ? 0 : distance(asked, folded, most), asked[0] !== folded[0], order, said];
  return all.map(away).filter(([far]) => far <= most).sort((one, other) => one[0] - other[0] || one[1] - other[1] || one[2] - other[2])[0];
};
const corrected = async (term, page) => {
  const search = await start(page), known = (await titles(page.site)).map((said) => [fold(said), said, 0]);
  const nearest = await Promise.all(words(term).map(async (asked) => {
    if (known.some(([folded]) => folded.startsWith(asked))) return [0, asked];
    const starts = [asked, asked.slice(0, asked.length < 8 ? 3 : 4), asked.slice(0, 2)]; // pages with it, or with what begins so
    const found = await Promise.all(starts.map((start) => search(start, true)));
    const texts = await Promise.all(found.flatMap(({ results }) => results.slice(0, 5)).map(async (one) => (await one.data()).content));
    const said = new Set(texts.join(" ").toLowerCase().match(/\p{L}{4,}/gu));
    const [away, , , better] = near(asked, [...known, ...[...said].map((one) => [fold(one), one, 1])]) ?? [];
    return [away, away ? better : asked];
  }));
  return nearest.some(([away]) => away) ? nearest.filter(([away]) => away >= 0).map(([, said]) => said).join(" ") : "";
};

// The page that is opened marks what was found, where the browser can.
const to = (url, excerpt) => {
  const found = [...new Set([...excerpt.matchAll(MARK)].map(([, text]) => together(decode(text)).match(WORD)?.[2]).filter(Boolean))].slice(0, 3);
  if (!found.length || !("fragmentDirective" in document)) return url;
  const said = (text) => encodeURIComponent(text).replace(/-/g, "%2D");
  const [, before, first] = (url.includes("#") && !east(excerpt) && excerpt.match(/(\S+) <mark>(.*?)<\/mark>/)) || [];
  const there = before ? [`${said(decode(before))}-,${said(decode(first).match(WORD)?.[2] ?? first)}`] : []; // in its section, not where the page says it first
  return `${url}${url.includes("#") ? "" : "#"}:~:${[...there, ...found.map(said)].map((text) => `text=${text}`).join("&")}`;
};
const kinds = () => ({ video: word("Video"), notebook: word("Notebook"), exercise: word("Exercise"), quiz: word("Quiz"), reading: word("Reading") });
const line = (url, title, excerpt, kind, where = "") => make("li", { className: `search__result search__result--${kind}` },
  make("a", { href: to(url, excerpt) }, make("span", { className: "search__title", dir: "auto", textContent: together(title) }), make("span", { className: "search__where", dir: "auto", textContent: where }), make("span", { className: "search__excerpt", dir: "auto" }, ...marked(cut(beyond(excerpt, title))))));

const results = (page) => {
  const where = [together(page.meta.week), kinds()[page.meta.kind]].filter(Boolean).join(" · ");
  const [first, ...rest] = page.sub_results.filter((one) => one.excerpt).slice(0, 4);
  if (!first) return [line(page.url, page.meta.title, page.excerpt, "page", where)];
  const whole = first.title === page.meta.title || !first.url.includes("#");
  const lines = whole ? rest : [first, ...rest];
  return [line(page.url, page.meta.title, whole ? first.excerpt : "", "page", where), ...lines.map((one) => line(one.url, one.title, one.excerpt, "section"))];
};

const form = (page) => {
  const input = make("input", { type: "search", className: "search__input", autocomplete: "off", spellcheck: false, placeholder: word("Search this site") });
  input.setAttribute("aria-label", word("Search this site"));
  const status = make("p", { className: "search__status" });
  status.setAttribute("role", "status");
  const help = make("p", { className: "search__help" });
  const list = make("ol", { className: "search__results" });
  const more = make("button", { type: "button", className: "search__more", textContent: word("Show more") });
  const again = make("button", { type: "button", className: "search__more", textContent: word("Try again") });
  let turn = 0, rest = [];
  const show = (said, helps = "", pages = []) => {
    status.textContent = said;
    help.textContent = helps;
    list.replaceChildren(...pages.flatMap(results));
    more.hidden = !rest.length;
    again.hidden = true;
  };
  const next = async () => {
    const pages = await inTime(Promise.all(rest.slice(0, SHOWN).map((one) => one.data())));
    rest = rest.slice(SHOWN);
    return pages;
  };
  const fail = () => {
    started = undefined;
    rest = [];
    show(word("The search index could not be loaded."));
    again.hidden = false;
  };
  const ask = async (term, mine) => {
    if (!term) { rest = []; return show("", word("Finds words in lessons, notebooks and transcripts. Words in quotes are found side by side.")); }
    if (!list.childElementCount) show(word("Searching …"));
    const search = await inTime(start(page));
    const found = await inTime(search(term));
    if (!found || mine !== turn) return;
    rest = found.results;
    const pages = await next();
    if (mine !== turn) return;
    const relevant = pages.filter((one) => meant(term, one));
    if (relevant.length < pages.length) rest = [];
    if (relevant.length) show(word("Pages found: {count}").replace("{count}", relevant.length < pages.length ? relevant.length : found.results.length), "", relevant);
    else {
      rest = [];
      show(word("Nothing found for “{term}”.").replace("{term}", term), word("Try fewer words, or only how a word begins."));
    }
    if (spelt(term, relevant)) return;
    const better = await corrected(term, page);
    if (!better || mine !== turn) return;
    const instead = make("button", { type: "button", className: "search__instead", textContent: better });
    instead.addEventListener("click", () => { input.value = better; input.focus(); run(); });
    help.replaceChildren(`${word("Did you mean")}${word(": ")}`, instead);
  };
  const run = () => { const mine = ++turn; return ask(input.value.trim(), mine).catch(() => mine === turn && fail()); };
  const unfold = async () => {
    const mine = turn, before = list.childElementCount, pages = await next();
    if (mine !== turn) return;
    list.append(...pages.flatMap(results));
    more.hidden = !rest.length;
    list.children[before].firstElementChild.focus();
  };
  input.addEventListener("input", run);
  input.addEventListener("focus", () => start(page).catch(() => { started = undefined; }), { once: true });
  more.addEventListener("click", () => unfold().catch(fail));
  again.addEventListener("click", () => { input.focus(); run(); });
  const box = make("div", { className: "search" }, input, status, help, list, more, again);
  box.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    const stops = [input, ...box.querySelectorAll("a, button:not([hidden])")];
    stops[Math.max(0, Math.min(stops.length - 1, stops.indexOf(document.activeElement) + step))].focus();
    event.preventDefault();
  });
  ask("");
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
