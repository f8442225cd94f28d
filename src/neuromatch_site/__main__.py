"""The program: ``neuromatch-site``, ``python -m neuromatch_site``."""

import gc
import os
import sys
from contextlib import suppress
from io import TextIOWrapper


def run() -> None:
    """Run the command line, and exit without cleaning up memory, which would take 0.1 s."""
    _read_names_as_utf8()
    _prepare_streams()
    gc.disable()  # trees have no cycles: looking for some costs a fifth of a build
    from neuromatch_site.commands.cli import main

    code: object = 1
    try:
        main()
    except SystemExit as end:
        code = end.code
    with suppress(OSError, ValueError):
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(code if isinstance(code, int) else 0 if code is None else 1)


def _read_names_as_utf8() -> None:
    """Start anew where names of files have another encoding: that of the course is UTF-8.

    So they have in the locale ``C``, where Python is told not to mind it, and in old ones.
    """
    if sys.getfilesystemencoding() != "utf-8" and not sys.flags.utf8_mode and os.name != "nt":
        os.execv(sys.executable, [sys.executable, "-X", "utf8", *sys.orig_argv[1:]])  # noqa: S606 - ourselves


def _prepare_streams() -> None:
    """Have streams that take every character: messages quote what authors and file systems write.

    A redirected stream of Windows has the encoding of its language; one that is closed is none.
    """
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115, PTH123 - stays open
        elif isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


if __name__ == "__main__":
    run()
