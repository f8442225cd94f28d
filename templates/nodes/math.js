// What is copied of a page holds the TeX of its formulas: of each that the selection touches, the whole.
document.addEventListener("copy", (event) => {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed || event.target.closest?.("input, textarea")) return;
  const range = selection.getRangeAt(0).cloneRange();
  const formulaAt = (node) => (node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement)?.closest("math");
  const first = formulaAt(range.startContainer), last = formulaAt(range.endContainer);
  if (first) range.setStartBefore(first);
  if (last) range.setEndAfter(last);
  const copied = range.cloneContents(), formulas = copied.querySelectorAll("math[alttext]");
  if (!formulas.length) return;
  for (const formula of formulas) {
    const mark = formula.getAttribute("display") === "block" ? "$$" : "$";
    formula.replaceWith(`${mark}${formula.getAttribute("alttext")}${mark}`);
  }
  const shown = make("div", { className: "visually-hidden" }, copied);
  document.body.append(shown);
  event.clipboardData.setData("text/plain", shown.innerText);
  event.clipboardData.setData("text/html", shown.innerHTML);
  shown.remove();
  event.preventDefault();
});
// A formula is one word.
document.addEventListener("dblclick", (event) => {
  const formula = event.target.closest?.("math");
  if (formula) getSelection().selectAllChildren(formula);
});
