// Search where pages are read from a disk: what pagefind does on the web, over the text of all of them.
// `PAGES` stands before: title, address from the root, and sections, each with heading, fragment, text.
const SITE = new URL("..", document.currentScript.src);
const EAST = /[\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3031-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff]/u;
const BEFORE = 60, LENGTH = 200;

// No capitals, no accents, and every character where it was.
const fold = (text) => text.replace(/[^\u0000-\u007f]/gu, (one) => {
  const bare = EAST.test(one) ? one : one.normalize("NFD")[0].toLowerCase();
  return bare.length === one.length ? bare : one;
}).replace(/[A-Z]/g, (one) => one.toLowerCase());

const pages = PAGES.map(([title, url, sections]) => ({
  title, url, folded: fold(title), sections: sections.map(([heading, fragment, text]) => ({ heading, fragment, text, folded: fold(text), head: fold(heading) })),
}));

const escaped = (text) => text.replace(/[&<>"']/g, (one) => `&${{ "&": "amp", "<": "lt", ">": "gt", '"': "quot", "'": "#39" }[one]};`);

// Words are found by how they begin, also without the `s` of a plural; what stands in quotes, as it is;
// scripts without spaces, anywhere.
const pattern = (term) => {
  const quoted = term.startsWith('"');
  const bare = fold(term.replaceAll('"', "").trim().replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, ""));
  const root = !quoted && bare.length > 4 ? bare.replace(/s$/, "") : bare;
  const safe = root.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");
  return safe && new RegExp(EAST.test(root[0]) ? safe : `(?<![\\p{L}\\p{N}])${safe}${quoted ? "(?![\\p{L}\\p{N}])" : "[\\p{L}\\p{N}]*"}`, "gu");
};

const places = (folded, patterns) => patterns.flatMap((one) => [...folded.matchAll(one)].map((match) => [match.index, match.index + match[0].length])).sort((a, b) => a[0] - b[0]);

const excerpt = (text, found) => {
  const first = found[0]?.[0] ?? 0;
  const start = first > BEFORE ? text.indexOf(" ", first - BEFORE) + 1 || first : 0;
  const from = Math.min(start, first);
  const last = text.lastIndexOf(" ", from + LENGTH);
  const end = text.length <= from + LENGTH ? text.length : Math.max(last > first ? last : from + LENGTH, found[0]?.[1] ?? 0);
  let shown = "", at = from;
  for (const [begin, until] of found) {
    if (begin < at || until > end) continue;
    shown += `${escaped(text.slice(at, begin))}<mark>${escaped(text.slice(begin, until))}</mark>`;
    at = until;
  }
  return shown + escaped(text.slice(at, end));
};

const weigh = (folded, patterns, factor) => patterns.reduce((sum, one) => sum + factor * Math.log2(1 + [...folded.matchAll(one)].length), 0);

const rated = (page, patterns) => {
  const has = (one) => page.folded.search(one) >= 0 || page.sections.some((section) => section.folded.search(one) >= 0 || section.head.search(one) >= 0);
  if (!patterns.every(has)) return null;
  const words = page.sections.map((section) => weigh(section.folded, patterns, 1) + weigh(section.head, patterns, 4));
  return { page, score: weigh(page.folded, patterns, 10) + words.reduce((sum, one) => sum + one, 0) };
};

const shown = ({ title, url, sections }, patterns) => {
  const found = sections.map((one) => ({ ...one, places: places(one.folded, patterns) })).filter((one) => one.places.length || one.head && places(one.head, patterns).length);
  const address = (fragment) => new URL(fragment ? `${url}#${fragment}` : url, SITE).href;
  return {
    url: address(""), meta: { title }, content: [title, ...sections.flatMap((one) => [one.heading, one.text])].join(" "), excerpt: excerpt(found[0]?.text ?? sections[0]?.text ?? "", found[0]?.places ?? []),
    sub_results: found.map((one) => ({ title: one.heading || title, url: address(one.fragment), excerpt: excerpt(one.text, one.places) })),
  };
};

document.currentScript.gives = async (asked) => {
  const patterns = (asked.match(/"[^"]+"|[^\s"]+/g) ?? []).map(pattern).filter(Boolean);
  const found = patterns.length ? pages.map((page) => rated(page, patterns)).filter(Boolean) : [];
  found.sort((one, other) => other.score - one.score);
  return { results: found.map(({ page }) => ({ data: async () => shown(page, patterns) })) };
};
