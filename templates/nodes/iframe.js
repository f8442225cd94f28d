// An embedded page is loaded when the learner asks for it, and never before; slides, too.
for (const root of [...modules("iframe"), ...modules("slides")]) {
  const name = root.classList[0];
  const slides = name === "slides";
  const button = make("button", { type: "button", className: `${name}__show`, textContent: slides ? word("Show the slides") : word("Show it here") });
  button.addEventListener("click", () => {
    const shown = make("iframe", { className: `${name}__frame`, title: root.dataset.title, allowFullscreen: true, referrerPolicy: "strict-origin-when-cross-origin" });
    shown.setAttribute("sandbox", "allow-scripts allow-same-origin allow-popups allow-forms");
    shown.src = root.dataset.frame;
    if (root.dataset.height) Object.assign(shown.style, { aspectRatio: "auto", blockSize: `${root.dataset.height}px` });
    button.remove();
    root.append(shown);
    shown.focus();
  });
  if (slides) root.querySelector(".slides__download").before(button);
  else root.append(button);
}
