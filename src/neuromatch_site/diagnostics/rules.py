"""Every rule of a diagnostic, under mystmd's name if it has one."""

from enum import Enum, StrEnum
from typing import Self


class Severity(StrEnum):
    """The severity of a diagnostic."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"
    """Not a problem, but something a reviewer should know. Never counted, never ignored."""


ERROR, WARNING, NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE


class Rule(Enum):
    """Every rule: its name (mystmd's where it has one), default severity and description."""

    # The course and its configuration.
    COURSE_EXISTS = ("course-exists", ERROR, "The course folder must exist and contain pages.")
    VALID_CONFIG_STRUCTURE = (
        "valid-config-structure",
        ERROR,
        "`myst.yml` must be valid YAML with the expected structure.",
    )
    VALID_PROJECT_CONFIG = (
        "valid-project-config",
        WARNING,
        "Keys under `project:` must be known and have valid values.",
    )
    VALID_SITE_CONFIG = (
        "valid-site-config",
        WARNING,
        "Keys under `site:` must be known and have valid values.",
    )
    CONFIG_HAS_NO_DEPRECATED_FIELDS = (
        "config-has-no-deprecated-fields",
        WARNING,
        "Deprecated keys should be replaced by their current names.",
    )
    ACCENT_CONTRAST = (
        "accent-contrast",
        WARNING,
        "The accent colour should have a contrast of 4.5:1 with the page.",
    )
    CARD_SHOWS_TITLE = (
        "card-shows-title",
        NOTE,
        "The picture for shared links should show the title of the course.",
    )
    YAML_DUPLICATE_KEY = ("yaml-duplicate-key", ERROR, "Keys of a mapping must be unique.")
    ERROR_RULES_VALID = (
        "error-rules-valid",
        ERROR,
        "`error_rules` must name existing rules, with `ignore`, `warn` or `error`.",
    )
    SETTING_HAS_EFFECT = (
        "setting-has-effect",
        WARNING,
        "Settings should have an effect on the site.",
    )
    YAML_TOO_LARGE = (
        "yaml-too-large",
        ERROR,
        "YAML must stay within the limits of size, nesting and alias expansion.",
    )
    ORCID_VALID = (
        "orcid-valid",
        ERROR,
        "An ORCID must have sixteen digits and a correct check digit.",
    )
    DOI_VALID = ("doi-valid", ERROR, "A DOI must have the form `10.<registrant>/<suffix>`.")
    LICENSE_KNOWN = ("license-known", ERROR, "A licence must be an SPDX identifier, or Zenodo's.")
    DATE_VALID = ("date-valid", ERROR, "Dates must be written as YYYY-MM-DD and exist.")
    CODE_RUNS_ON_REQUEST = (
        "code-runs-on-request",
        WARNING,
        "Only the command line (`--execute`) runs code; no key of `myst.yml` does.",
    )
    COURSE_PERMISSIONS = (
        "course-permissions",
        NOTE,
        "Settings that allow active content should be reviewed.",
    )
    TEMPLATES_USED = (
        "templates-used",
        NOTE,
        "Templates next to the course are code and override those of the theme.",
    )
    TEMPLATES_OWNED = (
        "templates-owned",
        ERROR,
        "The templates folder belongs to the user who builds the course.",
    )
    PLUGIN_LOADS = ("plugin-loads", WARNING, "Plugins of `myst.yml` are code and are never run.")
    TEMPLATE_OVERRIDE_KNOWN = (
        "template-override-known",
        WARNING,
        "A file in the templates folder should override a file of the theme.",
    )

    TEMPLATE_RENDERS = (
        "template-renders",
        ERROR,
        "Templates must be valid and render without errors.",
    )
    DATA_VALID = ("data-valid", ERROR, "Files in `data/` must have the expected structure.")
    EVENT_TIME = ("event-time", ERROR, "Events must start before they end, in a known time zone.")
    EVENT_PLACE = ("event-place", WARNING, "Events on site should say where they are.")
    EVENT_LENGTH = ("event-length", WARNING, "Events should end later than they start.")
    EVENT_OVERLAP = (
        "event-overlap",
        WARNING,
        "A room or a person should not have two events at the same time.",
    )

    # The table of contents and addresses.
    TOC_CONTENTS_EXIST = ("toc-contents-exist", ERROR, "Files listed in the toc must exist.")
    VALID_TOC = ("valid-toc", ERROR, "The toc must have the expected structure.")
    TOC_DUPLICATE = ("toc-duplicate", WARNING, "A file should be listed only once in the toc.")
    PAGE_ORPHAN = (
        "page-orphan",
        WARNING,
        "Pages should be in the toc, used by another page, or excluded.",
    )
    EDITION_EXISTS = ("edition-exists", ERROR, "Every edition of the course must have its folder.")
    TRANSLATION_EXISTS = (
        "translation-exists",
        WARNING,
        "Every language must have a folder of pages.",
    )
    TRANSLATION_HAS_ORIGINAL = (
        "translation-has-original",
        ERROR,
        "Every translated page must have an original.",
    )
    DUPLICATE_OUTPUT = ("duplicate-output", ERROR, "Two sources must not have the same URL.")
    FILE_NAMES_DIFFER = (
        "file-names-differ",
        WARNING,
        "Names of files must differ in more than capital letters and Unicode forms.",
    )
    SLUG_VALID = ("slug-valid", ERROR, "URLs of pages must consist of safe characters.")

    # Reading pages.
    MYST_FILE_LOADS = ("myst-file-loads", ERROR, "Pages must be readable.")
    ENCODING = ("encoding", ERROR, "Text must be UTF-8 without control characters.")
    PAGE_TOO_LARGE = ("page-too-large", ERROR, "Pages must stay within the limits of size.")
    PAGE_EMPTY = ("page-empty", WARNING, "Pages should not be empty.")
    PAGE_NO_TITLE = ("page-no-title", WARNING, "Pages should have a title.")
    MERGE_CONFLICT = ("merge-conflict", ERROR, "Pages must not contain unresolved merge conflicts.")
    BIDI_CONTROL = (
        "bidi-control",
        WARNING,
        "Bidirectional control characters can make text read differently from its source.",
    )
    SECRET_IN_SOURCE = (
        "secret-in-source",
        WARNING,
        "Published files should not contain access tokens or private keys.",
    )
    FRONTMATTER_IS_YAML = (
        "frontmatter-is-yaml",
        ERROR,
        "Front matter must be valid YAML, and closed.",
    )
    VALID_PAGE_FRONTMATTER = (
        "valid-page-frontmatter",
        WARNING,
        "Keys of the front matter must be known and have valid values.",
    )
    NOTEBOOK_VALID = ("notebook-valid", ERROR, "Notebooks must be valid JSON of nbformat 4.")
    NOTEBOOK_ATTACHMENTS_RESOLVE = (
        "notebook-attachments-resolve",
        ERROR,
        "Attachments shown by a cell must exist in it.",
    )
    OUTPUT_SHOWN = (
        "output-shown",
        WARNING,
        "Outputs should be displayable without running their code.",
    )

    # Directives, roles and other syntax.
    DIRECTIVE_KNOWN = ("directive-known", ERROR, "Directives must be known.")
    DIRECTIVE_ARGUMENT_CORRECT = (
        "directive-argument-correct",
        ERROR,
        "Directives must have the argument they need, and no other.",
    )
    DIRECTIVE_OPTIONS_CORRECT = (
        "directive-options-correct",
        WARNING,
        "Options of directives must be known and have valid values.",
    )
    DIRECTIVE_BODY_CORRECT = (
        "directive-body-correct",
        ERROR,
        "Directives must have the body they need, and no other.",
    )
    DIRECTIVE_PARENT = (
        "directive-parent",
        ERROR,
        "Directives must be used inside an allowed parent.",
    )
    ROLE_KNOWN = ("role-known", ERROR, "Roles must be known.")
    ROLE_BODY_CORRECT = ("role-body-correct", ERROR, "Roles must have valid content.")
    SUBSTITUTION_KNOWN = (
        "substitution-known",
        WARNING,
        "Names in double braces should be defined in `substitutions`.",
    )
    INLINE_EXPRESSION_RENDERS = (
        "inline-expression-renders",
        WARNING,
        "Inline expressions should be computed by `neuromatch-site run` or `--execute`.",
    )
    FOREIGN_SYNTAX = (
        "foreign-syntax",
        WARNING,
        "Syntax of other programs is not MyST and is shown as written.",
    )
    FENCE_CLOSED = ("fence-closed", ERROR, "Fences must be closed.")
    FENCE_NESTING = (
        "fence-nesting",
        WARNING,
        "A fence must be longer than the fences inside it, or they close it.",
    )
    MATH_CLOSED = ("math-closed", ERROR, "Display math must be closed.")
    NESTING_TOO_DEEP = ("nesting-too-deep", ERROR, "Blocks must not be nested too deeply.")
    BLOCK_METADATA_LOADS = (
        "block-metadata-loads",
        ERROR,
        "Metadata of a block must be valid JSON.",
    )
    CODE_METADATA_LOADS = (
        "code-metadata-loads",
        ERROR,
        "The `#|` lines of a code cell must be valid YAML.",
    )
    CODE_METATAGS_VALID = ("code-metatags-valid", WARNING, "Tags of a code cell should be known.")
    CODE_CELL_EXECUTES = (
        "code-cell-executes",
        ERROR,
        "Code cells must run without an error and within the time limit.",
    )
    OUTPUTS_CURRENT = (
        "outputs-current",
        WARNING,
        "Outputs in `lock/outputs/` should be those of the current code.",
    )
    DIAGRAM_DRAWN = (
        "diagram-drawn",
        WARNING,
        "Diagrams must be valid, and the program that renders them installed.",
    )
    DIAGRAM_PICTURE = (
        "diagram-picture",
        NOTE,
        "Diagrams should be rendered by `neuromatch-site run`.",
    )
    CODE_LANG_DEFINED = (
        "code-lang-defined",
        WARNING,
        "The language of code should be known to the syntax highlighter.",
    )
    GATED_NODES_JOIN = ("gated-nodes-join", ERROR, "Every `-start` directive must have its `-end`.")
    CONTAINER_CHILDREN_VALID = (
        "container-children-valid",
        ERROR,
        "Figures and tables must contain what they show.",
    )
    GLOSSARY_USES_DEFINITION_LIST = (
        "glossary-uses-definition-list",
        ERROR,
        "A glossary must contain a definition list.",
    )
    TABLE_CELLS = (
        "table-cells",
        WARNING,
        "Rows of a table should have as many cells as its header.",
    )
    HTML_ALLOWED = ("html-allowed", ERROR, "Raw HTML must not contain active content.")
    HTML_CLOSED = ("html-closed", WARNING, "Raw HTML elements should be closed.")
    FOLD_CLOSED = ("fold-closed", ERROR, "`<details>` must be closed before the next heading.")
    HEADING_ORDER = ("heading-order", WARNING, "Heading levels should increase by one.")

    # Files that pages name.
    PATH_INSIDE_COURSE = (
        "path-inside-course",
        ERROR,
        "Paths must lead to files inside the course folder.",
    )
    INCLUDE_CONTENT_LOADS = ("include-content-loads", ERROR, "Included files must be readable.")
    INCLUDE_CONTENT_FILTERS = (
        "include-content-filters",
        ERROR,
        "The filters of an include must select something.",
    )
    INCLUDE_CYCLE = ("include-cycle", ERROR, "Files must not include themselves.")
    INCLUDE_TOO_LARGE = ("include-too-large", ERROR, "Includes must stay within the limits.")
    STATIC_FILE_COPIED = ("static-file-copied", WARNING, "Linked files should exist.")
    IMAGE_EXISTS = ("image-exists", ERROR, "Images must exist.")
    IMAGE_READABLE = (
        "image-readable",
        ERROR,
        "Images must be complete and of the type that their name says.",
    )
    IMAGE_TOO_LARGE = ("image-too-large", ERROR, "Images must stay within the limits of size.")
    IMAGE_REMOTE = (
        "image-remote",
        WARNING,
        "Images should be part of the course, not loaded from other sites.",
    )
    IMAGE_HAS_ALT_TEXT = ("image-has-alt-text", WARNING, "Images should have alt text.")
    SVG_ACTIVE_CONTENT = (
        "svg-active-content",
        ERROR,
        "SVG images must not contain scripts or other active content.",
    )

    DOWNLOAD_INERT = (
        "download-inert",
        WARNING,
        "Linked files that a browser could run are offered as text.",
    )
    CLASS_RESERVED = (
        "class-reserved",
        WARNING,
        "Classes that place parts of the theme cannot be used in content.",
    )

    # Links and references.
    URL_SCHEME = ("url-scheme", ERROR, "URLs must have a safe scheme.")
    INSECURE_LINK = ("insecure-link", WARNING, "Embeds and images should be loaded over https.")
    LINK_RESOLVES = ("link-resolves", ERROR, "Link targets must exist.")
    LINK_NESTED = ("link-nested", WARNING, "Links should not contain other links.")
    LINK_TEXT_EXISTS = ("link-text-exists", WARNING, "Links should have text.")
    IDENTIFIER_IS_UNIQUE = ("identifier-is-unique", ERROR, "Labels must be unique.")
    REFERENCE_TARGET_RESOLVES = (
        "reference-target-resolves",
        ERROR,
        "Targets of cross-references must exist.",
    )
    LABEL_HAS_MARK = ("label-has-mark", WARNING, "Links to labels should start with `#`.")
    REFERENCE_TEMPLATE_FILLS = (
        "reference-template-fills",
        WARNING,
        "Templates of cross-references should have the values they use.",
    )
    FOOTNOTE_REFERENCES_DEFINITION = (
        "footnote-references-definition",
        ERROR,
        "Referenced footnotes must be defined.",
    )
    FOOTNOTE_USED = ("footnote-used", WARNING, "Defined footnotes should be referenced.")
    SPHINX_LINK_VALID = ("sphinx-link-valid", ERROR, "Links into other projects must resolve.")
    INVENTORY_LOADS = (
        "intersphinx-references-resolve",
        WARNING,
        "Inventories of other projects should be in the lock.",
    )
    DOI_LINK_VALID = (
        "doi-link-valid",
        WARNING,
        "Cited DOIs should be in the lock or in a bibliography.",
    )
    FRAME_HOST = ("frame-host", WARNING, "Embeds should come from hosts that the course allows.")
    MEDIA_OPTIONS_CORRECT = (
        "media-options-correct",
        ERROR,
        "Options of videos and slides must be known.",
    )
    TRANSCRIPT_READABLE = ("transcript-readable", ERROR, "Transcripts must be valid WebVTT.")
    VIDEO_ID_VALID = (
        "video-id-valid",
        ERROR,
        "Video ids must have the form that their provider uses.",
    )

    # Bibliography.
    BIB_FILE_EXISTS = ("bib-file-exists", ERROR, "Bibliography files must exist.")
    BIB_SYNTAX = ("bib-syntax", WARNING, "Bibliography files should be valid.")
    BIB_ENTRY_CLOSED = (
        "bib-entry-closed",
        ERROR,
        "Entries of a bibliography must be closed.",
    )
    BIB_TOO_LARGE = ("bib-too-large", ERROR, "Bibliographies must stay within the limits.")
    CITATION_IS_UNIQUE = ("citation-is-unique", WARNING, "Citation keys should be unique.")
    CITATION_RENDERS = ("citation-renders", ERROR, "Cited keys must be in a bibliography.")
    CITATION_USED = ("citation-used", WARNING, "Works in a bibliography should be cited.")
    CITATION_STYLE_LOADS = (
        "citation-style-loads",
        WARNING,
        "The citation style should be a usable CSL file.",
    )
    LOCK_VALID = (
        "lock-valid",
        WARNING,
        "Files in `lock/` should be as `neuromatch-site lock` writes them.",
    )
    LOCK_CURRENT = (
        "lock-current",
        WARNING,
        "The lock should contain what the course needs, and no more.",
    )
    LOCK_FETCHED = ("lock-fetched", ERROR, "Entries of the lock must be fetched without errors.")

    # The citation of the course.
    METADATA_COMPLETE = (
        "metadata-complete",
        WARNING,
        "A citation needs title, authors, description, date and licence.",
    )
    METADATA_VALID = (
        "metadata-valid",
        ERROR,
        "Zenodo and GitHub must accept the citation of the course.",
    )
    METADATA_COPIED = (
        "metadata-copied",
        WARNING,
        "A copy of a course must not claim the DOI of the original.",
    )
    METADATA_STALE = (
        "metadata-stale",
        ERROR,
        "`CITATION.cff` and `.zenodo.json` must agree with `myst.yml`.",
    )

    # Math and code.
    MATH_RENDERS = ("math-renders", ERROR, "Formulas must be TeX that KaTeX supports.")
    MATH_TOO_COMPLEX = ("math-too-complex", ERROR, "Formulas must stay within the limits.")
    MATH_FONT_MADE = ("math-font-made", WARNING, "The font of formulas should build.")

    # Exercises.
    SOLUTION_HAS_EXERCISE = ("solution-has-exercise", ERROR, "A solution must name its exercise.")

    QUIZ_ANSWER = ("quiz-answer", ERROR, "Questions must have a right answer that can be checked.")
    QUIZ_ANSWER_HIDDEN = (
        "quiz-answer-hidden",
        WARNING,
        "Code should not show the answers to questions.",
    )

    # Reported by ``check`` alone.
    FILE_USED = (
        "file-used",
        WARNING,
        "Images, videos and documents in the course folder should be used.",
    )
    LABEL_USED = ("label-used", WARNING, "Labels should be used by a reference.")
    ADDRESS_RESOLVES = (
        "address-resolves",
        ERROR,
        "URLs that point to the site should exist on it.",
    )
    LINK_TEXT_TELLS = ("link-text-tells", WARNING, "The text of a link should say where it leads.")
    LINK_PUBLIC = (
        "link-public",
        WARNING,
        "Links to `localhost` lead to the reader's own machine, not to the author's.",
    )
    VIDEO_HAS_TRANSCRIPT = ("video-has-transcript", WARNING, "Videos should have a transcript.")
    VIDEO_PROVIDERS = (
        "video-providers",
        WARNING,
        "Videos should also be available where YouTube is blocked.",
    )
    IMAGE_HEAVY = ("image-heavy", WARNING, "Images should be small enough for a slow connection.")
    IMAGE_HAS_LICENSE = (
        "image-has-license",
        WARNING,
        "Images should name their licence, if `site.options.image_licenses` asks for it.",
    )
    SPELLING = (
        "spelling",
        WARNING,
        "Words should be spelt correctly, if the course asks for the check.",
    )
    SECRET_ABSENT = (
        "secret-absent",
        ERROR,
        "Sources must not contain access tokens or private keys.",
    )
    LINK_ANSWERS = ("link-answers", WARNING, "External links should work.")

    # The finished site.
    JUPYTERLITE_MADE = (
        "jupyterlite-made",
        ERROR,
        "JupyterLite must be buildable, if the course wants it.",
    )
    SEARCH_INDEXED = ("search-indexed", ERROR, "The search index must be buildable.")

    id: str
    severity: Severity
    description: str

    def __new__(cls, id: str, severity: Severity, description: str) -> Self:  # noqa: A002 - its name in the field
        """Return the member, whose value is only its name, for caches and messages."""
        rule = object.__new__(cls)
        rule._value_ = rule.id = id
        rule.severity = severity
        rule.description = description
        return rule
