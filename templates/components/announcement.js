// An announcement is shown from its date (first time zone on Earth) until its end, even if the site is not built again.
const begun = (date) => Date.now() >= Date.parse(`${date}T00:00+14:00`);
for (const bar of modules("announcement")) {
  if (begun(bar.dataset.date) && Date.now() <= Date.parse(bar.dataset.until) + 6e4) continue;
  const box = bar.parentElement;
  bar.remove();
  if (!box.children.length) box.remove();
}
for (const list of modules("announcements")) {
  for (const item of list.querySelectorAll("[data-date]")) if (!begun(item.dataset.date)) item.remove();
  if (!list.querySelector("[data-date]")) list.remove();
}
