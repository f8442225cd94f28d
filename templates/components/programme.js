// The programme: filters, personal agenda, what is on now, days in the displayed time zone.
for (const programme of modules("programme")) {
  const key = `agenda ${document.documentElement.dataset.site} ${programme.dataset.uid}`;
  const agenda = new Map(JSON.parse(stored(key) || "[]"));
  const talks = [...programme.querySelectorAll(".talk")];
  const form = programme.querySelector(".programme__filters");
  const found = form?.querySelector(".programme__found"), ics = form?.querySelector(".programme__ics"), now = form?.querySelector(".programme__now");
  const text = (talk, part) => talk.querySelector(part)?.textContent.trim() ?? "";
  const span = (talk) => {
    const [start, end] = [...talk.querySelectorAll(".when time")].map((time) => Date.parse(time.dateTime));
    return start ? [start, end || start + 36e5] : [];
  };

  // What is left of the table is a list.
  const filter = () => {
    const data = new FormData(form), wanted = ["track", "kind", "language"].filter((name) => data.get(name)), mine = data.has("mine");
    const filtered = mine || wanted.length > 0;
    let count = 0;
    for (const talk of talks) {
      const shown = wanted.every((name) => talk.dataset[name] === data.get(name)) && (!mine || agenda.has(talk.dataset.id));
      talk.hidden = !shown;
      count += shown;
    }
    for (const frame of programme.querySelectorAll(".programme__frame")) {
      frame.classList.toggle("programme__frame--list", filtered);
      frame.hidden = filtered && !frame.querySelector(".talk:not([hidden])");
    }
    for (const row of programme.querySelectorAll(".programme__own-day")) row.hidden = filtered && !row.dataset.talks;
    found.textContent = filtered ? word("{count} found").replace("{count}", count) : "";
  };

  const keep = (talk, star) => {
    const id = talk.dataset.id;
    if (agenda.delete(id)) star.ariaPressed = "false";
    else {
      const [start, end] = span(talk);
      agenda.set(id, { title: text(talk, ".talk__title"), place: [talk.dataset.room, talk.dataset.track].filter(Boolean).join(", "), url: talk.querySelector(".talk__title a")?.href ?? "", start, end });
      star.ariaPressed = "true";
    }
    star.textContent = agenda.has(id) ? "★" : "☆";
    store(key, JSON.stringify([...agenda]));
    ics.hidden = !agenda.size;
    if (form.elements.mine.checked) filter();
  };
  if (form) {
    for (const talk of talks) {
      if (talk.classList.contains("talk--break")) continue;
      const on = agenda.has(talk.dataset.id);
      const star = make("button", { type: "button", className: "talk__star", textContent: on ? "★" : "☆", ariaPressed: `${on}`, ariaLabel: `${word("In my agenda:")} ${text(talk, ".talk__title")}` });
      star.addEventListener("click", () => keep(talk, star));
      talk.append(star);
    }
    ics.hidden = !agenda.size;
    form.addEventListener("change", filter);
    form.addEventListener("submit", (event) => event.preventDefault());
    ics.addEventListener("click", () => download("agenda.ics", calendar([...agenda])));
  }

  // RFC 5545: lines of at most 75 octets, times in UTC.
  const utc = (time) => new Date(time).toISOString().replace(/[-:]|\.\d+/g, "");
  const escaped = (words) => words.replace(/[\\;,]/g, "\\$&").replace(/\n/g, "\\n");
  const folded = (line) => {
    const pieces = [""];
    let size = 0;
    for (const letter of line) {
      const width = new TextEncoder().encode(letter).length;
      if (size + width > 74) { pieces.push(" "); size = 1; }
      pieces[pieces.length - 1] += letter;
      size += width;
    }
    return pieces.join("\r\n");
  };
  const calendar = (entries) => {
    const events = entries.filter(([, talk]) => talk.start).flatMap(([id, talk]) => ["BEGIN:VEVENT", `UID:${programme.dataset.uid.replace("*", id)}`, `DTSTAMP:${utc(Date.now())}`, `DTSTART:${utc(talk.start)}`, `DTEND:${utc(talk.end)}`, `SUMMARY:${escaped(talk.title)}`, ...(talk.place ? [`LOCATION:${escaped(talk.place)}`] : []), ...(talk.url ? [`URL:${talk.url}`] : []), "END:VEVENT"]);
    return ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//neuromatch-site//EN", ...events, "END:VCALENDAR", ""].map(folded).join("\r\n");
  };
  const download = (name, content) => {
    const href = URL.createObjectURL(new Blob([content], { type: "text/calendar" }));
    make("a", { href, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(href), 1000);
  };

  // What is on, or comes next today.
  const mark = () => {
    const time = Date.now();
    let next = null;
    for (const talk of talks) {
      const [start, end] = span(talk);
      talk.classList.toggle("talk--now", start <= time && time < end);
      if (!next && end > time && start < time + 864e5) next = talk;
    }
    if (!now) return;
    now.hidden = !next;
    now.onclick = () => next.scrollIntoView({ block: "center" });
  };
  mark();
  setInterval(mark, 6e4);

  // Days as the clocks that are shown count them.
  const heading = new Map();
  document.addEventListener("zone", ({ detail: { first, day, zone } }) => {
    const spoken = document.documentElement.lang;
    const name = new Intl.DateTimeFormat(spoken === "en" ? "en-GB" : spoken || undefined, { dateStyle: "full", timeZone: zone });
    const short = new Intl.DateTimeFormat(spoken === "en" ? "en-GB" : spoken || undefined, { weekday: "short", day: "numeric", month: "short", timeZone: zone });
    for (const table of programme.querySelectorAll(".programme__table")) {
      table.querySelectorAll(".programme__own-day").forEach((row) => row.remove());
      for (const cell of table.querySelectorAll("[data-span]")) { cell.rowSpan = cell.dataset.span; delete cell.dataset.span; }
      const title = table.querySelector(".programme__day h3");
      if (!heading.has(title)) heading.set(title, title.textContent);
      title.textContent = heading.get(title);
      const rows = [...table.tBodies[0].rows];
      if (first === "venue" || !rows.length) continue;
      const dates = rows.map((row) => new Date(row.dataset.start));
      title.textContent = name.format(dates[0]);
      rows.forEach((row, place) => {
        if (!place || day(dates[place]) === day(dates[place - 1])) return;
        for (let before = 0; before < place; before += 1) {
          for (const cell of rows[before].cells) {
            const rowsOf = Number(cell.dataset.span ?? cell.rowSpan);
            if (before + rowsOf > place) { cell.dataset.span ??= cell.rowSpan; cell.rowSpan += 1; }
          }
        }
        const head = make("th", { scope: "rowgroup", className: "programme__own-day" }, name.format(dates[place]));
        head.colSpan = 99;
        row.before(make("tr", { className: "programme__own-day" }, head));
      });
    }
    programme.querySelectorAll(".programme__contents a[href^='#day-']").forEach((link) => {
      link.dataset.text ??= link.textContent;
      const row = document.getElementById(link.hash.slice(1))?.closest("table").querySelector("tr[data-start]");
      link.textContent = first === "venue" || !row ? link.dataset.text : short.format(new Date(row.dataset.start));
    });
  });
}
