// The current section is marked; beside the text, the outline is always open.
for (const nav of modules("outline")) {
  const fold = nav.querySelector("details");
  const wide = matchMedia("(min-width: 80rem)");
  const unfold = () => { fold.open = wide.matches; };
  unfold();
  wide.addEventListener("change", unfold);
  fold.querySelector("summary").addEventListener("click", (event) => { if (wide.matches) event.preventDefault(); });
  const links = new Map([...nav.querySelectorAll("a")].map((link) => [document.getElementById(decodeURIComponent(link.hash.slice(1))), link]));
  links.delete(null);
  const headings = [...links.keys()];
  const now = make("span", { className: "outline__now" });
  now.setAttribute("aria-hidden", "true");
  fold.querySelector("summary").append(now);
  nav.addEventListener("click", (event) => { if (event.target.closest("a") && !wide.matches) fold.open = false; });
  let marked;
  const mark = () => {
    const limit = innerHeight * 0.3;
    const passed = headings.filter((heading) => heading.getBoundingClientRect().top < limit);
    const link = links.get(passed.at(-1) ?? headings[0]);
    if (link === marked) return;
    marked?.classList.remove("is-current");
    marked?.removeAttribute("aria-current");
    marked = link;
    marked?.classList.add("is-current");
    marked?.setAttribute("aria-current", "location");
    now.replaceChildren(...[...(marked?.childNodes ?? [])].map((part) => part.cloneNode(true)));
  };
  let waiting = false;
  addEventListener("scroll", () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => { waiting = false; mark(); });
  }, { passive: true });
  mark();
}
