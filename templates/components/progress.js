// A learner's ticked-off lessons, stored in this browser only.
{
  const site = document.documentElement.dataset.site;
  const KEY = `${site}:done`, QUIZ = `${site}:quiz`, LAST = `${site}:last`;
  const name = (url) => decodeURI(new URL(url, location).pathname.slice(SITE.pathname.length)).replace(/index\.html$/, "");
  const read = (key) => { try { return { ...JSON.parse(stored(key)) }; } catch { return {}; } };
  let done = read(KEY);
  const keep = () => store(KEY, JSON.stringify(done));
  const earned = (pages) => {
    const known = read(QUIZ);
    const right = pages.flatMap((page) => Object.values(known[page] ?? {})).filter((state) => state?.[1] === 1);
    const points = right.reduce((sum, state) => sum + (Number.isInteger(state[2]) ? state[2] : 0), 0);
    const shown = points ? ` · ${word("Points")}${word(": ")}${points}` : ""; // no template in a template: rjsmin takes its blanks
    return right.length ? ` · ${word("Questions right")}${word(": ")}${right.length}${shown}` : "";
  };

  const tick = () => {
    for (const link of document.querySelectorAll("a[data-lesson]")) {
      const finished = name(link.href) in done;
      link.classList.toggle("is-done", finished);
      link.closest(".lesson-list__item")?.classList.toggle("is-done", finished);
      const said = link.querySelector(".is-done__word");
      if (finished && !said) link.append(make("span", { className: "visually-hidden is-done__word", textContent: ` (${word("done")})` }));
      if (!finished) said?.remove();
    }
    for (const item of document.querySelectorAll(".weeks__item")) {
      const url = item.querySelector("a")?.href;
      const group = [...document.querySelectorAll(".sidebar__group")].find((one) => [...one.querySelectorAll("a")].some((link) => link.href === url));
      const lessons = [...group?.querySelectorAll("a[data-lesson]") ?? []];
      const count = lessons.filter((link) => name(link.href) in done).length;
      let shown = item.querySelector(".weeks__done");
      const right = earned(lessons.map((link) => name(link.href)));
      if (!count && !right) { shown?.remove(); continue; }
      if (!shown) item.querySelector(".reading-time").append(shown = make("span", { className: "weeks__done" }));
      shown.textContent = `✓ ${count}/${lessons.length}${right}`;
    }
  };

  for (const button of modules("progress")) {
    const here = name(location);
    const show = () => {
      const finished = here in done;
      button.setAttribute("aria-pressed", finished);
      button.querySelector("span").textContent = finished ? word("Done") : word("Mark as done");
      const next = finished && document.querySelector(".pagination__link--next");
      store(LAST, JSON.stringify({ url: next ? name(next.href) : here, title: (next ? next.lastChild : document.querySelector("h1")).textContent.trim() }));
    };
    button.addEventListener("click", () => {
      if (here in done) delete done[here];
      else done[here] = new Date().toISOString().slice(0, 10);
      keep(); show(); tick();
    });
    show();
  }

  for (const link of modules("continue")) {
    const last = read(LAST);
    if (typeof last.url !== "string" || !last.url || /^[/\\]|:|\.\./.test(last.url)) continue;
    link.href = new URL(last.url, SITE);
    link.textContent = `${word("Continue")}${word(": ")}${last.title}`;
    link.hidden = false;
    document.querySelector(".hero__start").classList.remove("button--primary");
  }

  for (const box of modules("summary")) {
    const file = make("input", { type: "file", accept: ".json", hidden: true });
    const words = make("span");
    const show = () => {
      const right = earned(Object.keys(read(QUIZ)));
      words.textContent = `${word("Lessons done")}${word(": ")}${Object.keys(done).length}${right}`;
      box.hidden = !right && !Object.keys(done).length;
    };
    const action = (text, run) => { const button = make("button", { type: "button", textContent: text }); button.addEventListener("click", run); return button; };
    const save = () => {
      const url = URL.createObjectURL(new Blob([JSON.stringify({ site, done, quiz: read(QUIZ) }, null, 1)], { type: "application/json" }));
      make("a", { href: url, download: "progress.json" }).click();
      URL.revokeObjectURL(url);
    };
    file.addEventListener("change", async () => {
      try {
        const given = JSON.parse(await file.files[0].text());
        for (const [key, day] of Object.entries(given.done)) if (typeof day === "string") done[key] = day.slice(0, 10);
        const quiz = read(QUIZ);
        for (const [page, states] of Object.entries(given.quiz ?? {})) if (states && typeof states === "object") quiz[page] = { ...quiz[page], ...states };
        store(QUIZ, JSON.stringify(quiz));
        keep(); show(); tick();
      } catch { words.textContent = word("This file contains no progress."); }
      file.value = "";
    });
    const clear = action(word("Forget everything"), () => {
      if (!confirm(word("Forget every lesson and answer in this browser?"))) return;
      done = {};
      store(QUIZ, "{}");
      keep(); show(); tick();
    });
    box.append(words, action(word("Save to a file"), save), action(word("Load from a file"), () => file.click()), clear, file);
    words.setAttribute("role", "status");
    show();
  }
  tick();
  for (const name of ["contents", "progress"]) document.addEventListener(name, tick);
}
