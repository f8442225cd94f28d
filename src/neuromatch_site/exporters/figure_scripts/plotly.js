window.draw = (figure, root, dark) => {
  const clear = "rgba(0,0,0,0)";
  const night = { paper_bgcolor: clear, plot_bgcolor: clear, font: { ...figure.layout?.font, color: "#e8e8e8" } };
  return Plotly.newPlot(root, figure.data, dark ? { ...figure.layout, ...night } : figure.layout, { responsive: true });
};
