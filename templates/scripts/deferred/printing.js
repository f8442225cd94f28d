// The texts of several pages, one after the other, for paper.
const text = async (address, { read, make, adoptStyles }) => {
  const url = new URL(address, location);
  const page = new DOMParser().parseFromString(await read(url.href), "text/html");
  const title = page.querySelector("h1"), prose = page.querySelector(".article .prose");
  if (!title || !prose) return [];
  await adoptStyles(page, url);
  const section = make("section", { className: "article" }, document.importNode(title, true), document.importNode(prose, true));
  for (const one of section.querySelectorAll("[id]")) one.removeAttribute("id");
  for (const one of section.querySelectorAll("[loading]")) one.removeAttribute("loading");
  for (const one of section.querySelectorAll("[srcset]")) one.removeAttribute("srcset");
  for (const link of section.querySelectorAll("a[href]")) if (!/^(https?|mailto):/.test(link.getAttribute("href"))) link.removeAttribute("href");
  for (const name of ["href", "src"]) for (const one of section.querySelectorAll(`[${name}]`)) one.setAttribute(name, new URL(one.getAttribute(name), url));
  for (const one of section.querySelectorAll("details")) one.open = true;
  const solutions = [...section.querySelectorAll(".solution")];
  section.append(...solutions);
  return [section];
};

const print = async (addresses, given) => {
  const sections = [];
  for (const address of new Set([location.href.split("#")[0], ...addresses])) sections.push(...await text(address, given));
  const all = given.make("div", { className: "print-all" }, ...sections);
  document.body.append(all);
  await Promise.all([...all.querySelectorAll("img")].map((image) => image.decode().catch(() => {})));
  addEventListener("afterprint", () => all.remove(), { once: true });
  window.print();
};

document.currentScript.gives = { print };
