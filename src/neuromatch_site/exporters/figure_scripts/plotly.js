window.draw = (figure, root, dark) => {
  // A width is the most that a figure takes: a phone has less.
  const { width, height, ...layout } = figure.layout ?? {};
  if (width) root.style.maxInlineSize = `${width}px`;
  if (height) root.style.blockSize = `${height}px`;
  const clear = "rgba(0,0,0,0)", given = layout.template;
  const axis = { gridcolor: "#4a4a4a", zerolinecolor: "#6a6a6a" };
  const on = (holder, names) => Object.fromEntries(names.map((name) => [name, { ...holder?.[name], ...axis }]));
  const axes = on(given?.layout, ["xaxis", "yaxis"]);
  const scene = { ...given?.layout?.scene, ...on(given?.layout?.scene, ["xaxis", "yaxis", "zaxis"]) };
  const night = {
    paper_bgcolor: clear,
    plot_bgcolor: clear,
    font: { ...layout.font, color: "#e8e8e8" },
    template: { ...given, layout: { ...given?.layout, ...axes, scene } },
  };
  return Plotly.newPlot(root, figure.data, { ...layout, ...(dark ? night : {}), autosize: true }, { responsive: true });
};
