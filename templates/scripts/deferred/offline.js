// The offline page: the stored pages, and a link back to the requested one.
const kept = async (site) => {
  const found = new Map();
  for (const name of (await caches.keys()).filter((one) => one.startsWith(`${site.href} `))) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      const answer = await cache.match(request);
      if (!answer.headers.get("content-type")?.startsWith("text/html")) continue;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const title = page.querySelector("h1")?.textContent;
      if (title && !page.querySelector('meta[name="robots"]')) found.set(request.url, title);
    }
  }
  return [...found].sort(([one], [other]) => one.localeCompare(other, undefined, { numeric: true }));
};

const place = async (box, { site, word, make }) => {
  const asked = new URL(new URLSearchParams(location.search).get("page") ?? "", site);
  if (asked.href.startsWith(site.href)) {
    const again = make("a", { className: "button button--primary", href: asked.href, textContent: word("Try again") });
    box.append(make("p", { className: "hero__actions" }, again));
    addEventListener("online", () => again.click());
  }
  const pages = await kept(site);
  if (!pages.length) return;
  const list = make("ul", {}, ...pages.map(([href, title]) => make("li", {}, make("a", { href, textContent: title }))));
  box.append(make("section", { className: "home__prose" }, make("h2", { className: "home__heading", textContent: word("Stored on this device") }), list));
};

document.currentScript.gives = { place };
