// News is gone after its last day, also where the site was not built again.
for (const bar of modules("announcement")) {
  if (new Date().toISOString().slice(0, 10) > bar.dataset.until) bar.remove();
}
