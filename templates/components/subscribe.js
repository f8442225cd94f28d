// Beside a calendar file: a link that subscribes to it, so that changes come by themselves.
for (const link of modules("subscribe")) {
  if (!location.protocol.startsWith("http")) continue;
  link.after(" ", make("a", { href: link.href.replace(/^https?:/, "webcal:"), textContent: word("Subscribe") }));
}
