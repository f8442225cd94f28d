// An image that is shown smaller than its size can be enlarged.
{
  let dialog;
  const show = (image) => {
    if (!dialog) {
      dialog = make("dialog", { className: "zoom__dialog" }, make("img", { alt: "" }), make("button", { type: "button", className: "zoom__close", textContent: word("Close") }));
      dialog.addEventListener("click", () => dialog.close());
      document.body.append(dialog);
    }
    Object.assign(dialog.firstChild, { src: image.currentSrc || image.src, alt: image.alt });
    dialog.setAttribute("aria-label", word("Picture"));
    dialog.showModal();
  };
  const offer = (image) => {
    const figure = image.closest(".container");
    if (!figure || image.closest("a") || image.naturalWidth < image.clientWidth * 1.2) return;
    const button = make("button", { type: "button", className: "zoom", title: word("Enlarge") });
    button.setAttribute("aria-label", word("Enlarge the picture"));
    button.addEventListener("click", () => show(image));
    image.classList.add("image--zoom");
    image.addEventListener("click", () => show(image));
    image.after(button);
  };
  for (const image of document.querySelectorAll(".container img.image")) {
    if (image.complete && image.naturalWidth) offer(image);
    else image.addEventListener("load", () => offer(image), { once: true });
  }
}
