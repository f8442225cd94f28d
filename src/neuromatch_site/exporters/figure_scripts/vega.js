window.draw = async (figure, root, dark) => {
  const { view } = await vegaEmbed(root, figure, { actions: false, ...(dark && { theme: "dark", config: { background: "transparent" } }) });
  // One plot that is wider than the frame shrinks; bars of a fixed width, and plots side by side, scroll.
  const over = document.documentElement.scrollWidth - innerWidth;
  if (over > 0 && view.width() > over + 150 && !("x_step" in view.getState().signals)) await view.width(view.width() - over).resize().runAsync();
};
