// Code can be copied; prompts are left behind.
for (const box of modules("code")) {
  const code = box.querySelector("code");
  const button = make("button", { type: "button", className: "code__copy", textContent: word("Copy") });
  button.setAttribute("aria-label", word("Copy the code"));
  const text = () => {
    const clone = code.cloneNode(true);
    for (const prompt of clone.querySelectorAll(".gp, .go")) prompt.remove();
    return clone.textContent;
  };
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(text());
      button.textContent = word("Copied");
    } catch { button.textContent = word("Copying was refused"); }
    setTimeout(() => { button.textContent = word("Copy"); }, 2000);
  });
  button.setAttribute("aria-live", "polite");
  box.append(button);
}
