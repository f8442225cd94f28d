// On paper what is folded is open, and solutions stand at the end of their page.
{
  const folded = new Set(), moved = [], ends = [];
  addEventListener("beforeprint", () => {
    for (const details of document.querySelectorAll("details:not([open], .outline__fold)")) { details.open = true; folded.add(details); }
    for (const prose of document.querySelectorAll(".prose")) {
      const solutions = [...prose.querySelectorAll(".solution")];
      if (!solutions.length) continue;
      const end = make("section", { className: "print-solutions" }, make("h2", { textContent: word("Solutions") }));
      for (const solution of solutions) {
        const place = document.createComment("");
        solution.replaceWith(place);
        moved.push([place, solution]);
        end.append(solution);
      }
      prose.append(end);
      ends.push(end);
    }
  });
  addEventListener("afterprint", () => {
    for (const [place, solution] of moved.splice(0)) place.replaceWith(solution);
    for (const end of ends.splice(0)) end.remove();
    for (const details of folded) details.open = false;
    folded.clear();
  });
}
