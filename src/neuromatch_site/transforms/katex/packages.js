// Commands that MathJax knows and KaTeX does not, as macros and functions of KaTeX.
// Run in QuickJS, after KaTeX. What an author defines under the same name goes before these.

const name = (tokens) => tokens.slice().reverse().map((token) => token.text);
const isLetters = (text) => /^\\[a-zA-Z]+$/.test(text);
const source = (tokens) => name(tokens).map((text) => (isLetters(text) ? `${text} ` : text)).join("");

function argument(context) {
  context.consumeSpaces();
  return source(context.consumeArg().tokens);
}

// What stands in square brackets; null where nothing does.
function optional(context) {
  context.consumeSpaces();
  if (context.future().text !== "[") return null;
  context.popToken();
  return source(context.consumeArg(["]"]).tokens);
}

function takes(context, text) {
  context.consumeSpaces();
  if (context.future().text !== text) return false;
  context.popToken();
  return true;
}

const second = (context) => (argument(context), `{${argument(context)}}`);
const define = (macros) => Object.entries(macros).forEach(([command, meaning]) => katex.__defineMacro(command, meaning));

// TeX and LaTeX
define({
  "′": "'", "″": "''", "‴": "'''", "\\Tiny": "\\tiny",
  "\\dddot": "{\\overset{\\scriptstyle...}{#1}}", "\\ddddot": "{\\overset{\\scriptstyle....}{#1}}", "\\hdots": "\\ldots", "\\ensuremath": "#1", "\\textsc": "\\text{#1}", "\\textsl": "\\textit{#1}",
  "\\sb": "_{#1}", "\\sp": "^{#1}",
  "\\hfill": "\\quad", "\\hfil": "", "\\vspace": (context) => (argument(context), ""),
  "\\nicefrac": "{}^{#1}\\!/_{#2}", "\\sfrac": "{}^{#1}\\!/_{#2}",
  "\\mathbbm": "\\mathbb{#1}", "\\mathds": "\\mathbb{#1}", "\\mathup": "\\mathrm{#1}", "\\upmu": "\\text{µ}",
  "\\matrix": "\\begin{matrix}#1\\end{matrix}", "\\pmatrix": "\\begin{pmatrix}#1\\end{pmatrix}",
  "\\cases": "\\begin{cases}#1\\end{cases}", "\\eqalign": "\\begin{aligned}#1\\end{aligned}",
  "\\displaylines": "\\begin{gathered}#1\\end{gathered}",
  "\\buildrel": (context) => `\\mathrel{\\overset{${source(context.consumeArg(["\\over"]).tokens)}}{${argument(context)}}}`,
  "\\idotsint": "\\int\\!\\cdots\\!\\int",
  "\\sideset": "\\mathop{{\\vphantom{#3}}#1#3\\nolimits#2}\\limits",
  "\\prescript": "{\\vphantom{#3}}^{#1}_{#2}#3",
  "\\shoveleft": "#1", "\\shoveright": "#1", "\\intertext": "\\@between\\text{#1}\\\\", "\\shortintertext": "\\@between\\text{#1}\\\\",
  "\\cancelto": "\\cancel{#2}^{#1}", "\\strut": "\\mathstrut", "\\iddots": "\\mathinner{\\@char{8944}}", "\\adots": "\\iddots",
  "\\overunderset": "\\overset{#1}{\\underset{#2}{#3}}", "\\underoverset": "\\underset{#1}{\\overset{#2}{#3}}",
  "\\uproot": (context) => (argument(context), ""), "\\leftroot": (context) => (argument(context), ""),
  "\\root": (context) => `\\sqrt[${source(context.consumeArg(["\\of"]).tokens)}]{${argument(context)}}`,
  "\\wideparen": "\\overparen{#1}", "\\slashed": "\\mathrlap{\\,/}{#1}",
  "\\definecolor": (context) => (argument(context), argument(context), argument(context), ""),
  "\\DeclareMathOperator": (context) => {
    const star = takes(context, "*") ? "*" : "";
    const command = argument(context).trim();
    context.macros.set(command, `\\operatorname${star}{${argument(context)}}`, true);
    return "";
  },
});

// A name of letters, as commands have it.
const letters = (text) => text.replace(/[^a-zA-Z]/g, (sign) => "@".repeat(sign.charCodeAt(0) % 128));

