// On paper what is folded is open, solutions stand at the end of their page, and what is wide is smaller: a browser
// would print all of the page as much smaller, or cut it where it is written from right to left.
{
  const undo = [];
  addEventListener("beforeprint", () => {
    for (const details of document.querySelectorAll("details:not([open], .outline__fold)")) {
      details.open = true;
      undo.push(() => { details.open = false; });
    }
    const scale = 14 / parseFloat(getComputedStyle(document.body).fontSize); // of text on paper, 10.5 pt
    for (const frame of document.querySelectorAll(".math__formula, .table")) {
      const { style } = frame;
      Object.assign(style, { flex: "none", inlineSize: 0 }); // to see how wide it is at least
      const fits = 620 / (frame.scrollWidth * scale);
      Object.assign(style, { flex: "", inlineSize: "", zoom: Math.min(fits, 1) });
      undo.push(() => {
        frame.setAttribute("style", ""); // Chromium removes no attribute that it has not written yet
        frame.removeAttribute("style");
      });
    }
    for (const prose of document.querySelectorAll(".prose")) {
      const solutions = [...prose.querySelectorAll(".solution")];
      if (!solutions.length) continue;
      const end = make("section", { className: "print-solutions" }, make("h2", { textContent: word("Solutions") }));
      for (const solution of solutions) {
        const place = document.createComment("");
        solution.replaceWith(place);
        end.append(solution);
        undo.push(() => place.replaceWith(solution));
      }
      prose.append(end);
      undo.push(() => end.remove());
    }
  });
  addEventListener("afterprint", () => { for (const one of undo.splice(0)) one(); });
}
