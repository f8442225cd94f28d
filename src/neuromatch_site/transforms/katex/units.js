// Numbers and units of siunitx in common use. Run in QuickJS, after packages.js.

const pairs = (text) => Object.fromEntries(text.split(" ").map((pair) => pair.split(":")));
const PREFIXES = pairs(
  "yocto:y zepto:z atto:a femto:f pico:p nano:n micro:µ milli:m centi:c deci:d deca:da hecto:h kilo:k mega:M giga:G tera:T peta:P exa:E zetta:Z yotta:Y");
const UNITS = pairs(
  "ampere:A angstrom:Å arcminute:′ arcsecond:″ bar:bar becquerel:Bq bel:B candela:cd celsius:°C coulomb:C dalton:Da day:d decibel:dB degree:° " +
  "degreeCelsius:°C electronvolt:eV farad:F gram:g gray:Gy hectare:ha henry:H hertz:Hz hour:h joule:J katal:kat kelvin:K kilogram:kg liter:L litre:L " +
  "lumen:lm lux:lx meter:m metre:m minute:min molar:M mole:mol neper:Np newton:N ohm:Ω pascal:Pa percent:\\% radian:rad second:s siemens:S sievert:Sv " +
  "steradian:sr tesla:T tonne:t volt:V watt:W weber:Wb um:µm us:µs uV:µV uA:µA uM:µM");
const PRIMES = {"′": "{}^{\\prime}", "″": "{}^{\\prime\\prime}"};
const POWERS = {squared: "2", cubed: "3", square: "2", cubic: "3"};

// `1.2e-3`, `12345`, `3(1)` -> TeX; anything else as it is.
function siNumber(text) {
  const found = /^([+-]?)([\d.,]*)(\(\d+\))?(?:(?:\+-|\\pm)([\d.]+))?(?:[eEdD]([+-]?\d+))?$/.exec(text.replace(/\s/g, ""));
  if (!found) return text;
  const [, sign, digits, digitsUnsure = "", error, exponent] = found;
  const [whole, ...rest] = digits.replace(",", ".").split(".");
  const grouped = whole.length > 4 ? whole.replace(/\B(?=(\d{3})+$)/g, "\\,") : whole;
  const value = `${sign}${[grouped, ...rest].join(".")}${digitsUnsure}${error ? `\\pm ${error}` : ""}`;
  const power = exponent ? `10^{${Number(exponent)}}` : "";
  return digits && power ? `${error ? `(${value})` : value}\\times ${power}` : value + power;
}

// `\metre\per\second\squared`, `m/s^2` -> TeX.
function siUnit(text) {
  const words = text.match(/\\[a-zA-Z]+|[^\\\s.~*/^]+|[/^]/g) ?? [];
  const units = [];
  let prefix = "", inverse = "", power = "", stays = false;
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at].replace(/^\\/, "");
    const last = units[units.length - 1];
    if (word === "per" || word === "/") {
      inverse = "-";
      stays = word === "/";
    } else if (word === "^") {
      if (last) last.power = words[++at]?.replace(/[{}]/g, "") ?? "";
    } else if (word === "tothe" || word === "raiseto") {
      at += 1;
    } else if ((word === "squared" || word === "cubed") && last) {
      last.power = POWERS[word];
    } else if (word in POWERS) {
      power = POWERS[word];
    } else if (word in PREFIXES && words[at] !== word) {
      prefix = PREFIXES[word];
    } else {
      units.push({sign: prefix + (UNITS[word] ?? word), inverse, power});
      prefix = power = "";
      if (!stays) inverse = "";
    }
  }
  return units.map((unit) => {
    const exponent = unit.inverse + (unit.power || (unit.inverse ? "1" : ""));
    const sign = PRIMES[unit.sign] ?? `\\mathrm{${unit.sign}}`;
    return `${sign}${exponent ? `^{${exponent}}` : ""}`;
  }).join("\\,");
}

const quantity = (value, unit) => `${siNumber(value)}${/^\s*\\(degree|arcminute|arcsecond)\s*$/.test(unit) ? "" : "\\,"}${siUnit(unit)}`;

function siQuantity(context) {
  optional(context);
  const value = argument(context);
  optional(context);
  return quantity(value, argument(context));
}

define({
  "\\num": (context) => (optional(context), siNumber(argument(context))),
  "\\ang": (context) => {
    optional(context);
    const signs = ["^{\\circ}", "^{\\prime}", "^{\\prime\\prime}"];
    return argument(context).split(";").map((part, i) => (part.trim() ? siNumber(part) + signs[i] : "")).join("");
  },
  "\\si": (context) => (optional(context), siUnit(argument(context))),
  "\\unit": (context) => (optional(context), siUnit(argument(context))),
  "\\SI": siQuantity,
  "\\numrange": (context) => (optional(context), `${siNumber(argument(context))}\\text{–}${siNumber(argument(context))}`),
  "\\numlist": (context) => (optional(context), siList(argument(context), siNumber)),
  "\\SIlist": siQuantities, "\\qtylist": siQuantities,
  "\\SIrange": siRange, "\\qtyrange": siRange,
  // physics' brackets of the same name take one argument
  "\\qty": (context) => {
    context.consumeSpaces();
    const options = context.future().text === "[" ? optional(context) : null;
    if (options !== null && context.future().text !== "{") return `\\left[${options}\\right]`;
    if (context.future().text !== "{") return physicsBrackets(context);
    const first = argument(context);
    context.consumeSpaces();
    return context.future().text === "{" ? quantity(first, argument(context)) : `\\left\\{${first}\\right\\}`;
  },
  "\\pu": (context) => {
    const found = /^\s*([+-]?[\d.,]+(?:[eE][+-]?\d+)?)?\s*(.*)$/.exec(argument(context));
    return found[1] ? quantity(found[1], found[2]) : siUnit(found[2]);
  },
});

// `1;2;3` -> `1, 2 and 3`.
function siList(text, write) {
  const all = text.split(";").map((one) => write(one.trim()));
  const last = all.pop();
  return all.length ? `${all.join("\\text{, }")}\\text{ and }${last}` : last;
}

function siQuantities(context) {
  optional(context);
  const [values, unit] = [argument(context), argument(context)];
  return siList(values, (value) => quantity(value, unit));
}

function siRange(context) {
  optional(context);
  const [from, to, unit] = [argument(context), argument(context), argument(context)];
  return `${siNumber(from)}\\text{–}${quantity(to, unit)}`;
}
