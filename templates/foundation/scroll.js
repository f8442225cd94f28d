// Elements are stops of the Tab key only if they scroll; their edges show that there is more.
document.addEventListener("DOMContentLoaded", () => {
  const frames = [...modules("scroll"), ...document.querySelectorAll(".math__frame, .code > pre, .tab-set__tabs, .header__nav")];
  const show = (frame) => {
    // what is in line, as formulas are in Firefox, has no width of its own and cuts nothing
    const hidden = frame.clientWidth && frame.scrollWidth - frame.clientWidth;
    const left = frame.scrollLeft + (getComputedStyle(frame).direction === "rtl" ? hidden : 0); // from 0 down to -hidden
    frame.classList.toggle("is-cut-left", left > 1);
    frame.classList.toggle("is-cut-right", hidden - left > 1);
  };
  const measure = (frame) => {
    show(frame);
    if (frame.matches(".tab-set__tabs, .header__nav")) return;
    const down = frame.scrollHeight > frame.clientHeight && getComputedStyle(frame).overflowY !== "hidden";
    if (down || frame.scrollWidth > frame.clientWidth) frame.tabIndex = 0;
    else frame.removeAttribute("tabindex");
  };
  // A long title, or large text, makes the header higher than what stops below it expects.
  const header = document.querySelector(".header");
  if (header) new ResizeObserver(() => {
    const high = header.offsetHeight; // as a rule 57: then nothing is to be laid out again
    document.documentElement.style.setProperty("--header", high > 58 ? `${high}px` : "");
  }).observe(header);
  const watch = new ResizeObserver(() => frames.forEach(measure));
  for (const frame of frames) {
    frame.addEventListener("scroll", () => show(frame), { passive: true });
    watch.observe(frame);
    if (frame.firstElementChild) watch.observe(frame.firstElementChild);
  }
});
