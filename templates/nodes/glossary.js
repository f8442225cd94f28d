// A long glossary, or list of references, has an alphabet and a filter.
for (const box of document.querySelectorAll(".glossary, .bibliography[aria-label]")) {
  const entries = [...box.querySelectorAll("dt, .bibliography__list > li")];
  if (entries.length < 15) continue;
  const text = (entry) => `${entry.textContent} ${entry.tagName === "DT" ? entry.nextElementSibling?.textContent ?? "" : ""}`.toLowerCase();
  const first = (entry) => entry.textContent.trim().normalize("NFD").match(/\p{L}|\p{N}/u)?.[0].toUpperCase() ?? "";
  const letters = new Map();
  for (const entry of entries) if (first(entry) && !letters.has(first(entry))) letters.set(first(entry), entry);
  const jump = make("p", { className: "glossary__letters" }, ...[...letters].map(([letter, entry]) => {
    if (!entry.id) entry.id = `_${letter}`;
    return make("a", { href: `#${entry.id}`, textContent: letter });
  }));
  const input = make("input", { type: "search", className: "glossary__filter", placeholder: word("Filter") });
  input.setAttribute("aria-label", word("Filter"));
  const status = make("span", { className: "glossary__status" });
  status.setAttribute("role", "status");
  input.addEventListener("input", () => {
    const wanted = input.value.trim().toLowerCase();
    let count = 0;
    for (const entry of entries) {
      const shown = text(entry).includes(wanted);
      count += shown;
      entry.hidden = !shown;
      if (entry.tagName === "DT") for (let next = entry.nextElementSibling; next?.tagName === "DD"; next = next.nextElementSibling) next.hidden = !shown;
    }
    status.textContent = wanted ? word("{count} found").replace("{count}", count) : "";
  });
  box.prepend(make("div", { className: "glossary__tools" }, jump, input, status));
}
