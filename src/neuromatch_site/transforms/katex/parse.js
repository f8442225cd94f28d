// Run in QuickJS, after KaTeX: parses the formulas of a page in their order.

// `loc` holds the whole input once for each node: it is left out of the JSON.
Object.getPrototypeOf(katex.__parse("x")[0].loc).toJSON = () => undefined;

function parseFormulas(text) {
  const job = JSON.parse(text);
  const macros = {...job.macros};
  const answers = job.formulas.map(([tex, display]) => {
    const found = answer(tex, display, macros, job);
    if (!("\\arraystretch" in job.macros)) delete macros["\\arraystretch"]; // of one table, not of all
    return found;
  });
  return ["[", answers.join(","), "]"].join(""); // in one piece: the binding takes no other
}

function answer(tex, display, macros, job) {
  const refused = [];
  const settings = {
    displayMode: display, macros, globalGroup: true, strict: "ignore",
    maxExpand: job.maxExpand, maxSize: job.maxSize,
    trust: (context) => { refused.push(context.command); return false; },
  };
  try {
    const tree = JSON.stringify(katex.__parse(tex, settings));
    if (refused.length) return JSON.stringify({error: "refused", message: refused[0]});
    if (tree.length > job.maxTree) return '{"error":"too long"}';
    return `{"tree":${tree}}`;
  } catch (error) {
    return JSON.stringify({
      error: String(error.name),
      message: String(error.rawMessage || error.message || error),
      offset: error.position ?? -1,
    });
  }
}

// The character of a command, from KaTeX's own table.
function symbol(mode, text) {
  const tex = mode === "text" ? `\\text{${text}}` : text;
  return katex.renderToString(tex, {output: "mathml", strict: "ignore"});
}