// Definitions as MathJax takes them: again, before the first time, with a default for the first argument.
const setMeaning = (context, command, tokens, count, usual) => {
  const meaning = {tokens, numArgs: Number(count ?? 0)};
  if (usual === null) context.macros.set(command, meaning);
  else {
    const whole = `\\@with${letters(command.slice(1))}`;
    context.macros.set(whole, meaning);
    context.macros.set(command, (inner) => `${whole}{${optional(inner) ?? usual}}`);
  }
};
const newCommand = (keeps) => (context) => {
  takes(context, "*");
  const command = argument(context).trim();
  if (!/^\\([a-zA-Z@]+|.)$/.test(command)) throw new katex.ParseError("Expected a control sequence");
  const [count, usual] = [optional(context), optional(context)];
  const {tokens} = context.consumeArg();
  if (!keeps || !context.isDefined(command)) setMeaning(context, command, tokens, count, usual);
  return "";
};
define({"\\newcommand": newCommand(false), "\\renewcommand": newCommand(false), "\\providecommand": newCommand(true)});

// Environments of an author. `\begin` goes on to KaTeX for all others: a token that is not expanded again.
function asIs(text, {loc}) {
  const place = Object.assign(Object.create(Object.getPrototypeOf(loc)), loc, {start: loc.start - text.length});
  return {text, loc: place, noexpand: true};
}
const ofEnvironment = (word, name) => `\\@${word}${letters(name)}`;
const ofAuthor = (word) => (context) => {
  context.consumeSpaces();
  const next = context.future();
  if (next.text !== "{") return {tokens: [asIs(`\\${word}`, next)], numArgs: 0};
  const {tokens, start, end} = context.consumeArg();
  const own = ofEnvironment(word, name(tokens).join(""));
  return {tokens: context.isDefined(own) ? [{...start, text: own}] : [end, ...tokens, start, asIs(`\\${word}`, start)], numArgs: 0};
};
const newEnvironment = (context) => {
  takes(context, "*");
  const environment = argument(context);
  const [count, usual] = [optional(context), optional(context)];
  setMeaning(context, ofEnvironment("begin", environment), context.consumeArg().tokens, count, usual);
  context.consumeSpaces();
  setMeaning(context, ofEnvironment("end", environment), context.consumeArg().tokens, 0, null);
  return "";
};
define({"\\begin": ofAuthor("begin"), "\\end": ofAuthor("end"), "\\newenvironment": newEnvironment, "\\renewenvironment": newEnvironment});

