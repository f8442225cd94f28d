// The current lesson is in view; the drawer closes when a lesson is chosen. Weeks that are links to
// their pages unfold once somebody reaches for the contents, as they stand on the front page.
for (const nav of modules("sidebar")) {
  const current = nav.querySelector("[aria-current]");
  const reveal = () => {
    if (!current) return;
    const place = current.getBoundingClientRect(), frame = nav.getBoundingClientRect();
    if (place.bottom > frame.bottom || place.top < frame.top) nav.scrollTop += place.top - frame.top - frame.height / 3;
  };
  reveal();
  // As a drawer it is modal: what is behind it is out of reach, and focus returns when it closes.
  const behind = (part) => part === document.body ? [] : [...part.parentElement.children].filter((one) => one !== part).concat(behind(part.parentElement));
  nav.addEventListener("toggle", (event) => {
    const open = event.newState === "open";
    for (const one of behind(nav)) one.inert = open;
    if (open) { reveal(); (current ?? nav.querySelector(".sidebar__close")).focus(); }
    else document.querySelector(".header__menu")?.focus();
  });
  nav.addEventListener("click", (event) => {
    if (event.target.closest("a:not(.sidebar__folded)") && nav.matches(":popover-open")) nav.hidePopover();
  });
  const folded = [...nav.querySelectorAll(".sidebar__folded")];
  if (!folded.length) continue;
  const unfold = async () => {
    const front = new DOMParser().parseFromString(await read(SITE.href), "text/html");
    for (const link of front.querySelectorAll(".sidebar a")) link.href = new URL(link.getAttribute("href"), SITE);
    const groups = [...front.querySelectorAll(".sidebar__group")];
    for (const link of folded) {
      const group = groups.find((one) => one.querySelector("a").href === link.href);
      const focused = link === document.activeElement;
      if (group) link.replaceWith(group);
      if (group && focused) group.querySelector("summary").focus();
    }
    document.dispatchEvent(new Event("contents"));
  };
  let loading;
  const reach = () => (loading ??= unfold().catch(() => {}));
  for (const type of ["pointerenter", "focusin", "toggle"]) nav.addEventListener(type, reach, { once: true });
  for (const link of folded) {
    link.addEventListener("click", async (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      const line = link.parentElement;
      await reach();
      const group = line.querySelector("details");
      if (group) group.open = true;
      else location.href = link.href;
    });
  }
}
