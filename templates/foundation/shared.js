// Functions that scripts share: translated text, elements by module, storage that can be blocked.
const word = (text) => WORDS[text] ?? text;
const modules = (name) => document.querySelectorAll(`[data-module~="${name}"]`);
const stored = (key) => { try { return localStorage.getItem(key); } catch { return null; } };
const store = (key, value) => { try { localStorage.setItem(key, value); } catch { /* refused */ } };
const make = (name, properties, ...children) => {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...children);
  return element;
};
const copyButton = (text, label, className) => {
  const shown = make("span", { textContent: label });
  const button = make("button", { type: "button", className }, shown);
  button.setAttribute("aria-live", "polite");
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(text());
      shown.textContent = word("Copied");
    } catch { shown.textContent = word("Copying failed"); }
    setTimeout(() => { shown.textContent = label; }, 2000);
  });
  return button;
};
// What another script gives; by an element, because a page that lies on a disk may load no module.
const loads = new Map();
const load = (address) => {
  const src = new URL(address, location).href;
  if (!loads.has(src)) loads.set(src, new Promise((given, failed) => {
    const script = make("script", { src, onload: () => given(script.gives), onerror: () => { loads.delete(src); failed(); } });
    document.head.append(script);
  }));
  return loads.get(src);
};
// What a page says: on a disk, a script beside it gives that.
const read = async (url) => {
  if (url.startsWith("file:")) return load(`${url.replace(/\/$/, "/index.html")}.js`);
  const answer = await fetch(url);
  return answer.ok ? answer.text() : "";
};
// Style sheets of another page that this one lacks: of its formulas, its questions.
const adoptStyles = (page, base) => Promise.all([...page.querySelectorAll('head > link[rel="stylesheet"]')].map((link) => {
  const href = new URL(link.getAttribute("href"), base).href;
  if ([...document.styleSheets].some((sheet) => sheet.href === href)) return null;
  return new Promise((done) => { document.head.append(make("link", { rel: "stylesheet", href, onload: done, onerror: done })); });
}));
const SITE = new URL(document.documentElement.dataset.root || ".", location.href);
