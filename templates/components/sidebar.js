// The current lesson is in view; the drawer closes when a lesson is chosen.
for (const nav of modules("sidebar")) {
  const current = nav.querySelector("[aria-current]");
  const reveal = () => {
    if (!current) return;
    const place = current.getBoundingClientRect(), frame = nav.getBoundingClientRect();
    if (place.bottom > frame.bottom || place.top < frame.top) nav.scrollTop += place.top - frame.top - frame.height / 3;
  };
  reveal();
  nav.addEventListener("toggle", reveal);
  nav.addEventListener("click", (event) => {
    if (event.target.closest("a") && nav.matches(":popover-open")) nav.hidePopover();
  });
}
