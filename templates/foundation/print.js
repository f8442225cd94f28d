// On paper what is folded is open, and solutions stand at the end.
{
  const folded = new Set(), moved = [];
  let end;
  addEventListener("beforeprint", () => {
    for (const details of document.querySelectorAll("details:not([open], .outline__fold)")) { details.open = true; folded.add(details); }
    const solutions = [...document.querySelectorAll(".article .solution")];
    if (!solutions.length) return;
    end = make("section", { className: "print-solutions" }, make("h2", { textContent: word("Solutions") }));
    for (const solution of solutions) {
      const place = document.createComment("");
      solution.replaceWith(place);
      moved.push([place, solution]);
      end.append(solution);
    }
    document.querySelector(".article .prose").append(end);
  });
  addEventListener("afterprint", () => {
    for (const [place, solution] of moved.splice(0)) place.replaceWith(solution);
    end?.remove();
    for (const details of folded) details.open = false;
    folded.clear();
  });
}
