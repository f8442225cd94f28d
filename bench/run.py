"""Build one course with this project and with its peers, side by side, and print what it cost.

    python bench/run.py                         the reference course, five rounds
    python bench/run.py --rounds 3 --only neuromatch-site sphinx
    python bench/run.py --pages 100 1000 10000  made-up courses, this project alone
    python bench/run.py --pages 100 --only neuromatch-site sphinx    ... beside a peer
    python bench/run.py --plain 100 1000        plain Markdown, beside Zensical, Material, Hugo
    python bench/run.py --write                 and write the tables into bench/README.md

The first run makes an environment for each peer in ``.bench/``, which needs the network; no
build does.
"""

import argparse
import os
import platform
import re
import shutil
import statistics
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

from contenders import CONTENDERS, OURS, Contender, install, move_away, version
from measure import Cost, run
from plain import PLAIN
from samples import copy_course, make_course

ROOT = Path(__file__).resolve().parent.parent
STATES = ("cold", "nothing changed", "one page changed")

_Costs = dict[tuple[str, str], list[Cost]]
_Installed = tuple[Contender, Path]
"""Who builds, and the folder of its programs."""


def main() -> None:
    """Measure what the arguments ask for."""
    arguments = _arguments()
    work: Path = arguments.work.resolve()
    work.mkdir(parents=True, exist_ok=True)
    contenders = PLAIN if arguments.plain else CONTENDERS
    names = arguments.only or ([OURS.name] if arguments.pages else [one.name for one in contenders])
    installed = [
        (one, install(one, work / "environments")) for one in contenders if one.name in names
    ]
    if arguments.pages or arguments.plain:
        make = partial(make_course, plain=bool(arguments.plain))
        table = grow(installed, arguments.pages or arguments.plain, make, work, arguments.rounds)
    else:
        table = compare(installed, arguments.course.resolve(), work, arguments.rounds)
    versions = ", ".join(version(*one) for one in installed)
    text = f"{_machine()} {versions}. Rounds: {arguments.rounds}.\n\n{table}"
    print(text)
    if arguments.write:
        _write(text, "growth" if arguments.pages else "plain" if arguments.plain else "peers")


def _arguments() -> argparse.Namespace:
    names = list(dict.fromkeys(contender.name for contender in (*CONTENDERS, *PLAIN)))
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    course = ROOT.parent / "shared" / "courses" / "neuro4ml"
    parser.add_argument("--course", type=Path, default=course, help="a course with a myst.yml")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only", nargs="+", choices=names, help="these and no others")
    parser.add_argument("--pages", nargs="+", type=int, help="made-up courses of these sizes")
    parser.add_argument("--plain", nargs="+", type=int, help="the same, of plain Markdown")
    parser.add_argument("--work", type=Path, default=ROOT / ".bench", help="where all is made")
    parser.add_argument("--write", action="store_true", help="into bench/README.md")
    return parser.parse_args()


def compare(installed: Sequence[_Installed], course: Path, work: Path, rounds: int) -> str:
    """Return a table of medians, and of ratios to ours."""
    if not (course / "myst.yml").exists():
        raise SystemExit(f"there is no course at {course}: name one with --course DIR")
    costs = _rounds(installed, lambda copy: copy_course(course, copy), work / "courses", rounds)
    return _comparison([one.name for one, _ in installed], costs)


def _rounds(
    installed: Sequence[_Installed], fill: Callable[[Path], None], folder: Path, rounds: int
) -> _Costs:
    """Return what each one's builds cost, by name and state; every round builds with each in turn.

    The states of the last round, in which memory is watched, have a word of their own.
    """
    for contender, _ in installed:
        move_away(folder, contender.name, folder / "forgotten")
        fill(folder / contender.name)
        contender.prepare(folder / contender.name)
    costs: _Costs = defaultdict(list)
    for number in range(rounds + 1):
        watch = " watched" if number == rounds else ""
        for contender, programs in installed:
            copy = folder / contender.name
            for state, cost in _round(contender, programs, copy, number, memory=bool(watch)):
                costs[contender.name, state + watch].append(cost)
            print(f"round {number + 1} of {rounds + 1}: {contender.name}", file=sys.stderr)
    shutil.rmtree(folder / "forgotten")
    return costs


