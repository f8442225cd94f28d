// Registers the service worker for offline reading if the course has one; otherwise removes an old one.
{
  const workers = location.protocol === "file:" ? undefined : navigator.serviceWorker;
  const previewed = document.querySelector('script[src^="/-/preview/"]');
  const worker = previewed ? undefined : document.documentElement.dataset.worker;
  const week = () => {
    const here = document.querySelector(".sidebar [aria-current]")?.closest(".sidebar__group");
    return here && !navigator.connection?.saveData ? [...here.querySelectorAll("a")].map((link) => link.href) : [];
  };
  const keep = async () => {
    await workers.register(new URL(worker, location), { updateViaCache: "none" });
    const { active } = await workers.ready;
    active.postMessage({ keep: [location.href, ...week()] });
  };
  const forget = async () => {
    const old = await workers.getRegistration(SITE);
    if (old?.scope !== SITE.href || !old.active?.scriptURL.endsWith("/service-worker.js")) return;
    await old.unregister();
    for (const name of await caches.keys()) if (name.startsWith(`${SITE.href} `)) await caches.delete(name);
  };
  for (const box of modules("offline")) load(box.dataset.script).then((offline) => offline.place(box, { site: SITE, word, make }));
  if (workers) addEventListener("load", () => (worker ? keep() : forget()).catch(() => { /* refused */ }));
}
