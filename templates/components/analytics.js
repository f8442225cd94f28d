// Analytics, loaded only if the course has it.
for (const box of modules("analytics")) load(box.dataset.script).then((analytics) => analytics.start(box, { word, make, stored, store }));
