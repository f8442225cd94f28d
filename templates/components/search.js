// Search opens with its button or Ctrl/Cmd-K; nothing is loaded before.
for (const link of modules("search")) {
  const open = () => load(link.dataset.script).then((search) => search.open({ site: SITE, word, load }), () => location.assign(link.href));
  const mac = /Mac|iPhone|iPad/.test(navigator.platform);
  const hint = link.querySelector("kbd");
  if (hint) hint.textContent = mac ? "⌘ K" : "Ctrl K";
  link.setAttribute("role", "button");
  link.setAttribute("aria-haspopup", "dialog");
  link.setAttribute("aria-keyshortcuts", mac ? "Meta+K" : "Control+K");
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    open();
  });
  link.addEventListener("keydown", (event) => {
    if (event.key !== " " && event.key !== "/") return;
    event.preventDefault();
    open();
  });
  document.addEventListener("keydown", (event) => {
    if ((event.metaKey || event.ctrlKey) && !event.shiftKey && !event.altKey && event.key.toLowerCase() === "k") {
      event.preventDefault();
      open();
    }
  });
}
for (const box of modules("search-page")) {
  load(box.dataset.script).then((search) => search.place(box, { site: SITE, word, load }));
}
