// Runs the code of the page, if the course has a JupyterLite.
{
  const address = document.documentElement.dataset.run;
  for (const root of modules("run")) if (address) load(address).then(({ start }) => start(root, { word, make }));
}