// MathJax's own
define({
  "\\require": (context) => (argument(context), ""),
  "\\eqref": "\\text{(#1)}", "\\ref": "\\text{#1}",
  "\\class": second, "\\cssId": second, "\\style": second,
  "\\unicode": (context) => {
    optional(context);
    const code = argument(context).trim().replace(/^x/i, "0x");
    return `\\@char{${Number(code)}}`;
  },
  "\\bbox": (context) => {
    const look = (optional(context) ?? "").replace(/\s/g, "");
    const body = `$\\displaystyle ${argument(context)}$`;
    if (look.includes("border")) return `\\fbox{${body}}`;
    const colour = look.split(",").find((word) => /^(#[0-9a-f]{3,6}|[a-z]+)$/i.test(word));
    return colour ? `\\colorbox{${colour}}{${body}}` : `{${body.slice(1, -1)}}`;
  },
});

// physics
const derivative = (d) => (context) => {
  context.consumeSpaces();
  const star = takes(context, "*") ? "\\tfrac" : "\\frac";
  const order = optional(context);
  const power = order ? `^{${order}}` : "";
  const first = argument(context);
  context.consumeSpaces();
  if (context.future().text !== "{") return `${star}{${d}${power}}{${d} ${first}${power}}`;
  const second = argument(context);
  context.consumeSpaces();
  if (context.future().text !== "{" || d === "\\mathrm{d}") return `${star}{${d}${power} ${first}}{${d} ${second}${power}}`;
  return `${star}{${d}^2 ${first}}{${d} ${second}\\,${d} ${argument(context)}}`;
};
const fenced = (left, right) => (context) => {
  const fixed = takes(context, "*");
  const body = argument(context);
  return fixed ? `${left}${body}${right}` : `\\left${left}${body}\\right${right}`;
};
const diagonal = (cells, other = "") => {
  const rows = cells.map((cell, row) => cells.map((_, column) => (row === column ? cell : other)).join("&"));
  return `\\begin{matrix}${rows.join("\\\\")}\\end{matrix}`;
};
const PAIRS = {"(": ")", "|": "|"};
function physicsBrackets(context) {
  const left = context.future().text;
  const right = PAIRS[left];
  if (!right) return "";
  context.popToken();
  return `\\left${left}${source(context.consumeArg([right]).tokens)}\\right${right}`;
}
const bracketed = (name) => (context) => {
  context.consumeSpaces();
  const left = context.future().text;
  const right = left === "[" ? "]" : PAIRS[left];
  if (!right) return `\\begin{${name}}${argument(context)}\\end{${name}}`;
  context.popToken();
  return `\\left${left}\\begin{${name}}${source(context.consumeArg([right]).tokens)}\\end{${name}}\\right${right}`;
};
const MOST = 20;
const size = (context) => Math.min(Number(argument(context)) || 1, MOST);
const grid = (cell) => (context) => {
  const named = takes(context, "*");
  const what = cell ?? argument(context);
  const [height, width] = [size(context), size(context)];
  const index = (row, column) => (height === 1 ? column : width === 1 ? row : `${row}${column}`);
  const cells = (row) => Array.from({length: width}, (_, column) => (named ? `${what}_{${index(row + 1, column + 1)}}` : what)).join("&");
  return `\\begin{matrix}${Array.from({length: height}, (_, row) => cells(row)).join("\\\\")}\\end{matrix}`;
};
// The whole names that the package has for its short ones.
const WHOLE_NAMES = {
  absolutevalue: "abs", anticommutator: "acomm", commutator: "comm", crossproduct: "cross", dotproduct: "vdot", differential: "dd",
  evaluated: "eval", expectationvalue: "expval", functionalderivative: "fdv", gradient: "grad", innerproduct: "ip", matrixel: "mel",
  matrixelement: "mel", diagonalmatrix: "dmat", antidiagonalmatrix: "admat", identitymatrix: "imat", xmatrix: "xmat", zeromatrix: "zmat",
  outerproduct: "dyad", poissonbracket: "pb", vectorarrow: "va", vectorbold: "vb", vectorunit: "vu", vev: "expval",
};
for (const [whole, short] of Object.entries(WHOLE_NAMES)) define({[`\\${whole}`]: `\\${short}`});
for (const said of "if then else otherwise unless given using assume since let for all even odd integer and or as in".split(" ")) {
  define({[`\\q${said}`]: `\\quad\\text{${said}}\\quad`});
}
define({
  "\\dv": derivative("\\mathrm{d}"), "\\derivative": derivative("\\mathrm{d}"),
  "\\pdv": derivative("\\partial"), "\\partialderivative": derivative("\\partial"),
  "\\fdv": derivative("\\delta"),
  "\\dd": (context) => {
    const order = optional(context);
    context.consumeSpaces();
    const of = context.future().text === "{" ? argument(context) : "";
    return `\\mathop{}\\!\\mathrm{d}${order ? `^{${order}}` : ""}${of}`;
  },
  "\\abs": fenced("\\lvert ", "\\rvert "), "\\norm": fenced("\\lVert ", "\\rVert "),
  "\\order": "\\mathcal{O}\\left(#1\\right)", "\\comm": "\\left[#1,#2\\right]", "\\acomm": "\\left\\{#1,#2\\right\\}",
  "\\vb": (context) => `${takes(context, "*") ? "\\boldsymbol" : "\\mathbf"}{${argument(context)}}`,
  "\\va": "\\vec{\\mathbf{#1}}", "\\vu": "\\hat{\\mathbf{#1}}",
  "\\grad": "\\nabla", "\\curl": "\\nabla\\times", "\\divergence": "\\nabla\\cdot", "\\laplacian": "\\nabla^2",
  "\\braket": (context) => {
    const [left, right] = [argument(context), context.future().text === "{" && argument(context)];
    return `\\left\\langle ${left}${right === false ? "" : `\\middle|${right}`}\\right\\rangle`;
  },
  "\\vdot": "\\cdot", "\\cross": "\\times", "\\expval": "\\left\\langle #1\\right\\rangle", "\\ev": "\\left\\langle #1\\right\\rangle",
  "\\mel": "\\left\\langle #1\\middle|#2\\middle|#3\\right\\rangle", "\\ip": "\\left\\langle #1\\middle|#2\\right\\rangle",
  "\\dyad": "\\left|#1\\right\\rangle\\!\\left\\langle #2\\right|", "\\eval": "\\left.#1\\right|",
  "\\tr": "\\operatorname{tr}", "\\Tr": "\\operatorname{Tr}", "\\rank": "\\operatorname{rank}", "\\erf": "\\operatorname{erf}",
  "\\Res": "\\operatorname{Res}", "\\trace": "\\operatorname{trace}", "\\pv": "\\operatorname{p.v.}",
  "\\principalvalue": "\\operatorname{P.V.}", "\\flatfrac": "#1/#2", "\\pb": "\\left\\{#1,#2\\right\\}",
  "\\ketbra": "\\dyad{#1}{#2}", "\\op": "\\dyad{#1}{#2}", "\\qq": "\\quad\\text{#1}\\quad", "\\qcc": "\\quad\\text{c.c.}\\quad",
  "\\pqty": fenced("(", ")"), "\\bqty": fenced("[", "]"), "\\vqty": fenced("|", "|"), "\\Bqty": fenced("\\{", "\\}"),
  "\\dmat": (context) => diagonal(argument(context).split(",")),
  "\\imat": (context) => diagonal(Array(size(context)).fill("1"), "0"), "\\xmat": grid(), "\\zmat": grid("0"),
  "\\admat": (context) => diagonal(argument(context).split(",").reverse()).replace(/(?<=\})(.*)(?=\\end)/, (rows) => rows.split("\\\\").reverse().join("\\\\")),
  "\\qcomma": ",\\quad", "\\qc": ",\\quad", "\\mqty": bracketed("matrix"), "\\matrixquantity": bracketed("matrix"), "\\smqty": bracketed("smallmatrix"), "\\pmqty": "\\begin{pmatrix}#1\\end{pmatrix}",
  "\\bmqty": "\\begin{bmatrix}#1\\end{bmatrix}", "\\vmqty": "\\begin{vmatrix}#1\\end{vmatrix}",
});

// mathtools
define({
  "\\DeclarePairedDelimiter": (context) => {
    const command = argument(context).trim();
    const [left, right] = [argument(context), argument(context)];
    context.macros.set(command, (inner) => {
      const grows = takes(inner, "*");
      const size = grows ? null : optional(inner)?.trim();
      const body = argument(inner);
      if (grows) return `\\left${left}${body}\\right${right}`;
      return size ? `${size}l${left}${body}${size}r${right}` : `${left}${body}${right}`;
    }, true);
    return "";
  },
});

// Marks, which are spaces of no width: the lines of this table are those of `multline`; this line is words between lines.
for (const unit of ["multline", "between"]) {
  katex.__defineFunction({
    type: "kern", names: [`\\@${unit}`], props: {numArgs: 0},
    handler: ({parser}) => ({type: "kern", mode: parser.mode, dimension: {number: 0, unit}}),
  });
}

// Brackets over and under: what stands over them is no script.
katex.__defineFunction({
  type: "horizBrace", names: ["\\overbracket", "\\underbracket", "\\overparen", "\\underparen", "\\overgroup", "\\undergroup"],
  props: {numArgs: 1, numOptionalArgs: 2, argTypes: ["raw", "raw", "math"]},
  handler: ({parser, funcName}, args) => ({
    type: "horizBrace", mode: parser.mode, label: funcName, isOver: funcName.startsWith("\\over"), base: args.at(-1),
  }),
});

// `\text` under another name: a macro would not read the formulas in it.
katex.__defineFunction({
  type: "text", names: ["\\mbox"], props: {numArgs: 1, argTypes: ["text"], allowedInArgument: true, allowedInText: true},
  handler: ({parser}, [body]) => ({
    type: "text", mode: parser.mode, body: body.type === "ordgroup" ? body.body : [body], font: "\\text",
  }),
});

// These are themselves among words.
for (const sign of "_^#") katex.__defineSymbol("text", "main", "textord", sign, sign);

// Delimiters in braces: `\big{[}`.
const SIZES = {big: 1, Big: 2, bigg: 3, Bigg: 4};
const KINDS = {"": "mord", l: "mopen", r: "mclose", m: "mrel"};
const DELIMITERS = new Set([
  "(", ")", "[", "]", "|", "<", ">", "/", ".", "⟨", "⟩", "⟮", "⟯",
  ..."\\lparen \\rparen \\lbrack \\rbrack \\{ \\} \\lbrace \\rbrace \\lfloor \\rfloor \\lceil \\rceil \\langle \\rangle \\lt \\gt".split(" "),
  ..."\\vert \\| \\Vert \\lvert \\rvert \\lVert \\rVert \\lgroup \\rgroup \\lmoustache \\rmoustache \\backslash".split(" "),
  ..."\\uparrow \\downarrow \\updownarrow \\Uparrow \\Downarrow \\Updownarrow \\ulcorner \\urcorner \\llcorner \\lrcorner".split(" "),
]);
for (const [size, number] of Object.entries(SIZES)) {
  for (const [letter, kind] of Object.entries(KINDS)) {
    katex.__defineFunction({
      type: "delimsizing", names: [`\\${size}${letter}`], props: {numArgs: 1, argTypes: ["primitive"]},
      handler({parser, funcName}, [given]) {
        const one = given.type === "ordgroup" && given.body.length === 1 ? given.body[0] : given;
        if (!DELIMITERS.has(one.text)) throw new katex.ParseError(`Invalid delimiter after '${funcName}'`, given);
        return {type: "delimsizing", mode: parser.mode, size: number, mclass: kind, delim: one.text};
      },
    });
  }
}
