// The preview of a reference, from this page or another of the same site.
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
  if (found.localName === "mtd") return [found.closest(".math")].filter(Boolean);
  return [found];
};

// What is copied is built anew, of elements and attributes that can only be read.
const ELEMENTS = new Set("a abbr b bdi blockquote br caption cite code col colgroup dd del details dfn div dl dt em figcaption figure h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p picture pre q s samp section small source span strong sub summary sup table tbody td tfoot th thead tr u ul var wbr".split(" "));
const ATTRIBUTES = new Set("alt class colspan dir height href lang role rowspan scope sizes src srcset start title width".split(" "));
const LEFT_OUT = ".zoom, .code__copy, .math__copy, .heading__link, .footnotes__back, .footnotes__margin";
const MATHML = "http://www.w3.org/1998/Math/MathML";

const attribute = (one, { name, value }, base, math) => {
  if (name === "href" || name === "src") {
    const url = new URL(value, base);
    if (/^(https?|mailto|tel):$/.test(url.protocol) || (name === "src" && /^data:image\//.test(url.href))) one.setAttribute(name, url);
  } else if (name === "srcset") {
    one.setAttribute(name, value.split(",").map((part) => part.trim().replace(/^\S+/, (address) => new URL(address, base))).join(", "));
  } else if (ATTRIBUTES.has(name) || name.startsWith("aria-") || (math && /^[a-z]+$/.test(name) && !/^(on|id$|style$|xmlns)/.test(name))) one.setAttribute(name, value);
};

const copied = (node, base) => {
  if (node.nodeType === 3) return [node.data];
  const name = node.localName, math = node.namespaceURI === MATHML;
  if (node.nodeType !== 1 || node.matches(LEFT_OUT) || !(math ? !/^annotation|^maction/.test(name) : ELEMENTS.has(name))) return [];
  const one = math ? document.createElementNS(MATHML, name) : document.createElement(name);
  for (const each of node.attributes) attribute(one, each, base, math);
  one.append(...[...node.childNodes].flatMap((child) => copied(child, base)));
  return [one];
};

const copy = (nodes, base) => nodes.flatMap((node) => copied(node, base));

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

const show = (link, type, { read, adoptStyles }) => {
  clearTimeout(timer);
  if (shown?.link === link) return;
  const away = () => leave(link);
  link.addEventListener("pointerleave", away, { once: true });
  link.addEventListener("blur", away, { once: true });
  timer = setTimeout(async () => {
    const url = new URL(link.href);
    if (url.origin !== location.origin || /\/files\/[0-9a-f]{8}\//.test(url.pathname)) return;
    const page = await parse(url, read).catch(() => null);
    const found = url.hash ? page?.getElementById(decodeURIComponent(url.hash.slice(1))) : page?.querySelector("h1");
    const nodes = copy(part(found?.closest("main") && found), url);
    if (nodes.length && page !== document) await adoptStyles(page, url);
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
