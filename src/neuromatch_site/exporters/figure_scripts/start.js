// The first of the scripts of a figure's page: it draws when the page is shown in a sandboxed frame, and only there. Such a
// frame has the origin "null": opened on its own, no figure of a stranger acts on the origin of the course.
window.start = async (figure) => {
  const root = document.getElementById("figure");
  if (origin !== "null") return;
  const dark = location.hash === "#dark" && root.className !== "bokeh"; // whose figures have a ground of their own
  document.documentElement.classList.toggle("dark", dark);
  try {
    await window.draw(figure, root, dark);
  } catch (error) {
    root.append(Object.assign(document.createElement("p"), { className: "message", textContent: `This figure cannot be shown: ${error.message || error}` }));
  }
  // As tall as what it holds: the page that shows it cannot look inside.
  if (getComputedStyle(root).blockSize !== `${innerHeight}px`) new ResizeObserver(() => parent.postMessage({ figureHeight: Math.ceil(root.getBoundingClientRect().height) }, "*")).observe(root);
};