def _round(
    contender: Contender, programs: Path, copy: Path, number: int, *, memory: bool
) -> Iterator[tuple[str, Cost]]:
    """Yield the cost of a cold build, of one with nothing changed, of one with one page changed."""
    command = contender.command(programs, copy)
    log = copy.parent / f"{contender.name}.log"
    for made in contender.made:
        move_away(copy, made, copy.parent / "forgotten")
    for state in STATES:
        if state == "one page changed":
            page = sorted((copy / contender.pages).glob("[Ww]eek*/*.md"))[3]
            page.write_text(page.read_text(encoding="utf-8") + f"\nRound {number}.\n", "utf-8")
        yield state, run(command, copy, log, memory=memory)
        if not (copy / contender.result).exists():
            message = f"{contender.name} made no {contender.result}: see {log}"
            raise SystemExit(message)


def _comparison(names: Sequence[str], costs: _Costs) -> str:
    rows = [
        "| | | wall, s | CPU, s | wall: ours is 1/ | CPU: ours is 1/ |",
        "| - | - | -: | -: | -: | -: |",
    ]
    for state in STATES:
        wall = {name: _median(costs[name, state], "wall") for name in names}
        cpu = {name: _median(costs[name, state], "cpu") for name in names}
        for name in names:
            ratios = (_ratio(wall, name), _ratio(cpu, name))
            rows.append(
                f"| {state} | {name} | {wall[name]:.2f} | {cpu[name]:.2f} | {' | '.join(ratios)} |"
            )
    peak = {name: max(_peak(costs, name, state) for state in STATES) for name in names}
    rows += ["", "| peak memory | MB | ours is 1/ |", "| - | -: | -: |"]
    rows += [f"| {name} | {peak[name] / 1e6:.0f} | {_ratio(peak, name)} |" for name in names]
    return "\n".join(rows)


def _ratio(values: dict[str, float] | dict[str, int], name: str) -> str:
    ours = values.get(OURS.name)
    return f"{values[name] / ours:.1f}" if ours and name != OURS.name else ""


def _peak(costs: _Costs, name: str, state: str) -> int:
    return max(cost.memory for cost in costs[name, f"{state} watched"])


def _median(costs: Sequence[Cost], of: str) -> float:
    return statistics.median(cost.wall if of == "wall" else cost.cpu for cost in costs)


def grow(
    installed: Sequence[_Installed],
    sizes: Sequence[int],
    make: Callable[..., None],
    work: Path,
    rounds: int,
) -> str:
    """Return a table of what courses of these sizes cost; ``make`` writes one into a folder."""
    rows = [
        "| pages | state | | wall, s | CPU, s | CPU a page, ms | peak memory, MB | ours is 1/ |",
        "| -: | - | - | -: | -: | -: | -: | -: |",
    ]
    for pages in sizes:
        folder = work / "courses" / f"{pages}-pages"
        costs = _rounds(installed, partial(make, pages=pages), folder, rounds)
        for state in STATES:
            names = [contender.name for contender, _ in installed]
            walls = {name: _median(costs[name, state], "wall") for name in names}
            for name in names:
                cpu = _median(costs[name, state], "cpu")
                numbers = f"{walls[name]:.2f} | {cpu:.2f} | {1000 * cpu / pages:.2f}"
                peak = _peak(costs, name, state) / 1e6
                ratio = _ratio(walls, name)
                rows.append(f"| {pages} | {state} | {name} | {numbers} | {peak:.0f} | {ratio} |")
    return "\n".join(rows)


def _machine() -> str:
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    system = f"{platform.system()} {platform.machine()}"
    return f"{cores} cores{_processor()}, {system}, Python {platform.python_version()}."


def _processor() -> str:
    information = Path("/proc/cpuinfo")
    if not information.exists():
        return ""
    name = re.search(r"model name\s*: (.+)", information.read_text(encoding="utf-8"))
    return f" of {name[1]}" if name else ""


def _write(text: str, part: str) -> None:
    path = Path(__file__).parent / "README.md"
    marks = f"<!-- {part} -->", f"<!-- end of {part} -->"
    before, _, rest = path.read_text(encoding="utf-8").partition(marks[0])
    _, _, after = rest.partition(marks[1])
    path.write_text(f"{before}{marks[0]}\n{text}\n{marks[1]}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
