// The colour scheme: light, dark, or that of the system.
for (const button of modules("theme")) {
  const names = { system: word("Theme: as the system"), light: word("Theme: light"), dark: word("Theme: dark") };
  const order = Object.keys(names);
  const show = (theme) => {
    if (theme === "system") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
    button.dataset.choice = theme;
    button.querySelector(".icon").className = `icon icon--${{ system: "theme", light: "day", dark: "night" }[theme]}`;
    button.title = names[theme];
    button.setAttribute("aria-label", names[theme]);
  };
  let current = stored("theme") in names ? stored("theme") : "system";
  show(current);
  button.addEventListener("click", () => {
    current = order[(order.indexOf(current) + 1) % order.length];
    store("theme", current);
    show(current);
  });
}
