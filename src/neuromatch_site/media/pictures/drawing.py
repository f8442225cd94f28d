"""What an SVG draws: a few elements that use each other may draw millions."""

import re

_REFERENCE = re.compile(r"^\s*#([^\s]+)\s*$|url\(\s*['\"]?#([^'\")]+)")
_MOST = 10**9


class Drawing:
    """The elements of a drawing, and which of them draws which others."""

    def __init__(self) -> None:
        self.children: list[list[int]] = []
        """Of each element, in the order of the file."""
        self._uses: list[tuple[str, ...]] = []
        """The identifiers that each element refers to."""
        self._named: dict[str, int] = {}
        self._open: list[int] = []

    def start(self, attributes: dict[str, str]) -> None:
        """Note an element that begins."""
        number = len(self.children)
        if self._open:
            self.children[self._open[-1]].append(number)
        self.children.append([])
        found = (match for text in attributes.values() for match in _REFERENCE.finditer(text))
        self._uses.append(tuple(match[1] or match[2] for match in found))
        if name := attributes.get("id"):
            self._named.setdefault(name, number)
        self._open.append(number)

    def end(self) -> None:
        """Note that the innermost element ends."""
        self._open.pop()

    def drawn(self) -> int:
        """Return how many elements are drawn, each as often as it is used; a circle draws none."""
        counts: dict[int, int] = {}
        waiting = [(0, False)] if self.children else []
        entered: set[int] = set()
        while waiting:
            number, left = waiting.pop()
            if number in counts or (number in entered and not left):
                continue
            parts = [*self.children[number], *self._targets(number)]
            if left:
                total = 1 + sum(counts.get(part, 0) for part in parts)
                counts[number] = min(total, _MOST)
                continue
            entered.add(number)
            waiting.append((number, True))
            waiting += [(part, False) for part in parts if part not in entered]
        return counts.get(0, 0)

    def _targets(self, number: int) -> list[int]:
        return [self._named[name] for name in self._uses[number] if name in self._named]
