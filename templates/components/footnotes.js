// Footnotes and references are placed beside their line on wide screens.
{
  const PLACES = ".article > .prose > p, .article > .prose > .block > p, .article > .prose > :is(ul, ol) > li";
  const shown = new Set();
  for (const mark of document.querySelectorAll(".footnote-reference a, a.cite")) {
    const target = document.getElementById(decodeURIComponent(mark.hash.slice(1)));
    if (!target || shown.has(target) || !mark.closest(PLACES)) continue;
    shown.add(target);
    const note = make("span", { className: "footnotes__margin" }, ...target.cloneNode(true).childNodes);
    note.setAttribute("aria-hidden", "true");
    for (const one of note.querySelectorAll(".footnotes__back, .bibliography__back, .bibliography__pages")) one.remove();
    for (const one of note.querySelectorAll("[id]")) one.removeAttribute("id");
    for (const link of note.querySelectorAll("a")) link.tabIndex = -1;
    const footnote = mark.closest(".footnote-reference");
    if (footnote) note.prepend(make("b", { textContent: `${mark.textContent} ` }));
    (footnote ?? mark).after(note);
  }
}
