// The time until a deadline, in the reader's time zone; "closed" after it, "open" once it begins.
const relative = new Intl.RelativeTimeFormat(document.documentElement.lang || undefined, { numeric: "auto" });
const spoken = document.documentElement.lang;
const own = new Intl.DateTimeFormat(spoken === "en" ? "en-GB" : spoken || undefined, { dateStyle: "medium", timeStyle: "short" });
const away = (minutes) => {
  if (minutes >= 2880) return relative.format(Math.floor(minutes / 1440), "day");
  return minutes >= 120 ? relative.format(Math.floor(minutes / 60), "hour") : relative.format(Math.max(1, Math.floor(minutes)), "minute");
};
for (const list of modules("deadline")) {
  for (const item of list.querySelectorAll("[data-until], [data-opens]")) {
    const left = item.querySelector(".deadlines__left"), go = item.querySelector(".deadlines__go");
    const until = item.dataset.until && new Date(item.dataset.until), opens = item.dataset.opens && new Date(item.dataset.opens);
    const time = item.querySelector("time");
    if (time) time.title = `${own.format(until)} ${word("your time")}`;
    if (until && until < Date.now()) { item.classList.add("deadlines__item--closed"); left.textContent = word("closed"); }
    else if (opens && opens > Date.now()) { left.textContent = `${word("opens")} ${own.format(opens)}`; go?.remove(); }
    else if (until) left.textContent = `${away((until - Date.now()) / 6e4)} · ${own.format(until)} ${word("your time")}`;
  }
}
