// Code can be copied, without prompts.
for (const box of modules("code")) {
  const code = box.querySelector("code");
  box.append(copyButton(() => {
    const clone = code.cloneNode(true);
    for (const prompt of clone.querySelectorAll(".gp, .go")) prompt.remove();
    return clone.textContent.replace(/\n$/, "");
  }, word("Copy"), "code__copy"));
}
