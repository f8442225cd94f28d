// The citation can be copied, without the sources of an adapted course and without its label.
for (const box of modules("citation")) {
  const files = box.querySelector(".citation__files");
  const text = [...box.querySelectorAll(".citation__text")].findLast((one) => one.compareDocumentPosition(files) & Node.DOCUMENT_POSITION_FOLLOWING).cloneNode(true);
  text.querySelector("b")?.remove();
  files.prepend(copyButton(() => text.textContent.trim(), word("Copy the citation"), "citation__copy"), " ");
}
