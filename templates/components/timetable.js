// The reader's slot, kept in this browser: times from its start become times of the reader's clock. Today is marked.
const spoken = document.documentElement.lang;
const clock = new Intl.DateTimeFormat(spoken === "en" ? "en-GB" : spoken || undefined, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const dayOf = new Intl.DateTimeFormat("en-CA", { year: "numeric", month: "2-digit", day: "2-digit" });
const sign = (number) => number > 0 ? `+${number}` : `−${-number}`;
for (const box of modules("timetable")) {
  const key = `slot ${document.documentElement.dataset.site}`;
  const select = box.querySelector(".timetable__choice select");
  const rows = [...box.querySelectorAll("tr[data-slot]")];
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone.replaceAll("_", " ");
  const offsets = [...box.querySelectorAll(".timetable__offset")];
  for (const offset of offsets) offset.dataset.text = offset.textContent;

  // By the reader's clock, with the days that it is off the day on which the offset is counted.
  const shown = (base, minutes, date) => {
    const moment = new Date(base + minutes * 6e4);
    const apart = Math.round((Date.parse(dayOf.format(moment)) - Date.parse(date)) / 864e5);
    return clock.format(moment) + (apart ? ` (${word("{days} day").replace("{days}", sign(apart))})` : "");
  };
  const show = () => {
    const chosen = select.value;
    for (const offset of offsets) {
      const day = offset.closest("[data-starts]"), start = chosen === "" ? "" : day?.dataset.starts.split(" ")[chosen];
      if (!start) { offset.textContent = offset.dataset.text; continue; }
      const base = Date.parse(start), date = day.dataset.date ?? dayOf.format(base);
      const { from, to } = offset.dataset;
      offset.textContent = shown(base, Number(from), date) + (to !== from ? `–${shown(base, Number(to), date)}` : "");
    }
    rows.forEach((row, place) => row.classList.toggle("is-current", `${place}` === chosen));
    const first = chosen === "" ? null : rows[chosen]?.querySelector("time");
    box.querySelector(".timetable__chosen").textContent = first ? word("Times are in your time zone, {zone}.").replace("{zone}", own) : "";
    for (const head of box.querySelectorAll(".timetable__kind thead th:first-child")) {
      head.dataset.text ??= head.textContent;
      head.textContent = chosen === "" ? head.dataset.text : word("Your time");
    }
  };
  if (select) {
    select.value = rows.findIndex((row) => row.dataset.slot === stored(key));
    if (select.selectedIndex < 0) select.value = "";
    select.addEventListener("change", () => { store(key, rows[select.value]?.dataset.slot ?? ""); show(); });
    for (const row of rows) {
      const time = row.querySelector("time");
      if (time) time.after(` · ${clock.format(new Date(time.dateTime))} ${word("your time")}`);
    }
    show();
  }
  const today = dayOf.format(Date.now());
  const day = box.querySelector(`.timetable__day[data-date="${today}"]`);
  if (day) {
    day.classList.add("is-current");
    day.setAttribute("aria-current", "date");
    day.prepend(make("strong", { className: "timetable__date", textContent: `${word("Today")} · ` }));
  }
}
