// On paper what is folded is open, solutions stand at the end of their page, how to cite it and the licence below the
// title: at the end they would stand on a sheet of their own. What is wide is smaller: a browser would print all of
// the page as much smaller, or cut it where it is written from right to left.
{
  const undo = [];
  const move = (node, end) => {
    const place = document.createComment("");
    node.replaceWith(place);
    end.append(node);
    undo.push(() => place.replaceWith(node));
  };
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
      undo.push(() => frame.toggleAttribute("style")); // not `removeAttribute`: Chromium removes none that nobody has read
    }
    for (const prose of document.querySelectorAll(".prose")) {
      const solutions = [...prose.querySelectorAll(".solution")];
      if (!solutions.length) continue;
      const end = make("section", { className: "print-solutions" }, make("h2", { textContent: word("Solutions") }));
      for (const solution of solutions) move(solution, end);
      prose.append(end);
      undo.push(() => end.remove());
    }
    const head = document.querySelector(".article__header, .hero");
    if (head) for (const node of document.querySelectorAll(".citation, .footer")) move(node, head);
  });
  addEventListener("afterprint", () => { for (const one of undo.splice(0)) one(); });
}
