// What does not scroll is no stop of the Tab key.
{
  const frames = [...modules("scroll"), ...document.querySelectorAll(".code > pre")];
  const measure = (frame) => {
    if (frame.scrollWidth > frame.clientWidth || frame.scrollHeight > frame.clientHeight) frame.tabIndex = 0;
    else frame.removeAttribute("tabindex");
  };
  const watch = new ResizeObserver(() => frames.forEach(measure));
  for (const frame of frames) {
    watch.observe(frame);
    if (frame.firstElementChild) watch.observe(frame.firstElementChild);
  }
}
