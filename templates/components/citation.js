// The citation can be copied.
for (const box of modules("citation")) {
  const text = box.querySelector("[data-citation]");
  box.querySelector(".citation__files").prepend(copyButton(() => text.textContent, word("Copy the citation"), "citation__copy"), " ");
}
