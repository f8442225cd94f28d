"""The files of ``data/``: their text, and their YAML as values with positions."""

from typing import TypeVar

from msgspec import Struct

from neuromatch_site.config.fields import Kind, Report
from neuromatch_site.config.value import Value
from neuromatch_site.config.yaml import FILE_LIMITS, load_yaml
from neuromatch_site.diagnostics.diagnostic import Diagnostics, Rule
from neuromatch_site.diagnostics.source import Position, Source
from neuromatch_site.filesystem.course_files import CourseFiles, OutsideCourseError
from neuromatch_site.filesystem.text import MAX_BYTES, decode

T = TypeVar("T")


class DataFiles(Struct, frozen=True):
    """Reads the files of one course."""

    files: CourseFiles
    diagnostics: Diagnostics

    @property
    def report(self) -> Report:
        """Reports mistakes in them."""
        return Report(self.diagnostics, Rule.DATA_VALID)

    def read(self, path: str, kind: Kind[T], default: T) -> T:
        """Return the value of a file; the default if it does not exist."""
        value = self.value(path)
        entries = None if value is None else kind.read(value, self.report)
        return default if entries is None else entries

    def value(self, path: str) -> Value | None:
        """Return the YAML of a file; None if it does not exist, or is empty."""
        source = self.text(path, FILE_LIMITS.size)
        if source is None:
            return None
        value = load_yaml(source, self.diagnostics, Rule.DATA_VALID, FILE_LIMITS)
        return None if value is None or value.data is None else value

    def text(self, path: str, most: int = MAX_BYTES) -> Source | None:
        """Return the text of a file; None if it does not exist, or, with a report, is not text."""
        try:
            file = self.files.find(f"/{path}")
            content = file.read_bytes() if file else None
        except (OutsideCourseError, OSError) as error:
            problem = getattr(error, "strerror", None) or "it is outside the course folder"
            message = f"the file cannot be read: {problem}"
            self.diagnostics.report(Rule.DATA_VALID, Position(path), message)
            return None
        if content is None:
            return None
        return decode(path, content, self.diagnostics, most, longest=most)

    def is_missing(self, path: str) -> bool:
        """Return whether a file does not exist."""
        try:
            return self.files.find(f"/{path}") is None
        except OutsideCourseError:
            return False

    def names(self, folder: str) -> list[str]:
        """Return the paths of the files in a folder of the course."""
        return [f"{folder}/{name}" for name in self.files.tree(folder).files]
