window.draw = (figure, root, dark) => {
  const clear = "rgba(0,0,0,0)", given = figure.layout?.template;
  const axis = { gridcolor: "#4a4a4a", zerolinecolor: "#6a6a6a" };
  const axes = Object.fromEntries(["xaxis", "yaxis"].map((name) => [name, { ...given?.layout?.[name], ...axis }]));
  const night = {
    paper_bgcolor: clear,
    plot_bgcolor: clear,
    font: { ...figure.layout?.font, color: "#e8e8e8" },
    template: { ...given, layout: { ...given?.layout, ...axes } },
  };
  return Plotly.newPlot(root, figure.data, dark ? { ...figure.layout, ...night } : figure.layout, { responsive: true });
};
