// The reader's slot, stored in this browser: times relative to its start become local times. Today is marked.
const spoken = document.documentElement.lang;
const language = spoken === "en" ? "en-GB" : spoken || undefined;
const time = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
const clock = new Intl.DateTimeFormat(language, time);
const moment = new Intl.DateTimeFormat(language, { weekday: "short", day: "numeric", month: "short", ...time });
const dayOf = new Intl.DateTimeFormat("en-CA", { year: "numeric", month: "2-digit", day: "2-digit" });
const sign = (number) => number > 0 ? `+${number}` : `−${-number}`;
for (const box of modules("timetable")) {
  const key = `slot ${document.documentElement.dataset.site}`;
  const select = box.querySelector(".timetable__choice select");
  const rows = [...box.querySelectorAll("tr[data-slot]")];
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone.replaceAll("_", " ");
  const own = (format, at) => make("span", { className: "timetable__own timetable__note", textContent: `${format.format(at)} ${word("your time")}` });
  const offsets = [...box.querySelectorAll(".timetable__offset")];
  for (const offset of offsets) offset.dataset.text = offset.textContent;

  // By the reader's clock, with the days that it is off the day on which the offset is counted.
  const shown = (base, minutes, date) => {
    const at = new Date(base + minutes * 6e4);
    const apart = Math.round((Date.parse(dayOf.format(at)) - Date.parse(date)) / 864e5);
    return clock.format(at) + (apart ? ` (${word("{days} day").replace("{days}", sign(apart))})` : "");
  };
  const chosen = () => select?.value ?? "";
  const startOf = (place) => chosen() === "" ? "" : place?.dataset.starts?.split(" ")[chosen()];

  // A day is where its own slot puts it: at 22:00 UTC, Monday's begins on Tuesday in Kolkata.
  const mark = () => {
    const today = dayOf.format(Date.now());
    for (const day of box.querySelectorAll(".timetable__day")) {
      for (const old of day.querySelectorAll(".timetable__own")) old.remove();
      const start = startOf(day) && new Date(startOf(day)), date = start ? dayOf.format(start) : day.dataset.date;
      const isToday = date === today;
      if (start) day.querySelector("time").after(own(date === day.dataset.date ? clock : moment, start));
      if (isToday) day.prepend(make("strong", { className: "timetable__own timetable__date", textContent: `${word("Today")} · ` }));
      day.classList.toggle("is-current", isToday);
      if (isToday) day.setAttribute("aria-current", "date"); else day.removeAttribute("aria-current");
    }
  };
  const show = () => {
    for (const row of box.querySelectorAll("[data-slots]")) row.hidden = chosen() !== "" && !row.dataset.slots.split(" ").includes(chosen());
    for (const offset of offsets) {
      const start = startOf(offset.closest("[data-starts]"));
      if (!start) { offset.textContent = offset.dataset.text; continue; }
      const base = Date.parse(start), date = dayOf.format(base);
      const { from, to } = offset.dataset;
      offset.textContent = shown(base, Number(from), date) + (to !== from ? `–${shown(base, Number(to), date)}` : "");
    }
    rows.forEach((row, place) => row.classList.toggle("is-current", `${place}` === chosen()));
    const first = chosen() === "" ? null : rows[chosen()]?.querySelector("time");
    box.querySelector(".timetable__chosen").textContent = first ? word("Times are in your time zone, {zone}.").replace("{zone}", zone) : "";
    for (const head of box.querySelectorAll(".timetable__kind thead th:first-child")) {
      head.dataset.text ??= head.textContent;
      head.textContent = chosen() === "" ? head.dataset.text : word("Your time");
    }
    mark();
  };
  if (select) {
    select.value = rows.findIndex((row) => row.dataset.slot === stored(key));
    if (select.selectedIndex < 0) select.value = "";
    select.addEventListener("change", () => { store(key, rows[select.value]?.dataset.slot ?? ""); show(); });
    for (const row of rows) {
      const time = row.querySelector("time");
      if (time) time.parentElement.append(own(clock, new Date(time.dateTime)));
    }
    show();
  } else mark();
}
