"""Build one course with this project and with its peers, side by side, and print what it cost.

    python bench/run.py                         the reference course, five rounds
    python bench/run.py --rounds 3 --only neuromatch-site sphinx
    python bench/run.py --pages 100 1000 10000  made-up courses, this project alone
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
from collections.abc import Iterator, Sequence
from pathlib import Path

from contenders import CONTENDERS, OURS, Contender, forget, install
from measure import Cost, run
from samples import copy_course, make_course

ROOT = Path(__file__).resolve().parent.parent
STATES = ("cold", "nothing changed", "one page changed")

_Costs = dict[tuple[str, str], list[Cost]]


def main() -> None:
    """Measure what the arguments ask for."""
    arguments = _arguments()
    work: Path = arguments.work.resolve()
    work.mkdir(parents=True, exist_ok=True)
    tables = [_machine()]
    if not arguments.pages:
        chosen = [one for one in CONTENDERS if one.name in arguments.only]
        tables.append(compare(chosen, arguments.course.resolve(), work, arguments.rounds))
    else:
        tables.append(grow(arguments.pages, work, arguments.rounds))
    text = "\n\n".join(tables)
    print(text)
    if arguments.write:
        _write(text, "growth" if arguments.pages else "peers")


def _arguments() -> argparse.Namespace:
    names = [contender.name for contender in CONTENDERS]
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    course = ROOT.parent / "shared" / "courses" / "neuro4ml"
    parser.add_argument("--course", type=Path, default=course, help="a course with a myst.yml")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only", nargs="+", choices=names, default=names)
    parser.add_argument("--pages", nargs="+", type=int, help="made-up courses of these sizes")
    parser.add_argument("--work", type=Path, default=ROOT / ".bench", help="where all is made")
    parser.add_argument("--write", action="store_true", help="into bench/README.md")
    return parser.parse_args()


def compare(chosen: Sequence[Contender], course: Path, work: Path, rounds: int) -> str:
    """Return a table of medians; every round builds with each contender in turn."""
    if not (course / "myst.yml").exists():
        raise SystemExit(f"there is no course at {course}: name one with --course DIR")
    ready = [
        (one, install(one, work / "environments"), work / "courses" / one.name) for one in chosen
    ]
    for contender, _, copy in ready:
        shutil.rmtree(copy, ignore_errors=True)
        copy_course(course, copy)
        contender.prepare(copy)
    costs: _Costs = defaultdict(list)
    for number in range(rounds + 1):
        last = number == rounds
        for contender, programs, copy in ready:
            for state, cost in _round(contender, programs, copy, number, memory=last):
                costs[contender.name, "memory" if last else state].append(cost)
            print(f"round {number + 1} of {rounds + 1}: {contender.name}", file=sys.stderr)
    return _comparison([one.name for one in chosen], costs)


def _round(
    contender: Contender, programs: Path, copy: Path, number: int, *, memory: bool
) -> Iterator[tuple[str, Cost]]:
    """Yield the cost of a cold build, of one with nothing changed, of one with one page changed."""
    command = contender.command(programs, copy)
    log = copy.parent / f"{contender.name}.log"
    forget(contender, copy)
    for state in STATES:
        if state == "one page changed":
            page = sorted(copy.glob("[Ww]eek*/*.md"))[3]
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
    peak = {name: max(cost.memory for cost in costs[name, "memory"]) for name in names}
    rows += ["", "| peak memory | MB | ours is 1/ |", "| - | -: | -: |"]
    rows += [f"| {name} | {peak[name] / 1e6:.0f} | {_ratio(peak, name)} |" for name in names]
    return "\n".join(rows)


def _ratio(values: dict[str, float] | dict[str, int], name: str) -> str:
    ours = values.get(OURS.name)
    return f"{values[name] / ours:.1f}" if ours and name != OURS.name else ""


def _median(costs: Sequence[Cost], of: str) -> float:
    return statistics.median(cost.wall if of == "wall" else cost.cpu for cost in costs)


def grow(sizes: Sequence[int], work: Path, rounds: int) -> str:
    """Return a table of what courses of these sizes cost this project."""
    rows = [
        "| pages | state | wall, s | CPU, s | CPU a page, ms | peak memory, MB |",
        "| -: | - | -: | -: | -: | -: |",
    ]
    for pages in sizes:
        copy = work / "courses" / f"{pages}-pages"
        shutil.rmtree(copy, ignore_errors=True)
        make_course(copy, pages)
        costs: _Costs = defaultdict(list)
        for number in range(rounds + 1):
            last = number == rounds
            for state, cost in _round(OURS, install(OURS, work), copy, number, memory=last):
                costs["memory" if last else "time", state].append(cost)
            print(f"{pages} pages: round {number + 1} of {rounds + 1}", file=sys.stderr)
        for state in STATES:
            wall, cpu = (_median(costs["time", state], of) for of in ("wall", "cpu"))
            peak = max(cost.memory for cost in costs["memory", state]) / 1e6
            each = 1000 * cpu / pages
            rows.append(f"| {pages} | {state} | {wall:.2f} | {cpu:.2f} | {each:.2f} | {peak:.0f} |")
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
