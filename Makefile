# make site: build the course into _site/.   make test: run all tests.   make help: all targets.

COURSE ?= course
SITE ?= _site
PORT ?= 8000
TESTS ?=

VENV := .venv
BIN := $(VENV)/bin
INSTALL := EDITABLE=1 sh .ci/install $(BIN)/python

# Compiled bytecode makes each start almost a second faster.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help site serve check test quick lint pytest tools new-directive bench pictures requirements audit sbom clean
.DEFAULT_GOAL := help

help:
	@echo "make site         build $(COURSE)/ into $(SITE)/  (COURSE=..., SITE=...)"
	@echo "make serve        live preview on 127.0.0.1:$(PORT)  (PORT=...)"
	@echo "make check        report problems of $(COURSE)/; writes nothing"
	@echo "make quick        style checks, cases and unit tests: no browser, no Java"
	@echo "make test         all checks: types, style, layers, tests, browser"
	@echo "make test TESTS='-k iframe'   only these tests"
	@echo "make new-directive NAME=x     write the skeleton of a directive"
	@echo "make bench        benchmark against Sphinx, Jupyter Book, mystmd, Zensical, Hugo ..."
	@echo "make pictures     take the screenshots of the tutorial and the README again"
	@echo "make requirements pin the dependencies of pyproject.toml  (UPGRADE=1: upgrade all)"
	@echo "make audit        check dependencies for known vulnerabilities"
	@echo "make sbom         build the package, and list its dependencies: dist/sbom.cdx.json"
	@echo "make clean        remove everything that these commands created"

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
	$(BIN)/python -m pytest -q -n 2 --dist worksteal -m "not slow" tests --ignore=tests/browser --ignore=tests/security --ignore=tests/fuzz

lint: $(VENV)/.test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

pytest: $(VENV)/.test tools
	$(BIN)/python -m pytest -n 3 --dist loadfile --no-loadscope-reorder

# Programs for tests of browsers, EPUB, HTML, diagrams and documents: installed once.
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

# The environment: created once, updated when the dependencies change.
$(VENV)/.python:
	sh .ci/venv $(VENV)
	@touch $@

$(VENV)/.site: $(VENV)/.python pyproject.toml requirements/course.txt requirements/site.txt requirements/build.txt
	$(INSTALL) course
	@touch $@

$(VENV)/.test: $(VENV)/.site requirements/all.txt
	$(INSTALL) all
	@touch $@
