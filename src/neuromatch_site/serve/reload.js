/* Shows the new build of this page as soon as there is one, and what is wrong with it. */

const prefix = "/-/preview/";
const source = document.querySelector('meta[name="neuromatch-source"]')?.content ?? "";
let shown = null;

const events = new EventSource(`${prefix}events`);
events.addEventListener("message", async (event) => {
  const version = Number(event.data);
  if (shown !== null && version !== shown) {
    await refresh();
  }
  shown = version;
  await showMessages();
});

async function refresh() {
  const answer = await fetch(location.href, { cache: "no-store" });
  const next = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (!answer.ok || differs(next, document)) {
    location.reload();
    return;
  }
  const here = document.querySelector("main");
  const there = next.querySelector("main");
  if (here.innerHTML !== there.innerHTML) {
    here.replaceChildren(...there.childNodes);
    document.title = next.title;
    document.dispatchEvent(new CustomEvent("neuromatch:swapped"));
  }
}

/** Whether more than the article changed: styles, scripts, navigation. */
function differs(next, current) {
  const head = (page) =>
    [...page.head.querySelectorAll("link, script, meta")]
      .map((element) => element.outerHTML)
      .filter((html) => !html.includes("/-/preview/"))
      .join();
  const around = (page) =>
    [...page.querySelectorAll("header, nav, aside, footer")]
      .filter((element) => !element.closest("main"))
      .map((element) => element.textContent.replace(/\s+/g, " "))
      .join();
  return (
    !next.querySelector("main") ||
    !current.querySelector("main") ||
    head(next) !== head(current) ||
    around(next) !== around(current)
  );
}

async function showMessages() {
  const answer = await fetch(`${prefix}messages?${encodeURIComponent(source)}`);
  const messages = await answer.json();
  document.querySelector("#neuromatch-preview")?.remove();
  if (messages.length) {
    document.body.append(overlay(messages));
  }
}

function overlay(messages) {
  const box = element("aside", { id: "neuromatch-preview", "aria-label": "Build messages" });
  const details = element("details", {});
  const wrong = messages.some((message) => message.severity === "error");
  details.open = wrong;
  const count = `${messages.length} message${messages.length === 1 ? "" : "s"}`;
  details.append(element("summary", {}, count));
  const list = element("ol", {});
  for (const message of messages) {
    const item = element("li", { class: message.severity });
    item.append(element("a", { href: message.editor }, message.place));
    item.append(element("span", {}, ` ${message.message} [${message.rule}]`));
    if (message.hint) item.append(element("small", {}, message.hint));
    list.append(item);
  }
  details.append(list);
  box.append(details);
  return box;
}

function element(name, attributes, text = "") {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.textContent = text;
  return made;
}
