// Code of the page is run in it: what does that is loaded where the course has a JupyterLite.
{
  const address = document.documentElement.dataset.run;
  for (const root of modules("run")) if (address) load(address).then(({ start }) => start(root, { word, make }));
}
