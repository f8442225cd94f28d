// What does not scroll is no stop of the Tab key.
{
  const frames = [...modules("scroll"), ...document.querySelectorAll(".code > pre")];
  const measure = (frame) => {
    if (frame.scrollWidth > frame.clientWidth || frame.scrollHeight > frame.clientHeight) frame.tabIndex = 0;
    else frame.removeAttribute("tabindex");
  };
  const watch = new ResizeObserver((entries) => { for (const entry of entries) measure(entry.target); });
  for (const frame of frames) watch.observe(frame);
}
