// Words of scripts in another language than the page: each is marked, and becomes an element that says which it is in.
const WORDS = new Proxy({}, { get: (_, text) => `\ufdd0${text}\ufdd1` });
const plain = (text) => text.replace(/[\ufdd0\ufdd1]/g, "");
const confirm = (text) => window.confirm(plain(text));
const tagged = (node) => {
  if (node.nodeType === 3) {
    if (!node.data.includes("\ufdd0")) return;
    if (node.parentNode.closest("option, title, svg")) node.data = plain(node.data);
    else node.replaceWith(...node.data.split(/[\ufdd0\ufdd1]/).map((part, index) => index % 2 ? make("bdi", { lang: "en", textContent: part }) : part));
    return;
  }
  for (const { name, value } of node.attributes ?? []) if (value.includes("\ufdd0")) node.setAttribute(name, plain(value));
  for (const child of [...node.childNodes]) tagged(child);
};
new MutationObserver((records) => {
  for (const { addedNodes, target, type } of records) for (const node of type === "childList" ? addedNodes : [target]) if (node.parentNode) tagged(node);
}).observe(document.documentElement, { subtree: true, childList: true, characterData: true, attributeFilter: ["aria-label", "placeholder", "title"] });
