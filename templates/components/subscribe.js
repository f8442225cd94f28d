// Adds a link that subscribes to a calendar, so that changes are updated automatically.
for (const link of modules("subscribe")) {
  if (!location.protocol.startsWith("http")) continue;
  link.after(" ", make("a", { href: link.href.replace(/^https?:/, "webcal:"), textContent: word("Subscribe") }));
}
