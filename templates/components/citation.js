// The citation can be copied.
for (const box of modules("citation")) {
  const text = box.querySelector(".citation__text");
  box.querySelector(".citation__files").prepend(copyButton(() => text.textContent, word("Copy the citation"), "citation__copy"), " ");
}
