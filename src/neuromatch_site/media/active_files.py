"""Files that a browser runs when they are opened by themselves, on the origin of the course.

They are offered as text, under a name that every server gives the type of a text: a script in one
could read what other courses of the same organisation keep in the browser.
"""

_KINDS = frozenset(
    "html htm xhtml xht shtml shtm mht mhtml hta svgz xml xsl xslt xspf rdf rss atom js mjs cjs css"
    " wasm swf mathml mml xul svgx php phtml phar jsp jspx asp aspx cgi".split()
)
"""Endings, those that servers run among them; some look at each of several: ``a.html.fr``."""
TEXT = ".txt"


def is_active(name: str) -> bool:
    """Return whether a file of this name could run. An SVG is not judged by its name."""
    return any(part in _KINDS for part in name.lower().split(".")[1:])
