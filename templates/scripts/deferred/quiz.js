// Questions: check an answer, show the result, store it in this browser.
const number = (text, unit) => {
  const plain = text.trim().replace(/\u2212/g, "-").replace(unit && text.trim().endsWith(unit) ? unit : "", "").trim();
  const said = plain.replace(/(\d)[\s\u00a0\u202f](?=\d{3})/g, "$1").replace(",", ".");
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(said) ? Number(said) : NaN;
};
const same = (text, capitals) => {
  const plain = text.normalize("NFC").replace(/\s+/g, " ").trim();
  return capitals ? plain : plain.toLowerCase();
};
const counts = (accept, text, unit, capitals) => {
  if ("number" in accept) return Math.abs(number(text, unit) - accept.number) <= accept.tolerance + 1e-9 * Math.abs(accept.number);
  if ("text" in accept) return same(accept.text, capitals) === same(text, capitals);
  try { return new RegExp(`^(?:${accept.pattern})$`, capitals ? "u" : "iu").test(text.trim().slice(0, 200)); } catch { return false; }
};

// What answers the questions of a page, for its end on paper.
const answers = (quizzes, { word, make }) => {
  const list = make("ol", { className: "quiz__key" });
  for (const quiz of quizzes) {
    const copy = quiz.querySelector(".quiz__answer").cloneNode(true);
    copy.querySelector("summary").remove();
    for (const one of copy.querySelectorAll("[id]")) one.removeAttribute("id");
    list.append(make("li", {}, make("p", { className: "quiz__name", textContent: quiz.querySelector(".quiz__name").textContent }), ...copy.childNodes));
  }
  return make("section", { className: "quiz__answers" }, make("h2", { textContent: word("Answers") }), list);
};

