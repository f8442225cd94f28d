# make site: the course in _site/.   make test: everything that must hold.   make help: the rest.

COURSE ?= course
SITE ?= _site
PORT ?= 8000
TESTS ?=

VENV := .venv
BIN := $(VENV)/bin
INSTALL := EDITABLE=1 sh .ci/install $(BIN)/python

# Bytecode saves each start most of a second.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help site serve check test quick lint pytest tools new-directive bench pictures requirements audit sbom clean
.DEFAULT_GOAL := help

help:
	@echo "make site         build $(COURSE)/ into $(SITE)/  (COURSE=..., SITE=...)"
	@echo "make serve        live preview on 127.0.0.1:$(PORT)  (PORT=...)"
	@echo "make check        report what is wrong with $(COURSE)/, write nothing"
	@echo "make quick        style, cases and unit tests: no browser, no Java, under a minute"
	@echo "make test         everything: types, style, layers, tests, browser"
	@echo "make test TESTS='-k iframe'   only these tests"
	@echo "make new-directive NAME=x     write the skeleton of a directive"
	@echo "make bench        measure beside Sphinx, Jupyter Book, mystmd, Zensical, Hugo ..."
	@echo "make pictures     make those of the tutorial and the README anew, in a browser"
	@echo "make requirements pin what is new in pyproject.toml  (UPGRADE=1: the newest of everything)"
	@echo "make audit        ask which dependencies have known holes"
	@echo "make sbom         make the package, and say what it needs: dist/sbom.cdx.json"
	@echo "make clean        remove what these commands made"

site: $(VENV)/.site
	$(BIN)/neuromatch-site build $(COURSE) -o $(SITE)

serve: $(VENV)/.site
	$(BIN)/neuromatch-site serve $(COURSE) --port $(PORT)

check: $(VENV)/.site
	$(BIN)/neuromatch-site check $(COURSE)

ifdef TESTS
test: $(VENV)/.test
	$(BIN)/python -m pytest $(TESTS)
else
test: lint pytest
endif

quick: $(VENV)/.test
	$(BIN)/ruff check --quiet .
	$(BIN)/ruff format --check --quiet .
	$(BIN)/python -m pytest -q -n 2 -m "not slow" tests --ignore=tests/browser --ignore=tests/security --ignore=tests/fuzz

lint: $(VENV)/.test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

pytest: $(VENV)/.test tools
	sh .ci/pytest $(BIN)/python

# What the tests of browsers, books, HTML, diagrams and documents need: asked for once, then found.
tools: $(VENV)/.test
	@sh .ci/chromium
	@sh .ci/epubcheck
	@sh .ci/graphviz
	@sh .ci/pandoc
	@sh .ci/vnu $(VENV)
	@sh .ci/temml $(VENV)
	@sh .ci/pyodide $(VENV)

new-directive: $(VENV)/.python
	$(BIN)/python .ci/new-directive $(NAME)

bench: $(VENV)/.site
	$(BIN)/python bench/run.py
	$(BIN)/python bench/run.py --plain 100 1000
	$(BIN)/python bench/run.py --rounds 1 --pages 100 1000 10000

pictures: $(VENV)/.test
	$(BIN)/python .ci/pictures

requirements: $(VENV)/.test
	UV=$(BIN)/uv sh .ci/requirements $(if $(UPGRADE),--upgrade)

audit: $(VENV)/.test
	sh .ci/audit $(BIN)

sbom: $(VENV)/.test
	rm -rf dist
	$(BIN)/python -m build --no-isolation
	sh .ci/sbom $(BIN)/python dist

clean:
	rm -rf $(VENV) $(SITE) _build .bench .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# The environment: made once, mended when the dependencies change.
$(VENV)/.python:
	sh .ci/venv $(VENV)
	@touch $@

$(VENV)/.site: $(VENV)/.python pyproject.toml requirements/course.txt requirements/site.txt requirements/build.txt
	$(INSTALL) course
	@touch $@

$(VENV)/.test: $(VENV)/.site requirements/all.txt
	$(INSTALL) all
	@touch $@
