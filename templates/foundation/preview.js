// Previews of references, on hover and on focus; not on touch.
{
  const CAN = "a[data-reference]"; // content cannot write this mark: only templates do
  const html = document.documentElement;
  const start = (event) => {
    const link = event.target.closest?.(CAN);
    if (!link || event.pointerType === "touch" || (event.type === "focusin" && !link.matches(":focus-visible"))) return;
    load(html.dataset.preview).then((preview) => preview.show(link, event.type, { read, adoptStyles }));
  };
  if (html.dataset.preview) for (const type of ["pointerover", "focusin"]) document.addEventListener(type, start);
}
