"""Every rule that a diagnostic can be about: mystmd's name where it has one, and what it asks."""

from enum import Enum, StrEnum
from typing import Self


class Severity(StrEnum):
    """How much a diagnostic matters."""

    ERROR = "error"
    WARNING = "warning"


ERROR, WARNING = Severity.ERROR, Severity.WARNING


class Rule(Enum):
    """Every rule: its name (mystmd's where it has one), default severity and description."""

    # The course and its configuration.
    COURSE_EXISTS = ("course-exists", ERROR, "The course folder exists and has pages.")
    VALID_CONFIG_STRUCTURE = (
        "valid-config-structure",
        ERROR,
        "`myst.yml` can be read and is shaped as it must be.",
    )
    VALID_PROJECT_CONFIG = (
        "valid-project-config",
        WARNING,
        "Every field under `project:` is known and has a value it may have.",
    )
    VALID_SITE_CONFIG = (
        "valid-site-config",
        WARNING,
        "Every field under `site:` is known and has a value it may have.",
    )
    CONFIG_HAS_NO_DEPRECATED_FIELDS = (
        "config-has-no-deprecated-fields",
        WARNING,
        "Fields bear their current names.",
    )
    YAML_DUPLICATE_KEY = ("yaml-duplicate-key", ERROR, "A key stands once in a mapping.")
    YAML_TOO_LARGE = (
        "yaml-too-large",
        ERROR,
        "YAML stays within the limits of size, nesting and expansion.",
    )
    ORCID_VALID = ("orcid-valid", ERROR, "An ORCID has sixteen digits and the right check digit.")
    DOI_VALID = ("doi-valid", ERROR, "A DOI is written as `10.<registrant>/<suffix>`.")
    LICENSE_KNOWN = ("license-known", ERROR, "A licence is an SPDX identifier.")
    DATE_VALID = ("date-valid", ERROR, "A date is written as YYYY-MM-DD and exists.")
    PLUGIN_LOADS = ("plugin-loads", WARNING, "Plugins of `myst.yml` are code and are never run.")
    TEMPLATE_OVERRIDE_KNOWN = (
        "template-override-known",
        WARNING,
        "A file in the templates folder replaces a file of the theme.",
    )

    TEMPLATE_RENDERS = ("template-renders", ERROR, "A template can be read and filled in.")
    DATA_VALID = ("data-valid", ERROR, "A file in `data/` is shaped as it must be.")
    EVENT_TIME = ("event-time", ERROR, "An event begins before it ends, in a known time zone.")

    # The table of contents and addresses.
    TOC_CONTENTS_EXIST = ("toc-contents-exist", ERROR, "Every file of the toc exists.")
    VALID_TOC = ("valid-toc", ERROR, "The toc is shaped as it must be.")
    TOC_DUPLICATE = ("toc-duplicate", WARNING, "A file stands once in the toc.")
    PAGE_ORPHAN = (
        "page-orphan",
        WARNING,
        "A page in the course folder is in the toc, used by another page, or excluded.",
    )
    EDITION_EXISTS = ("edition-exists", ERROR, "Every edition of the course has its folder.")
    TRANSLATION_EXISTS = ("translation-exists", WARNING, "Every language has a folder of pages.")
    TRANSLATION_HAS_ORIGINAL = ("translation-has-original", ERROR, "What is translated is there.")
    DUPLICATE_OUTPUT = ("duplicate-output", ERROR, "Two sources never share one address.")
    SLUG_VALID = ("slug-valid", ERROR, "An address is made of safe characters.")

    # Reading pages.
    MYST_FILE_LOADS = ("myst-file-loads", ERROR, "A page can be read.")
    ENCODING = ("encoding", ERROR, "A text is UTF-8 without control characters.")
    PAGE_TOO_LARGE = ("page-too-large", ERROR, "A page stays within the limits of size.")
    PAGE_EMPTY = ("page-empty", WARNING, "A page says something.")
    PAGE_NO_TITLE = ("page-no-title", WARNING, "A page has a title.")
    MERGE_CONFLICT = ("merge-conflict", ERROR, "A page holds no marks of an unfinished merge.")
    BIDI_CONTROL = ("bidi-control", WARNING, "No invisible character turns the text around.")
    SECRET_IN_SOURCE = (
        "secret-in-source",
        WARNING,
        "A page holds no token that opens an account: whoever reads the page could use it.",
    )
    FRONTMATTER_IS_YAML = ("frontmatter-is-yaml", ERROR, "The front matter is YAML, and closed.")
    VALID_PAGE_FRONTMATTER = (
        "valid-page-frontmatter",
        WARNING,
        "Every field of the front matter is known and has a value it may have.",
    )
    NOTEBOOK_VALID = ("notebook-valid", ERROR, "A notebook is JSON of nbformat 4.")
    NOTEBOOK_ATTACHMENTS_RESOLVE = (
        "notebook-attachments-resolve",
        ERROR,
        "A cell shows only attachments that it has.",
    )
    OUTPUT_SHOWN = ("output-shown", WARNING, "An output can be shown without running its code.")

    # Directives, roles and other syntax.
    DIRECTIVE_KNOWN = ("directive-known", ERROR, "A directive is one that this site knows.")
    DIRECTIVE_ARGUMENT_CORRECT = (
        "directive-argument-correct",
        ERROR,
        "A directive has its argument, and none that it does not take.",
    )
    DIRECTIVE_OPTIONS_CORRECT = (
        "directive-options-correct",
        WARNING,
        "Options of a directive are known and have values they may have.",
    )
    DIRECTIVE_BODY_CORRECT = ("directive-body-correct", ERROR, "A directive has the body it needs.")
    DIRECTIVE_PARENT = ("directive-parent", ERROR, "A directive stands where it may stand.")
    ROLE_KNOWN = ("role-known", ERROR, "A role is one that this site knows.")
    ROLE_BODY_CORRECT = ("role-body-correct", ERROR, "A role has the content it needs.")
    INLINE_EXPRESSION_RENDERS = (
        "inline-expression-renders",
        WARNING,
        "An expression is shown as it is written, not executed.",
    )
    FENCE_CLOSED = ("fence-closed", ERROR, "A fence that opens also closes.")
    FENCE_NESTING = (
        "fence-nesting",
        WARNING,
        "A fence is longer than those inside it, so that only its own end ends it.",
    )
    MATH_CLOSED = ("math-closed", ERROR, "Display math that opens also closes.")
    NESTING_TOO_DEEP = ("nesting-too-deep", ERROR, "Blocks nest within a limit.")
    BLOCK_METADATA_LOADS = ("block-metadata-loads", ERROR, "Metadata of a block is JSON.")
    CODE_METADATA_LOADS = ("code-metadata-loads", ERROR, "The `#|` lines of a code cell are YAML.")
    CODE_METATAGS_VALID = ("code-metatags-valid", WARNING, "Tags of a code cell are spelt right.")
    CODE_CELL_EXECUTES = (
        "code-cell-executes",
        ERROR,
        "The code of a cell runs to its end, in time and without an error.",
    )
    CODE_LANG_DEFINED = ("code-lang-defined", WARNING, "The language of code is known.")
    GATED_NODES_JOIN = ("gated-nodes-join", ERROR, "A gated directive that starts also ends.")
    CONTAINER_CHILDREN_VALID = (
        "container-children-valid",
        ERROR,
        "A figure or a table holds what it is to show.",
    )
    GLOSSARY_USES_DEFINITION_LIST = (
        "glossary-uses-definition-list",
        ERROR,
        "A glossary holds a definition list.",
    )
    TABLE_CELLS = ("table-cells", WARNING, "A row of a table has as many cells as its header.")
    HTML_ALLOWED = ("html-allowed", ERROR, "Raw HTML holds nothing that could act.")
    HTML_CLOSED = ("html-closed", WARNING, "A raw HTML element that opens also closes.")
    FOLD_CLOSED = ("fold-closed", ERROR, "A fold that hides a heading also closes.")
    HEADING_ORDER = ("heading-order", WARNING, "Headings go down one level at a time.")

    # Files that pages name.
    PATH_INSIDE_COURSE = (
        "path-inside-course",
        ERROR,
        "A path leads to a file inside the course folder.",
    )
    INCLUDE_CONTENT_LOADS = ("include-content-loads", ERROR, "An included file can be read.")
    INCLUDE_CONTENT_FILTERS = (
        "include-content-filters",
        ERROR,
        "The filters of an include select something.",
    )
    INCLUDE_CYCLE = ("include-cycle", ERROR, "No file includes itself.")
    INCLUDE_TOO_LARGE = ("include-too-large", ERROR, "Includes stay within their limits.")
    STATIC_FILE_COPIED = ("static-file-copied", WARNING, "A linked file exists.")
    IMAGE_EXISTS = ("image-exists", ERROR, "A picture exists.")
    IMAGE_READABLE = ("image-readable", ERROR, "A picture is what its name says, and whole.")
    IMAGE_TOO_LARGE = ("image-too-large", ERROR, "A picture stays within the limits of size.")
    IMAGE_REMOTE = ("image-remote", WARNING, "Pictures are part of the course, not fetched.")
    IMAGE_HAS_ALT_TEXT = ("image-has-alt-text", WARNING, "A picture has a text alternative.")
    SVG_ACTIVE_CONTENT = ("svg-active-content", ERROR, "An SVG picture holds no script.")

    # Links and references.
    URL_SCHEME = ("url-scheme", ERROR, "A URL has a scheme that is safe.")
    INSECURE_LINK = ("insecure-link", WARNING, "A frame or picture is fetched over https.")
    LINK_RESOLVES = ("link-resolves", ERROR, "A link leads somewhere.")
    LINK_NESTED = ("link-nested", WARNING, "A link holds no other link.")
    LINK_TEXT_EXISTS = ("link-text-exists", WARNING, "A link has a text.")
    IDENTIFIER_IS_UNIQUE = ("identifier-is-unique", ERROR, "A label names one thing.")
    REFERENCE_TARGET_RESOLVES = (
        "reference-target-resolves",
        ERROR,
        "A reference names something that is labelled.",
    )
    REFERENCE_SYNTAX_VALID = ("reference-syntax-valid", ERROR, "A reference is written whole.")
    REFERENCE_TEMPLATE_FILLS = (
        "reference-template-fills",
        WARNING,
        "The template of a reference can be filled.",
    )
    FOOTNOTE_REFERENCES_DEFINITION = (
        "footnote-references-definition",
        ERROR,
        "A footnote that is referred to is defined.",
    )
    FOOTNOTE_USED = ("footnote-used", WARNING, "A footnote that is defined is referred to.")
    SPHINX_LINK_VALID = ("sphinx-link-valid", ERROR, "A link into another project resolves.")
    INVENTORY_LOADS = (
        "intersphinx-references-resolve",
        WARNING,
        "The inventory of another project is in the lock.",
    )
    DOI_LINK_VALID = ("doi-link-valid", WARNING, "A cited DOI is in the lock or in a bibliography.")
    FRAME_HOST = ("frame-host", WARNING, "A frame comes from a host that the course allows.")
    MEDIA_OPTIONS_CORRECT = (
        "media-options-correct",
        ERROR,
        "A film or slides have only the options that they know.",
    )
    TRANSCRIPT_READABLE = ("transcript-readable", ERROR, "A transcript is WebVTT.")
    VIDEO_ID_VALID = ("video-id-valid", ERROR, "A video has an identifier its provider may give.")

    # Bibliography.
    BIB_FILE_EXISTS = ("bib-file-exists", ERROR, "A bibliography file exists.")
    BIB_SYNTAX = ("bib-syntax", WARNING, "A bibliography file can be read.")
    BIB_TOO_LARGE = ("bib-too-large", ERROR, "A bibliography stays within its limits.")
    CITATION_IS_UNIQUE = ("citation-is-unique", WARNING, "A citation key names one work.")
    CITATION_RENDERS = ("citation-renders", ERROR, "A cited key is in a bibliography.")
    CITATION_USED = ("citation-used", WARNING, "A work in a bibliography is cited somewhere.")
    CITATION_STYLE_LOADS = (
        "citation-style-loads",
        WARNING,
        "The citation style is a CSL file that can be used.",
    )
    LOCK_VALID = (
        "lock-valid",
        WARNING,
        "Files in `lock/` are as `neuromatch-site lock` writes them.",
    )
    LOCK_CURRENT = ("lock-current", WARNING, "The lock holds what the course needs, and no more.")
    LOCK_FETCHED = ("lock-fetched", ERROR, "What the lock needs can be fetched.")

    # The citation of the course.
    METADATA_COMPLETE = (
        "metadata-complete",
        WARNING,
        "The course says what its citation needs: title, authors, description, date, licence.",
    )
    METADATA_VALID = ("metadata-valid", ERROR, "Zenodo and GitHub take the citation of the course.")
    METADATA_STALE = (
        "metadata-stale",
        ERROR,
        "`CITATION.cff` and `.zenodo.json` say what `myst.yml` says.",
    )

    # Math and code.
    MATH_RENDERS = ("math-renders", ERROR, "Mathematics is TeX that KaTeX knows.")
    MATH_TOO_COMPLEX = ("math-too-complex", ERROR, "A formula stays within its limits.")

    # Exercises.
    SOLUTION_HAS_EXERCISE = (
        "solution-has-exercise",
        ERROR,
        "A solution names the exercise it solves.",
    )

    QUIZ_ANSWER = ("quiz-answer", ERROR, "A quiz question has a right answer that can be checked.")

    # What only ``check`` says.
    FILE_USED = ("file-used", WARNING, "A picture, film or document in the course is used.")
    LABEL_USED = ("label-used", WARNING, "A label that only serves references is referred to.")
    ADDRESS_RESOLVES = ("address-resolves", ERROR, "An address on the finished site exists there.")
    LINK_TEXT_TELLS = ("link-text-tells", WARNING, "The words of a link tell where it leads.")
    VIDEO_HAS_TRANSCRIPT = ("video-has-transcript", WARNING, "A film has a transcript.")
    VIDEO_PROVIDERS = ("video-providers", WARNING, "A film can be reached where YouTube cannot.")
    IMAGE_HEAVY = ("image-heavy", WARNING, "A picture is light enough for a poor connection.")
    IMAGE_HAS_LICENSE = (
        "image-has-license",
        WARNING,
        "A picture names its licence, where `site.options.image_licenses` asks for it.",
    )
    SPELLING = ("spelling", WARNING, "Words are spelt right, where a course asks for that.")
    SECRET_ABSENT = ("secret-absent", ERROR, "A source holds no token and no private key.")
    LINK_ANSWERS = ("link-answers", WARNING, "A link to another site gets an answer.")

    # The finished site.
    JUPYTERLITE_MADE = (
        "jupyterlite-made",
        ERROR,
        "The JupyterLite of a course that wants one can be made.",
    )
    SEARCH_INDEXED = ("search-indexed", ERROR, "The search index can be made.")

    id: str
    severity: Severity
    description: str

    def __new__(cls, id: str, severity: Severity, description: str) -> Self:  # noqa: A002 - its name in the field
        """Return the member, whose value is its name: what is kept or sent is that alone."""
        rule = object.__new__(cls)
        rule._value_ = rule.id = id
        rule.severity = severity
        rule.description = description
        return rule
