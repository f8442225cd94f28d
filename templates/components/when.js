// Times in the reader's time zone beside those of the place; either can be first.
const KEY = "times";
const spoken = document.documentElement.lang;
const language = spoken === "en" ? "en-GB" : spoken || undefined;
const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
const format = (options) => new Intl.DateTimeFormat(language, options);
const clock = (zone) => format({ hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: zone });
const keyOf = (zone) => { const day = new Intl.DateTimeFormat("en-CA", { year: "numeric", month: "2-digit", day: "2-digit", timeZone: zone }); return (date) => day.format(date); };
const note = modules("when")[0];
if (note) {
  const venue = note.dataset.zone;
  const clocks = { venue: clock(venue), reader: clock(own) };
  const days = { venue: keyOf(venue), reader: keyOf(own) };
  const times = [...document.querySelectorAll(".when")].map((when) => {
    const dates = [...when.querySelectorAll("time")].map((time) => new Date(time.dateTime));
    const shown = (zone) => dates.map((date) => clocks[zone].format(date)).join("–");
    const apart = Math.round((new Date(days.reader(dates[0])) - new Date(days.venue(dates[0]))) / 864e5);
    return { when, start: dates[0], venue: shown("venue"), reader: shown("reader"), apart };
  });
  const differs = times.some((time) => time.venue !== time.reader || time.apart);
  const sign = (number) => number > 0 ? `+${number}` : `−${-number}`;
  const later = (number) => number ? ` (${word("{days} day").replace("{days}", sign(number)).replaceAll(" ", "\u00a0")})` : "";
  const show = (first) => {
    const other = first === "reader" ? "venue" : "reader";
    for (const { when, ...time } of times) {
      const elements = when.querySelectorAll("time");
      const parts = time[first].split("–");
      elements.forEach((element, place) => { element.textContent = parts[place]; });
      when.querySelector(".when__other")?.remove();
      if (!differs) continue;
      const apart = first === "venue" ? time.apart : -time.apart;
      when.append(make("span", { className: "when__other", textContent: `${time[other]}${later(apart)} ${other === "reader" ? word("your time") : word("there")}` }));
    }
    document.dispatchEvent(new CustomEvent("zone", { detail: { first, day: days[first], zone: first === "reader" ? own : venue } }));
  };
  let first = stored(KEY) || ("readerFirst" in note.dataset ? "reader" : "venue");
  if (!differs) first = "venue";
  const text = note.querySelector(".when-zone__venue");
  const venueText = text.textContent;
  const button = make("button", { type: "button", className: "when-zone__switch" });
  const say = () => {
    text.textContent = first === "reader" ? word("Times are in your time zone, {zone}.").replace("{zone}", own.replaceAll("_", " ")) : venueText.replaceAll("_", " ");
    button.textContent = first === "reader" ? word("Show the times of the venue first") : word("Show my own time first");
  };
  button.addEventListener("click", () => { first = first === "reader" ? "venue" : "reader"; store(KEY, first); say(); show(first); });
  if (differs && times.length) { note.append(button); say(); }
  // After the other scripts of the page, which listen.
  setTimeout(() => show(first));
}
