// A figure that acts is loaded when the learner asks for it, into a frame that reaches nothing.
for (const root of modules("interactive")) {
  const button = make("button", { type: "button", className: "interactive__show", textContent: word("Show it here") });
  button.addEventListener("click", () => {
    const shown = make("iframe", { className: "interactive__frame", title: root.dataset.title });
    shown.setAttribute("sandbox", "allow-scripts");
    shown.src = root.dataset.frame;
    button.remove();
    for (const still of root.parentElement.querySelectorAll(":scope > img")) still.hidden = true;
    root.append(shown);
    shown.focus();
  });
  root.append(button);
}
