"""``codemeta.json``: the course in CodeMeta 3.0, for software and research indexes.

Source: https://codemeta.github.io/terms/, whose context contains the terms of schema.org.
"""

import json

from neuromatch_site.exporters._context import ExportContext
from neuromatch_site.metadata.schema_org import code_of, course
from neuromatch_site.model.artifact import Artifact
from neuromatch_site.model.course import Project


def codemeta(project: Project, context: ExportContext) -> list[Artifact]:
    """Return the file; parts of the course other than its code are only in the site's JSON-LD."""
    if not project.config.title:
        return []
    thing = course(project)
    code = code_of(project.config)
    for name in ("hasPart", "http://purl.org/dc/terms/conformsTo"):
        thing.pop(name, None)
    thing.pop("creator", None)
    if code:
        thing["hasPart"] = code
    if project.config.github:
        thing["codeRepository"] = project.config.github
    data = {"@context": "https://w3id.org/codemeta/3.0", **thing}
    fields = {key: value for key, value in data.items() if value is not None}
    text = json.dumps(fields, ensure_ascii=False, indent=2) + "\n"
    return [Artifact("codemeta.json", text.encode())]