const start = (quizzes, { word, make, stored, store }) => {
  const html = document.documentElement;
  const KEY = `${html.dataset.site}:quiz`;
  const site = new URL(html.dataset.root || ".", location.href).pathname;
  const here = decodeURI(location.pathname).slice(decodeURI(site).length).replace(/index\.html$/, "");
  const all = () => { try { return { ...JSON.parse(stored(KEY)) }; } catch { return {}; } };
  const keep = (key, state) => {
    const known = all();
    const page = { ...known[here] };
    if (state) page[key] = state; else delete page[key];
    known[here] = page;
    if (!Object.keys(page).length) delete known[here];
    store(KEY, JSON.stringify(known));
    document.dispatchEvent(new Event("progress"));
    count();
  };

  const scored = quizzes.filter((quiz) => quiz.dataset.points);
  const total = make("p", { className: "quiz__total" });
  const sum = (some) => some.reduce((points, quiz) => points + Number(quiz.dataset.points), 0);
  const count = () => {
    const page = { ...all()[here] };
    total.textContent = `${word("Points")}${word(": ")}${sum(scored.filter((quiz) => page[quiz.dataset.key]?.[1] === 1))}/${sum(scored)}`;
  };
  total.setAttribute("role", "status");
  scored.at(-1)?.after(total);
  count();

  for (const quiz of quizzes) {
    const { kind, key, unit, points } = quiz.dataset;
    const capitals = "capitals" in quiz.dataset;
    const fields = [...quiz.querySelectorAll(".quiz__fields :is(input, select)")];
    const answer = quiz.querySelector(".quiz__answer");
    const picks = fields.filter((field) => field.matches(".quiz__input"));
    const status = make("p", { className: "quiz__status" });
    const check = make("button", { type: "button", className: "button quiz__check", textContent: word("Check") });
    const again = make("button", { type: "button", className: "quiz__again", textContent: word("Try again"), hidden: true });
    status.setAttribute("role", "status");

    const item = (field) => field.closest(".quiz__choice") ?? field.closest(".quiz__entry") ?? field;
    const clear = () => {
      for (const one of quiz.querySelectorAll(".quiz__mark, .quiz__said")) one.remove();
      for (const one of quiz.querySelectorAll(".is-right, .is-wrong")) one.classList.remove("is-right", "is-wrong");
      for (const field of fields) field.removeAttribute("aria-invalid");
      quiz.classList.remove("is-right", "is-wrong");
      status.textContent = "";
    };
    const mark = (field, right) => {
      item(field).classList.add(right ? "is-right" : "is-wrong");
      const said = make("span", { className: "quiz__mark visually-hidden", textContent: ` (${right ? word("right") : word("wrong")})` });
      if (field.matches(".blank")) field.after(said);
      else field.closest("label").append(said);
    };
    const comment = (index, place) => {
      const found = answer.querySelector(`.quiz__comments > [data-choice="${index}"] > .quiz__feedback`);
      if (found) place.append(make("div", { className: "quiz__said" }, ...[...found.cloneNode(true).childNodes]));
    };

    const picked = () => {
      const chosen = picks.filter((field) => field.checked);
      for (const field of chosen) {
        mark(field, "right" in field.dataset);
        comment(field.value, item(field));
      }
      return picks.every((field) => field.checked === "right" in field.dataset) ? 1 : chosen.every((field) => "right" in field.dataset) ? .5 : 0;
    };
    const typed = () => fields.map((field) => {
      let right = false;
      if (field.matches("select")) right = field.value === field.dataset.place;
      else {
        const found = JSON.parse(field.dataset.answers).find((one) => one.accepts.some((accept) => counts(accept, field.value, unit, capitals)));
        right = Boolean(found?.right);
        if (found && "choice" in found) comment(found.choice, item(field));
      }
      mark(field, right);
      if (!right && !field.matches("select")) field.setAttribute("aria-invalid", "true");
      return right;
    });
    const values = () => picks.length ? picks.filter((field) => field.checked).map((field) => field.value) : fields.map((field) => field.value);
    const missing = () => {
      if (picks.length) return picks.some((field) => field.checked) ? "" : word("Choose an answer first.");
      const empty = fields.find((field) => !field.value.trim());
      if (empty) return fields.length > 1 ? word("Fill in every field first.") : word("Write an answer first.");
      return kind === "number" && fields.some((field) => Number.isNaN(number(field.value, unit))) ? word("Write a number.") : "";
    };

    const tell = () => {
      clear();
      const lacks = missing();
      if (lacks) { status.textContent = lacks; return false; }
      let right, said = word("Not right yet.");
      if (picks.length) {
        const worth = picked();
        right = worth === 1;
        if (worth === .5) said = word("Right so far; something is missing.");
      } else {
        const found = typed(), count = found.filter(Boolean).length;
        right = count === found.length;
        if (!right && count) said = `${word("Right so far")}${word(": ")}${count}/${found.length}`;
      }
      quiz.classList.add(right ? "is-right" : "is-wrong");
      status.textContent = right ? word("Right!") : said;
      answer.classList.add("is-shown");
      answer.open = right;
      again.hidden = false;
      return [values(), right ? 1 : 0, ...points ? [right ? Number(points) : 0] : []];
    };

    check.addEventListener("click", () => { const state = tell(); if (state) keep(key, state); });
    again.addEventListener("click", () => {
      clear();
      for (const field of fields) if (picks.length) field.checked = false; else field.value = "";
      answer.open = false;
      answer.classList.remove("is-shown");
      again.hidden = true;
      keep(key);
      fields[0].focus();
    });
    quiz.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && event.target.matches("input[type=text]")) { event.preventDefault(); check.click(); }
    });
    quiz.addEventListener("input", () => { if (status.textContent) clear(); });
    quiz.querySelector(".quiz__fields").after(make("div", { className: "quiz__actions" }, check, again, status));

    const state = all()[here]?.[key];
    if (Array.isArray(state) && Array.isArray(state[0])) {
      if (picks.length) for (const field of picks) field.checked = state[0].includes(field.value);
      else fields.forEach((field, index) => { field.value = typeof state[0][index] === "string" ? state[0][index] : ""; });
      if (missing()) for (const field of fields) field.checked = false;
      else tell();
    }
  }

  // On paper, what answers the questions stands at the end.
  let end;
  addEventListener("beforeprint", () => {
    end = answers(quizzes, { word, make });
    quizzes.at(-1).closest("article")?.append(end);
  });
  addEventListener("afterprint", () => end?.remove());
};
document.currentScript.gives = { start, answers };
