// "Run" and "Edit" on the cells of a page: JupyterLite opens below the cell, and is not loaded before.
const PIP = /^(\s*)!\s*pip3?\b/gm; // Python in a browser has no shell
const LONGEST = 6000; // characters of an address that every server takes

const start = (root, { word, make }) => {
  const cells = [...document.querySelectorAll(".prose .block--cell > :is(.code, .details) code")];
  let shown, from;

  const close = () => {
    shown?.remove();
    shown = undefined;
    from?.focus();
  };
  const open = (cell, button, src, title) => {
    shown?.remove();
    from = button;
    const frame = make("iframe", { className: "run__frame", title, src });
    const end = make("button", { type: "button", className: "run__close", textContent: word("Close") });
    end.addEventListener("click", close);
    const whole = make("a", { className: "run__whole", href: root.dataset.notebook, target: "_blank", textContent: word("Open the notebook in a tab") });
    shown = make("section", { className: "run" }, make("div", { className: "run__bar" }, make("span", { className: "run__title", textContent: title }), whole, end), frame);
    shown.setAttribute("aria-label", title);
    shown.addEventListener("keydown", (event) => { if (event.key === "Escape") close(); });
    cell.after(shown);
    end.focus();
  };

  cells.forEach((code, index) => {
    const cell = code.closest(".block--cell");
    const button = (label, run) => {
      const made = make("button", { type: "button", className: "run__button", textContent: label });
      made.addEventListener("click", run);
      return made;
    };
    const run = button(word("Run"), () => {
      const query = new URLSearchParams({ kernel: "python", toolbar: "1" });
      const theme = document.documentElement.dataset.theme;
      if (theme ? theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches) query.set("theme", "JupyterLab Dark");
      if (root.dataset.packages) query.append("code", `%pip install -q ${root.dataset.packages}`);
      for (const one of cells.slice(0, index + 1)) query.append("code", one.textContent.replace(PIP, "$1%pip"));
      const src = `${root.dataset.repl}?${query}`;
      const fits = src.length < LONGEST;
      open(cell, run, fits ? src : root.dataset.notebook, fits ? word("Running the code up to here") : word("The notebook of this page"));
    });
    const edit = button(word("Edit"), () => open(cell, edit, root.dataset.notebook, word("The notebook of this page")));
    cell.append(make("p", { className: "run__buttons" }, run, edit));
  });
};
document.currentScript.gives = { start };
