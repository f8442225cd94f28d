// What a reference leads to, beside it: from this page or another of the same site.
const pages = new Map();
let shown, timer;

const parse = async (url, read) => {
  const key = url.href.split("#")[0];
  if (key === location.href.split("#")[0]) return document;
  if (!pages.has(key)) pages.set(key, read(key).then((text) => new DOMParser().parseFromString(text, "text/html")));
  return pages.get(key);
};

const part = (found) => {
  if (!found) return [];
  if (/^H[1-6]$/.test(found.tagName)) {
    const nodes = [found];
    while (nodes.length < 4 && nodes.at(-1).nextElementSibling && !/^H[1-6]$/.test(nodes.at(-1).nextElementSibling.tagName)) nodes.push(nodes.at(-1).nextElementSibling);
    return nodes;
  }
  if (found.tagName === "DT") return [found, found.nextElementSibling].filter(Boolean);
  if (found.tagName === "LI") return [...found.childNodes];
  return [found];
};

const copy = (nodes, base) => nodes.map((node) => {
  const clone = document.importNode(node, true);
  if (clone.nodeType !== 1) return clone;
  for (const one of [clone, ...clone.querySelectorAll("*")]) {
    one.removeAttribute("id");
    for (const name of ["href", "src"]) if (one.hasAttribute(name)) one.setAttribute(name, new URL(one.getAttribute(name), base));
    if (one.matches(".zoom, .code__copy, .heading__link, .footnotes__back, .footnotes__margin")) one.remove();
  }
  return clone;
});

const hide = () => {
  clearTimeout(timer);
  shown?.remove();
  shown = undefined;
};

const place = (box, link) => {
  const at = link.getBoundingClientRect();
  const below = innerHeight - at.bottom > box.offsetHeight + 16 || at.top < box.offsetHeight + 16;
  const left = Math.max(12, Math.min(at.left, innerWidth - box.offsetWidth - 12));
  box.style.left = `${left + scrollX}px`;
  box.style.top = `${(below ? at.bottom + 8 : at.top - box.offsetHeight - 8) + scrollY}px`;
};

const leave = (link) => {
  clearTimeout(timer);
  timer = setTimeout(() => { if (!shown?.matches(":hover") && !link.matches(":hover, :focus-visible")) hide(); }, 200);
};

const show = (link, type, read) => {
  clearTimeout(timer);
  if (shown?.link === link) return;
  const away = () => leave(link);
  link.addEventListener("pointerleave", away, { once: true });
  link.addEventListener("blur", away, { once: true });
  timer = setTimeout(async () => {
    const url = new URL(link.href);
    if (url.origin !== location.origin) return;
    const page = await parse(url, read).catch(() => null);
    const found = url.hash ? page?.getElementById(decodeURIComponent(url.hash.slice(1))) : page?.querySelector("h1");
    const nodes = copy(part(found), url);
    if (!nodes.length || !link.matches(":hover, :focus-visible")) return;
    hide();
    shown = document.createElement("div");
    shown.className = "preview prose";
    shown.link = link;
    shown.append(...nodes);
    shown.addEventListener("pointerleave", away);
    document.body.append(shown);
    place(shown, link);
  }, type === "focusin" ? 400 : 250);
};

document.addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });
document.currentScript.gives = { show };
