// giscus comments, in an iframe, when a reader asks for them.
for (const line of modules("comments")) {
  const { repo, repoId, category, categoryId, term } = line.dataset;
  const button = make("button", { type: "button", className: "comments__show", textContent: word("Show the comments") });
  button.addEventListener("click", () => {
    const source = new URL("https://giscus.app/widget");
    const theme = document.documentElement.dataset.theme ?? "preferred_color_scheme";
    for (const [key, value] of Object.entries({ origin: location.href.split("#")[0], repo, repoId, category, categoryId, term, theme, reactionsEnabled: 1, strict: 1 })) source.searchParams.set(key, value);
    const frame = make("iframe", { className: "comments__frame", src: source, title: word("Comments") });
    addEventListener("message", ({ origin, data }) => {
      if (origin === "https://giscus.app" && data?.giscus?.resizeHeight) frame.height = data.giscus.resizeHeight;
    });
    button.remove();
    line.after(frame);
    frame.focus();
  });
  line.prepend(button);
}
