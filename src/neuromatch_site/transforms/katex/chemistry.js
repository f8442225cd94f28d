// `\ce` of mhchem in common use: formulas, charges, isotopes, bonds, states, reactions.
// Run in QuickJS, after packages.js.

const ARROWS = {
  "<=>>": "\\xrightleftharpoons", "<<=>": "\\xrightleftharpoons", "<-->": "\\xrightleftarrows", "<=>": "\\xrightleftharpoons",
  "<->": "\\xleftrightarrow", "->": "\\xrightarrow", "<-": "\\xleftarrow",
};
const BONDS = {
  "-": "{-}", "=": "{=}", "#": "{\\equiv}", "1": "{-}", "2": "{=}", "3": "{\\equiv}", "~": "{\\sim}", "...": "{\\cdots}",
  "....": "{\\cdots}", "->": "{\\rightarrow}", "<-": "{\\leftarrow}",
};

// What is read at a place of the text: a pattern, and the TeX for it. `state.after` says what stands before:
// nothing, an atom, which takes a subscript, or a number that counts molecules.
const CHEMISTRY = [
  [/^\$([^$]*)\$/, ([, tex]) => ["atom", `{${tex}}`]],
  [/^\s*(<=>>|<<=>|<-->|<=>|<->|->|<-)/, arrow],
  [/^\s+([v^])(?=\s|$)/, ([, way]) => ["", way === "v" ? "\\downarrow " : "\\uparrow "]],
  [/^\s+([+=-])\s+/, ([, sign]) => ["", ` ${sign} `]],
  [/^\s+/, () => ["", "\\ "]],
  [/^(\d+(?:[.,]\d+)?)\/(\d+)/, ([, over, under], state) => (state.after ? null : ["", `\\tfrac{${over}}{${under}}\\,`])],
  [/^(?:\d+(?:\.\d+)?|\([^()]*\d\))(?=[A-Z([])/, ([number], state) => (state.after === "atom" || number[0] === "(" ? null : ["", `${number}\\,`])],
  [/^\d+/, ([number], state) => (state.after ? ["atom", `_{${number}}`] : ["atom", number])],
  [/^\^(?:\{([^{}]*)\}|(\d*[+-]+|\d+|[+-]|[A-Za-z.]))/, ([, group, bare], state) => script("^", group ?? bare, state)],
  [/^_(?:\{([^{}]*)\}|\$([^$]*)\$|(\d+|[A-Za-z]))/, ([, group, math, bare], state) => script("_", math ?? group ?? bare, state)],
  [/^([+-])(?=$|[\s)\]}^])/, ([, sign], state) => (state.after ? ["atom", `^{${sign}}`] : ["", `{${sign}}`])],
  [/^[-=#]/, ([bond]) => ["", BONDS[bond]]],
  [/^[.*]/, () => ["", "\\cdot "]],
  [/^[A-Za-z]+/, ([letters]) => ["atom", `\\mathrm{${letters}}`]],
  [/^\\bond\s*\{([^{}]*)\}/, ([, bond]) => ["", BONDS[bond] ?? "{-}"]],
  [/^\\[a-zA-Z]+\s*(?:\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\})*|^\\./, ([command]) => ["atom", `${command} `]],
  [/^[([]/, ([bracket]) => ["", bracket]],
  [/^[)\]]/, ([bracket]) => ["atom", bracket]],
  [/^\{([^{}]*)\}/, ([, group]) => ["atom", `\\text{${group}}`]],
  [/^./, ([sign]) => ["", sign === "{" || sign === "}" ? "" : sign]],
];

function script(mark, text, state) {
  const upright = /^[A-Z]|^[a-z]{2}/.test(text) ? `\\mathrm{${text}}` : text.replace(/[+-]/g, "{$&}");
  return ["atom", `${state.after ? "" : "{}"}${mark}{${upright}}`];
}

function arrow([, kind], state) {
  const labels = [];
  for (let found; labels.length < 2 && (found = /^\[((?:\{[^{}]*\}|[^\]{}])*)\]/.exec(state.rest)); ) {
    labels.push(found[1]);
    state.rest = state.rest.slice(found[0].length);
  }
  state.rest = state.rest.trimStart();
  const [above = "", below = ""] = labels.map((label) => chemistry(label));
  // In braces: KaTeX takes the first and the last brace of such an argument for a pair.
  return ["", `${ARROWS[kind]}${below ? `[{${below}}]` : ""}{${above}} `];
}

function chemistry(text) {
  const state = {after: "", rest: text.trim()};
  let tex = "";
  while (state.rest) {
    for (const [pattern, write] of CHEMISTRY) {
      const found = pattern.exec(state.rest);
      if (!found) continue;
      const before = state.rest;
      state.rest = before.slice(found[0].length);
      const written = write(found, state);
      if (!written) {
        state.rest = before;
        continue;
      }
      tex += written[1];
      state.after = written[0];
      break;
    }
  }
  return tex;
}

define({"\\ce": (context) => `{${chemistry(argument(context))}}`});
