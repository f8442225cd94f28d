"""The messages of a preview after each build: new ones since the last build, and a count."""

from collections import Counter
from collections.abc import Sequence

from msgspec import Struct, field

from neuromatch_site.diagnostics.diagnostic import Diagnostic
from neuromatch_site.diagnostics.formats import render, summary

_Key = tuple[str, str, str]


class News(Struct):
    """Keeps the messages of the last build."""

    known: Counter[_Key] = field(default_factory=Counter)
    is_first: bool = True

    def tell(self, diagnostics: Sequence[Diagnostic], prefix: str, seconds: float) -> str:
        """Return the messages that the last build did not have, and a summary line.

        A message that only moved to another line is not new; ``prefix`` is the path to the course
        folder.
        """
        left, new = self.known.copy(), []
        for item in diagnostics:
            left[_key(item)] -= 1
            if left[_key(item)] < 0:
                new.append(item)
        solved = sum(count for count in left.values() if count > 0)
        parts = [f"built in {seconds:.2f} s"]
        if counts := summary(diagnostics):
            parts.append(counts)
        if not self.is_first and new:
            parts.append(f"{len(new)} new")
        if solved:
            parts.append(f"{solved} solved")
        self.known = Counter(map(_key, diagnostics))
        self.is_first = False
        text = render(new, "text", prefix)
        line = ", ".join(parts)
        return f"{text}\n{line}" if text else line


def _key(item: Diagnostic) -> _Key:
    return (item.rule.id, item.position.path, item.message)
