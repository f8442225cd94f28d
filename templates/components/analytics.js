// Visits are counted where the author wants it; nothing is loaded for it anywhere else.
for (const box of modules("analytics")) load(box.dataset.script).then((analytics) => analytics.start(box, { word, make, stored, store }));
