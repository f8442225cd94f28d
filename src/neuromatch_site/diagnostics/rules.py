"""Every rule of a diagnostic, under mystmd's name if it has one."""

from enum import Enum, StrEnum
from typing import Self


class Severity(StrEnum):
    """The severity of a diagnostic."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"
    """Not a problem, but something a reviewer should know. Never counted, never ignored."""


def error(description: str) -> tuple[Severity, str]:
    """Return what a rule is made from that makes a build fail."""
    return Severity.ERROR, description


def warning(description: str) -> tuple[Severity, str]:
    """Return what a rule is made from about a lesser mistake."""
    return Severity.WARNING, description


def note(description: str) -> tuple[Severity, str]:
    """Return what a rule is made from that a reviewer should know."""
    return Severity.NOTE, description


class Rule(Enum):
    """Every rule, under mystmd's name where it has one: default severity and description."""

    # The course and its configuration.
    COURSE_EXISTS = error("The course folder must exist and contain pages.")
    VALID_CONFIG_STRUCTURE = error("`myst.yml` must be valid YAML with the expected structure.")
    VALID_PROJECT_CONFIG = warning("Keys under `project:` must be known and have valid values.")
    VALID_SITE_CONFIG = warning("Keys under `site:` must be known and have valid values.")
    CONFIG_HAS_NO_DEPRECATED_FIELDS = warning(
        "Deprecated keys should be replaced by their current names."
    )
    ACCENT_CONTRAST = warning("The accent colour should have a contrast of 4.5:1 with the page.")
    CARD_SHOWS_TITLE = note("The picture for shared links should show the title of the course.")
    YAML_DUPLICATE_KEY = error("Keys of a mapping must be unique.")
    ERROR_RULES_VALID = error(
        "`error_rules` must name existing rules, with `ignore`, `warn` or `error`."
    )
    SETTING_HAS_EFFECT = warning("Settings should have an effect on the site.")
    YAML_TOO_LARGE = error("YAML must stay within the limits of size, nesting and alias expansion.")
    ORCID_VALID = error("An ORCID must have sixteen digits and a correct check digit.")
    DOI_VALID = error("A DOI must have the form `10.<registrant>/<suffix>`.")
    LICENSE_KNOWN = error("A licence must be an SPDX identifier, or Zenodo's.")
    DATE_VALID = error("Dates must be written as YYYY-MM-DD and exist.")
    CODE_RUNS_ON_REQUEST = warning(
        "Only the command line (`--execute`) runs code; no key of `myst.yml` does."
    )
    COURSE_PERMISSIONS = note("Settings that allow active content should be reviewed.")
    TEMPLATES_USED = note("Templates next to the course are code and override those of the theme.")
    TEMPLATES_OWNED = error("The templates folder belongs to the user who builds the course.")
    PLUGIN_LOADS = warning("Plugins of `myst.yml` are code and are never run.")
    TEMPLATE_OVERRIDE_KNOWN = warning(
        "A file in the templates folder should override a file of the theme."
    )

    TEMPLATE_RENDERS = error("Templates must be valid and render without errors.")
    DATA_VALID = error("Files in `data/` must have the expected structure.")
    EVENT_TIME = error("Events must start before they end, in a known time zone.")
    EVENT_PLACE = warning("Events on site should say where they are.")
    EVENT_LENGTH = warning("Events should end later than they start.")
    EVENT_OVERLAP = warning("A room or a person should not have two events at the same time.")

    # The table of contents and addresses.
    TOC_CONTENTS_EXIST = error("Files listed in the toc must exist.")
    VALID_TOC = error("The toc must have the expected structure.")
    TOC_DUPLICATE = warning("A file should be listed only once in the toc.")
    PAGE_ORPHAN = warning("Pages should be in the toc, used by another page, or excluded.")
    EDITION_EXISTS = error("Every edition of the course must have its folder.")
    TRANSLATION_EXISTS = warning("Every language must have a folder of pages.")
    TRANSLATION_HAS_ORIGINAL = error("Every translated page must have an original.")
    DUPLICATE_OUTPUT = error("Two sources must not have the same URL.")
    FILE_NAMES_DIFFER = warning(
        "Names of files must differ in more than capital letters and Unicode forms."
    )
    SLUG_VALID = error("URLs of pages must consist of safe characters.")

    # Reading pages.
    MYST_FILE_LOADS = error("Pages must be readable.")
    ENCODING = error("Text must be UTF-8 without control characters.")
    PAGE_TOO_LARGE = error("Pages must stay within the limits of size.")
    PAGE_EMPTY = warning("Pages should not be empty.")
    PAGE_NO_TITLE = warning("Pages should have a title.")
    MERGE_CONFLICT = error("Pages must not contain unresolved merge conflicts.")
    BIDI_CONTROL = warning(
        "Bidirectional control characters can make text read differently from its source."
    )
    SECRET_IN_SOURCE = warning("Published files should not contain access tokens or private keys.")
    FRONTMATTER_IS_YAML = error("Front matter must be valid YAML, and closed.")
    VALID_PAGE_FRONTMATTER = warning(
        "Keys of the front matter must be known and have valid values."
    )
    NOTEBOOK_VALID = error("Notebooks must be valid JSON of nbformat 4.")
    NOTEBOOK_ATTACHMENTS_RESOLVE = error("Attachments shown by a cell must exist in it.")
    OUTPUT_SHOWN = warning("Outputs should be displayable without running their code.")

    # Directives, roles and other syntax.
    DIRECTIVE_KNOWN = error("Directives must be known.")
    DIRECTIVE_ARGUMENT_CORRECT = error("Directives must have the argument they need, and no other.")
    DIRECTIVE_OPTIONS_CORRECT = warning(
        "Options of directives must be known and have valid values."
    )
    DIRECTIVE_BODY_CORRECT = error("Directives must have the body they need, and no other.")
    DIRECTIVE_PARENT = error("Directives must be used inside an allowed parent.")
    ROLE_KNOWN = error("Roles must be known.")
    ROLE_BODY_CORRECT = error("Roles must have valid content.")
    SUBSTITUTION_KNOWN = warning("Names in double braces should be defined in `substitutions`.")
    INLINE_EXPRESSION_RENDERS = warning(
        "Inline expressions should be computed by `neuromatch-site run` or `--execute`."
    )
    FOREIGN_SYNTAX = warning("Syntax of other programs is not MyST and is shown as written.")
    FENCE_CLOSED = error("Fences must be closed.")
    FENCE_NESTING = warning("A fence must be longer than the fences inside it, or they close it.")
    MATH_CLOSED = error("Display math must be closed.")
    NESTING_TOO_DEEP = error("Blocks must not be nested too deeply.")
    BLOCK_METADATA_LOADS = error("Metadata of a block must be valid JSON.")
    CODE_METADATA_LOADS = error("The `#|` lines of a code cell must be valid YAML.")
    CODE_METATAGS_VALID = warning("Tags of a code cell should be known.")
    CODE_CELL_EXECUTES = error("Code cells must run without an error and within the time limit.")
    OUTPUTS_CURRENT = warning("Outputs in `lock/outputs/` should be those of the current code.")
    DIAGRAM_DRAWN = warning("Diagrams must be valid, and the program that renders them installed.")
    DIAGRAM_PICTURE = note("Diagrams should be rendered by `neuromatch-site run`.")
    CODE_LANG_DEFINED = warning("The language of code should be known to the syntax highlighter.")
    GATED_NODES_JOIN = error("Every `-start` directive must have its `-end`.")
    CONTAINER_CHILDREN_VALID = error("Figures and tables must contain what they show.")
    GLOSSARY_USES_DEFINITION_LIST = error("A glossary must contain a definition list.")
    TABLE_CELLS = warning("Rows of a table should have as many cells as its header.")
    HTML_ALLOWED = error("Raw HTML must not contain active content.")
    HTML_CLOSED = warning("Raw HTML elements should be closed.")
    FOLD_CLOSED = error("`<details>` must be closed before the next heading.")
    HEADING_ORDER = warning("Heading levels should increase by one.")

    # Files that pages name.
    PATH_INSIDE_COURSE = error("Paths must lead to files inside the course folder.")
    INCLUDE_CONTENT_LOADS = error("Included files must be readable.")
    INCLUDE_CONTENT_FILTERS = error("The filters of an include must select something.")
    INCLUDE_CYCLE = error("Files must not include themselves.")
    INCLUDE_TOO_LARGE = error("Includes must stay within the limits.")
    STATIC_FILE_COPIED = warning("Linked files should exist.")
    IMAGE_EXISTS = error("Images must exist.")
    IMAGE_READABLE = error("Images must be complete and of the type that their name says.")
    IMAGE_TOO_LARGE = error("Images must stay within the limits of size.")
    IMAGE_REMOTE = warning("Images should be part of the course, not loaded from other sites.")
    IMAGE_HAS_ALT_TEXT = warning("Images should have alt text.")
    SVG_ACTIVE_CONTENT = error("SVG images must not contain scripts or other active content.")

    DOWNLOAD_INERT = warning("Linked files that a browser could run are offered as text.")
    CLASS_RESERVED = warning("Classes that place parts of the theme cannot be used in content.")

    # Links and references.
    URL_SCHEME = error("URLs must have a safe scheme.")
    INSECURE_LINK = warning("Embeds and images should be loaded over https.")
    LINK_RESOLVES = error("Link targets must exist.")
    LINK_NESTED = warning("Links should not contain other links.")
    LINK_TEXT_EXISTS = warning("Links should have text.")
    IDENTIFIER_IS_UNIQUE = error("Labels must be unique.")
    REFERENCE_TARGET_RESOLVES = error("Targets of cross-references must exist.")
    LABEL_HAS_MARK = warning("Links to labels should start with `#`.")
    REFERENCE_TEMPLATE_FILLS = warning(
        "Templates of cross-references should have the values they use."
    )
    FOOTNOTE_REFERENCES_DEFINITION = error("Referenced footnotes must be defined.")
    FOOTNOTE_USED = warning("Defined footnotes should be referenced.")
    SPHINX_LINK_VALID = error("Links into other projects must resolve.")
    INTERSPHINX_REFERENCES_RESOLVE = warning("Inventories of other projects should be in the lock.")
    DOI_LINK_VALID = warning("Cited DOIs should be in the lock or in a bibliography.")
    FRAME_HOST = warning("Embeds should come from hosts that the course allows.")
    MEDIA_OPTIONS_CORRECT = error("Options of videos and slides must be known.")
    TRANSCRIPT_READABLE = error("Transcripts must be valid WebVTT.")
    VIDEO_ID_VALID = error("Video ids must have the form that their provider uses.")

    # Bibliography.
    BIB_FILE_EXISTS = error("Bibliography files must exist.")
    BIB_SYNTAX = warning("Bibliography files should be valid.")
    BIB_ENTRY_CLOSED = error("Entries of a bibliography must be closed.")
    BIB_TOO_LARGE = error("Bibliographies must stay within the limits.")
    CITATION_IS_UNIQUE = warning("Citation keys should be unique.")
    CITATION_RENDERS = error("Cited keys must be in a bibliography.")
    CITATION_USED = warning("Works in a bibliography should be cited.")
    CITATION_STYLE_LOADS = warning("The citation style should be a usable CSL file.")
    LOCK_VALID = warning("Files in `lock/` should be as `neuromatch-site lock` writes them.")
    LOCK_CURRENT = warning("The lock should contain what the course needs, and no more.")
    LOCK_FETCHED = error("Entries of the lock must be fetched without errors.")

    # The citation of the course.
    METADATA_COMPLETE = warning("A citation needs title, authors, description, date and licence.")
    METADATA_VALID = error("Zenodo and GitHub must accept the citation of the course.")
    METADATA_COPIED = warning("A copy of a course must not claim the DOI of the original.")
    METADATA_STALE = error("`CITATION.cff` and `.zenodo.json` must agree with `myst.yml`.")

    # Math and code.
    MATH_RENDERS = error("Formulas must be TeX that KaTeX supports.")
    MATH_TOO_COMPLEX = error("Formulas must stay within the limits.")
    MATH_FONT_MADE = warning("The font of formulas should build.")

    # Exercises.
    SOLUTION_HAS_EXERCISE = error("A solution must name its exercise.")

    QUIZ_ANSWER = error("Questions must have a right answer that can be checked.")
    QUIZ_ANSWER_HIDDEN = warning("Code should not show the answers to questions.")

    # Reported by ``check`` alone.
    FILE_USED = warning("Images, videos and documents in the course folder should be used.")
    LABEL_USED = warning("Labels should be used by a reference.")
    ADDRESS_RESOLVES = error("URLs that point to the site should exist on it.")
    LINK_TEXT_TELLS = warning("The text of a link should say where it leads.")
    LINK_PUBLIC = warning(
        "Links to `localhost` lead to the reader's own machine, not to the author's."
    )
    VIDEO_HAS_TRANSCRIPT = warning("Videos should have a transcript.")
    VIDEO_PROVIDERS = warning("Videos should also be available where YouTube is blocked.")
    IMAGE_HEAVY = warning("Images should be small enough for a slow connection.")
    IMAGE_HAS_LICENSE = warning(
        "Images should name their licence, if `site.options.image_licenses` asks for it."
    )
    SPELLING = warning("Words should be spelt correctly, if the course asks for the check.")
    SECRET_ABSENT = error("Sources must not contain access tokens or private keys.")
    LINK_ANSWERS = warning("External links should work.")

    # The finished site.
    JUPYTERLITE_MADE = error("JupyterLite must be buildable, if the course wants it.")
    SEARCH_INDEXED = error("The search index must be buildable.")

    severity: Severity
    description: str

    def __new__(cls, severity: Severity, description: str) -> Self:
        """Return the member; its value is its place among the others."""
        rule = object.__new__(cls)
        rule._value_ = len(cls.__members__)
        rule.severity = severity
        rule.description = description
        return rule

    @property
    def id(self) -> str:
        """Its name in messages and in ``error_rules``: ``course-exists``."""
        return self.name.lower().replace("_", "-")
