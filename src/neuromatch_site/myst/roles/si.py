"""``si`` -> ``si``: a quantity with its unit."""

import re
from collections.abc import Mapping

from neuromatch_site.diagnostics.diagnostic import Rule
from neuromatch_site.model.ast.nodes import Node, Si, Text
from neuromatch_site.myst.parser.role import Role, RoleData

_FORM = re.compile(r"(?P<number>[-+−0-9.,eE×^\s]*+)<(?P<units>[^<>]+)>\s*+$")
_COMMAND = re.compile(r"\\([a-zA-Z]+)|[\s.]+")
_SPACE = "\N{NO-BREAK SPACE}"

_UNITS: Mapping[str, str] = {
    "ampere": "A",
    "angstrom": "Å",
    "arcminute": "\N{PRIME}",
    "arcsecond": "\N{DOUBLE PRIME}",
    "astronomicalunit": "au",
    "becquerel": "Bq",
    "bel": "B",
    "candela": "cd",
    "celsius": "°C",
    "coulomb": "C",
    "dalton": "Da",
    "day": "d",
    "decibel": "dB",
    "degree": "°",
    "degreeCelsius": "°C",
    "electronvolt": "eV",
    "farad": "F",
    "gram": "g",
    "gray": "Gy",
    "hectare": "ha",
    "henry": "H",
    "hertz": "Hz",
    "hour": "h",
    "joule": "J",
    "katal": "kat",
    "kelvin": "K",
    "kilogram": "kg",
    "liter": "L",
    "litre": "L",
    "lumen": "lm",
    "lux": "lx",
    "meter": "m",
    "metre": "m",
    "minute": "min",
    "mole": "mol",
    "neper": "Np",
    "newton": "N",
    "ohm": "Ω",
    "pascal": "Pa",
    "percent": "%",
    "radian": "rad",
    "second": "s",
    "siemens": "S",
    "sievert": "Sv",
    "steradian": "sr",
    "tesla": "T",
    "tonne": "t",
    "volt": "V",
    "watt": "W",
    "weber": "Wb",
}
_PREFIXES: Mapping[str, str] = dict(
    zip(
        (
            "quecto ronto yocto zepto atto femto pico nano micro milli centi deci"
            " deca hecto kilo mega giga tera peta exa zetta yotta ronna quetta"
        ).split(),
        "q r y z a f p n µ m c d da h k M G T P E Z Y R Q".split(),
        strict=True,
    )
)
_POWERS: Mapping[str, str] = {"squared": "²", "cubed": "³", "square": "²", "cubic": "³"}
_NEGATIVE: Mapping[str, str] = {"": "⁻¹", "²": "⁻²", "³": "⁻³"}


def run(data: RoleData) -> list[Node]:
    """Return the quantity with the symbol of its unit, or its name if no symbol is known.

    Invalid ones are reported, and shown as written.
    """
    match = _FORM.match(data.value)
    commands = _commands(match["units"]) if match else []
    if match is None or not commands:
        message = f"`{data.value}` is not a quantity"
        data.report(Rule.ROLE_BODY_CORRECT, message, r"write `5 <\milli\metre>`")
        return [Text(position=data.position, value=data.value)]
    number, unit = match["number"].strip(), _unit(commands)
    return [
        Si(
            position=data.position,
            classes=data.classes(),
            number=number,
            unit=unit,
            units=commands,
            alt=" ".join(commands),
            value=f"{number}{_SPACE if number else ''}{unit}",
        )
    ]


def _commands(text: str) -> list[str]:
    """Return the words behind the backslashes; nothing where there is anything else."""
    if _COMMAND.sub("", text):
        return []
    return [match[1] for match in _COMMAND.finditer(text) if match[1]]


def _unit(commands: list[str]) -> str:
    """Return the sign of the unit: ``km``, ``m s⁻²``."""
    units: list[str] = []
    prefix = power = ""
    inverse = False
    for word in commands:
        if word == "per":
            inverse = True
        elif word in ("squared", "cubed") and units:
            units[-1] = _raised(units[-1], _POWERS[word])
        elif word in _POWERS:
            power = _POWERS[word]
        elif word in _PREFIXES:
            prefix = _PREFIXES[word]
        else:
            sign = prefix + _UNITS.get(word, word)
            units.append(sign + (_NEGATIVE[power] if inverse else power))
            prefix = power = ""
            inverse = False
    return _SPACE.join(units) + prefix


def _raised(unit: str, power: str) -> str:
    inverse = unit.endswith(_NEGATIVE[""])
    return unit.removesuffix(_NEGATIVE[""]) + (_NEGATIVE[power] if inverse else power)


ROLE = Role(
    name="si",
    alias=("SI",),
    doc=r"A quantity with its unit: ``{si}`9.81 <\metre\per\second\squared>``.",
    run=run,
    nodes=(Si,),
)
