"""Files that a browser would run on the origin of the course when opened directly.

They are offered with an extension that every server sends as plain text: a script in one could read
what other courses of the same organisation store in the browser.
"""

_KINDS = frozenset(
    "html htm xhtml xht shtml shtm mht mhtml hta svgz xml xsl xslt xspf rdf rss atom js mjs cjs css"
    " wasm swf mathml mml xul svgx php phtml phar jsp jspx asp aspx cgi".split()
)
"""Endings, those that servers run among them; some look at each of several: ``a.html.fr``."""
TEXT = ".txt"


def is_active(name: str) -> bool:
    """Return whether a browser could run a file with this name. An SVG is judged by its content."""
    return any(part in _KINDS for part in name.lower().split(".")[1:])
