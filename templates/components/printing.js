// Prints all pages of a week, or of the course, as one document.
for (const button of modules("printing")) {
  button.addEventListener("click", async () => {
    button.disabled = true;
    const said = button.textContent;
    button.textContent = word("Collecting the pages …");
    try { await (await load(button.dataset.script)).print(button.dataset.pages.trim().split(/\s+/), { read, make, load, word, adoptStyles }); }
    finally { button.textContent = said; button.disabled = false; }
  });
}
