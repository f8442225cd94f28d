// The texts of several pages, one after the other, for printing.
const place = ({ pathname, hash }) => `${pathname.replace(/index\.html$/, "")}${hash}`;

const text = async (address, { read, make, load, word, adoptStyles }) => {
  const url = new URL(address, location);
  const page = new DOMParser().parseFromString(await read(url.href), "text/html");
  const head = page.querySelector(".article__header, .hero"), prose = page.querySelector(".prose");
  if (!head || !prose) return [];
  await adoptStyles(page, url);
  const section = make("section", { className: "article" }, document.importNode(head, true), document.importNode(prose, true));
  for (const one of section.querySelectorAll("[id]:not(svg *)")) one.id = place(new URL(`#${one.id}`, url));
  section.id = place(url);
  for (const name of ["loading", "srcset"]) for (const one of section.querySelectorAll(`[${name}]`)) one.removeAttribute(name);
  for (const one of section.querySelectorAll("[src]")) one.src = new URL(one.getAttribute("src"), url);
  for (const one of section.querySelectorAll("a[href]")) {
    const written = one.getAttribute("href");
    if (URL.canParse(written, url)) one.href = new URL(written, url);
    else one.removeAttribute("href"); // an address with a mistake in it leads nowhere on paper
  }
  for (const one of section.querySelectorAll("details")) one.open = true;
  const quizzes = [...section.querySelectorAll(".quiz")];
  if (quizzes.length) section.append((await load(new URL(page.documentElement.dataset.quiz, url))).answers(quizzes, { word, make }));
  return [section];
};

const print = async (addresses, given) => {
  const sections = [];
  for (const address of new Set([location.href.split("#")[0], ...addresses])) sections.push(...await text(address, given));
  const all = given.make("div", { className: "print-all" }, ...sections);
  const known = new Set([...all.querySelectorAll("[id]")].map((one) => one.id));
  for (const link of all.querySelectorAll("a[href]")) {
    const url = new URL(link.href), there = [place(url), place({ pathname: url.pathname, hash: "" })].find((one) => known.has(one));
    if (url.protocol === location.protocol && url.host === location.host) {
      if (there) link.setAttribute("href", `#${there}`); else link.removeAttribute("href");
    }
  }
  document.body.append(all);
  await Promise.all([...all.querySelectorAll("img")].map((image) => image.decode().catch(() => {})));
  addEventListener("afterprint", () => all.remove(), { once: true });
  window.print();
};

document.currentScript.gives = { print };
