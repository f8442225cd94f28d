// An interactive figure is loaded when the learner asks for it, into an isolated iframe.
for (const root of modules("interactive")) {
  const button = make("button", { type: "button", className: "interactive__show", textContent: word("Show it here") });
  button.addEventListener("click", () => {
    const theme = document.documentElement.dataset.theme;
    const dark = theme ? theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    const shown = make("iframe", { className: "interactive__frame", title: root.dataset.title });
    shown.setAttribute("sandbox", "allow-scripts");
    const script = new URL(root.dataset.script, location).href;
    if (script.startsWith("file:")) shown.addEventListener("load", async () => shown.contentWindow.postMessage(await read(script), "*"));
    shown.src = root.dataset.frame + (dark ? "#dark" : "");
    addEventListener("message", ({ source, data }) => {
      if (source === shown.contentWindow && data?.figureHeight > 0) shown.style.blockSize = `${Math.min(data.figureHeight, 2000)}px`;
    });
    button.remove();
    for (const still of root.parentElement.querySelectorAll(":scope > :not(.interactive)")) still.hidden = true;
    root.append(shown);
    shown.focus();
  });
  root.append(button);
}
