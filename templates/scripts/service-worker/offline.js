// Keeps pages that were visited, with their weeks, for reading without a network. `VERSION`, which changes
// with any file of the site, and `SHELL`, what every page needs, stand before.
const HOME = new URL("./", location);
const MARK = `${HOME.href} `;
const NAME = MARK + VERSION;
const FALLBACK = new URL("offline/", HOME).href;
const PATIENCE = 4000; // milliseconds for the network, where the page is kept

// Addresses that tell their content never change; videos, downloads and what is not ours are left to the browser.
const NAMED = /^(assets\/.+\.[0-9a-f]{8}[.-].*|files\/[0-9a-f]{8}\/[^/]+\.css|pagefind\/(\d+\/)?(fragment|index|filter)\/.+)$/;
const VIDEO = /\.(mp4|webm|mov|m4v|ogv|avi|mp3|ogg|wav)$/i;
const PAGE = /^(?!lite\/|-\/)(.*\/)?([^/.]*|[^/]+\.html|manifest\.webmanifest|doi\.svg)$/;
const bare = (url) => { const one = new URL(url, HOME); one.search = one.hash = ""; return one.href; };
const kind = (url) => {
  const href = bare(url);
  const path = href.startsWith(HOME.href) ? href.slice(HOME.href.length) : undefined;
  if (path === undefined || VIDEO.test(path)) return "";
  if (NAMED.test(path)) return "named";
  return PAGE.test(path) || path.startsWith("pagefind/") ? "page" : "";
};

const put = async (cache, key, answer) => {
  if (answer.ok && answer.type === "basic" && !answer.redirected) await cache.put(key, answer.clone()).catch(() => { /* no room */ });
  if (answer.status === 404 || answer.status === 410) await cache.delete(key);
  return answer;
};

const named = async (key) => {
  const cache = await caches.open(NAME);
  return await cache.match(key) ?? put(cache, key, await fetch(key));
};

// The network first, so that no page is an old one; what is kept where the network fails, or takes too long.
const page = async (event) => {
  const key = bare(event.request.url), cache = await caches.open(NAME);
  const kept = await cache.match(key);
  const asked = fetch(event.request).then((answer) => put(cache, key, answer));
  event.waitUntil(asked.catch(() => { /* answered below */ }));
  try {
    if (!kept) return await asked;
    return await Promise.race([asked, new Promise((given) => { setTimeout(given, PATIENCE, kept); })]);
  } catch {
    if (kept || event.request.mode !== "navigate" || key === FALLBACK) return kept ?? Response.error();
    return Response.redirect(`${FALLBACK}?page=${encodeURIComponent(key.slice(HOME.href.length))}`);
  }
};

// A page and what it shows.
const keep = async (url) => {
  const key = bare(url), cache = await caches.open(NAME);
  const answer = await cache.match(key) ?? await put(cache, key, await fetch(key, { cache: "no-cache" }));
  if (!answer.ok || !answer.headers.get("content-type")?.startsWith("text/html")) return;
  const shown = (await answer.text()).matchAll(/\s(?:src|srcset|href)="([^"]+)"/g);
  const parts = [...shown].flatMap(([, value]) => value.split(/,\s+/)).map((one) => new URL(one.split(" ")[0], key).href);
  for (const part of new Set(parts.filter((one) => kind(one) === "named"))) {
    if (await cache.match(part)) continue;
    await put(cache, part, await caches.match(part) ?? await fetch(part));
  }
};

addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || request.headers.has("range")) return;
  const known = kind(request.url);
  if (known === "named") event.respondWith(named(bare(request.url)));
  if (known === "page") event.respondWith(page(event));
});

addEventListener("message", (event) => {
  const wanted = [...new Set((event.data?.keep ?? []).map(bare))].filter((url) => kind(url) === "page");
  event.waitUntil((async () => {
    for (const url of wanted) await keep(url).catch(() => { /* another time */ });
  })());
});

// Pages that an older worker kept are fetched anew before it goes: nobody loses a page, or keeps an old one.
addEventListener("install", (event) => event.waitUntil((async () => {
  const cache = await caches.open(NAME);
  await cache.addAll(SHELL.map((path) => new Request(new URL(path, HOME), { cache: "no-cache" })));
  for (const name of (await caches.keys()).filter((one) => one.startsWith(MARK) && one !== NAME)) {
    const old = await (await caches.open(name)).keys();
    for (const { url } of old) if (kind(url) === "page") await keep(url);
  }
  await skipWaiting();
})()));

addEventListener("activate", (event) => event.waitUntil((async () => {
  for (const name of await caches.keys()) if (name.startsWith(MARK) && name !== NAME) await caches.delete(name);
  await clients.claim();
})()));
