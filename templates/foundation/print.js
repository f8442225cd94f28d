// On paper what is folded is open, and solutions stand at the end of their page.
{
  const undo = [];
  addEventListener("beforeprint", () => {
    for (const details of document.querySelectorAll("details:not([open], .outline__fold)")) {
      details.open = true;
      undo.push(() => { details.open = false; });
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
