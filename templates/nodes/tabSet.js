// Sections become tabs; tabs with the same key change together, here and on other pages.
{
  const sets = [];
  const choose = (set, tab) => {
    for (const one of set) {
      const on = one === tab;
      one.button.setAttribute("aria-selected", on);
      one.button.tabIndex = on ? 0 : -1;
      one.panel.toggleAttribute("data-selected", on);
    }
  };
  const chooseAll = (name) => {
    for (const set of sets) {
      const tab = set.find((one) => one.panel.dataset.sync === name);
      if (tab) choose(set, tab);
    }
  };
  let count = 0;
  for (const root of modules("tabSet")) {
    const list = make("div", { className: "tab-set__tabs" });
    list.setAttribute("role", "tablist");
    const set = [...root.children].map((panel) => {
      const button = make("button", { type: "button", className: "tab-set__tab", id: `_tab-${++count}` });
      button.append(...panel.querySelector(".tab-set__title").cloneNode(true).childNodes);
      panel.id ||= `_panel-${count}`;
      button.setAttribute("role", "tab");
      button.setAttribute("aria-controls", panel.id);
      panel.setAttribute("role", "tabpanel");
      panel.setAttribute("aria-labelledby", button.id);
      list.append(button);
      return { button, panel };
    });
    for (const tab of set) {
      tab.button.addEventListener("click", () => {
        choose(set, tab);
        const name = tab.panel.dataset.sync;
        if (name) { chooseAll(name); store("tab", name); }
      });
    }
    list.addEventListener("keydown", (event) => {
      const now = set.findIndex((tab) => tab.button === document.activeElement);
      const turn = document.documentElement.dir === "rtl" ? -1 : 1;
      const next = { ArrowRight: now + turn, ArrowLeft: now - turn, Home: 0, End: set.length - 1 }[event.key];
      if (next === undefined) return;
      event.preventDefault();
      const tab = set[(next + set.length) % set.length];
      tab.button.focus();
      tab.button.click();
    });
    root.prepend(list);
    choose(set, set.find((tab) => "selected" in tab.panel.dataset) ?? set[0]);
    sets.push(set);
  }
  if (sets.length) chooseAll(stored("tab"));
}
