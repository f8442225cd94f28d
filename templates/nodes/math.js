// Copied text contains the TeX of each formula that the selection touches.
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
  for (const button of copied.querySelectorAll("button")) button.remove();
  for (const formula of formulas) {
    const mark = formula.getAttribute("display") === "block" ? "$$" : "$";
    const [before, after] = [":first-child", ":last-child"].map((end) => formula.querySelector(`:scope > ${end} > .math__sign${end}`)?.textContent ?? "");
    formula.replaceWith(`${before}${mark}${formula.getAttribute("alttext")}${mark}${after}`);
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
// The TeX can be copied: a displayed formula has a button, one in a line gets it when it is pressed.
{
  const copyTex = (formula) => copyButton(() => formula().getAttribute("alttext"), word("Copy TeX"), "math__copy");
  for (const box of document.querySelectorAll(".math:has(math)")) box.append(copyTex(() => box.querySelector("math")));
  const PRESSABLE = "a, button, label, summary";
  let pressed;
  const button = copyTex(() => pressed);
  const place = () => {
    document.body.append(button);
    const at = pressed.getBoundingClientRect(), top = at.top - button.offsetHeight - 4;
    button.style.left = `${Math.max(8, Math.min(at.left, innerWidth - button.offsetWidth - 8)) + scrollX}px`;
    button.style.top = `${(top > 0 ? top : at.bottom + 4) + scrollY}px`;
  };
  document.addEventListener("click", ({ target, pointerType }) => {
    if (button.contains(target)) return;
    button.remove();
    const formula = target.closest?.("math");
    if (!formula || !getSelection().isCollapsed || formula.closest(PRESSABLE)) return;
    const displayed = formula.closest(".math")?.querySelector(".math__copy");
    if (!displayed) { pressed = formula; place(); } else if (pointerType === "touch") displayed.focus({ preventScroll: true });
  });
  // By the keyboard, the formulas in lines are one stop: arrow keys go from one to the next, Enter copies.
  const inLines = [...document.querySelectorAll("main math:not([display])")].filter((formula) => !formula.closest(PRESSABLE));
  let stop;
  const stopAt = (formula) => {
    stop?.removeAttribute("tabindex");
    stop = formula;
    stop?.setAttribute("tabindex", "0");
  };
  stopAt(inLines[0]);
  document.addEventListener("focusin", ({ target }) => {
    if (target === stop) { pressed = stop; place(); } else if (!button.contains(target)) button.remove();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") button.remove();
    if (!stop || event.target !== stop) return;
    if (event.key === "Enter") button.click();
    const next = inLines[inLines.indexOf(stop) + ({ ArrowLeft: -1, ArrowRight: 1 }[event.key] ?? 0)];
    if (!next || next === stop) return;
    event.preventDefault();
    stopAt(next);
    next.focus();
  });
}
