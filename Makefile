# Two commands do everything: `make review` opens the example, `make test` runs the whole suite.
# The first one makes .venv and installs the pinned set; they need only Python >= 3.11 and git.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# One slice of the stamps: `make` installs anew when what is to be installed has changed.
RUN_STAMP := $(VENV)/.installed-to-run
DEV_STAMP := $(VENV)/.installed-to-develop
# The builder of the site has an environment of its own: it shares no dependency with the program.
DOCS := .venv-docs
DOCS_STAMP := $(DOCS)/.installed
SOURCES := checklists store workbench tests benchmarks docs

.DEFAULT_GOAL := help

.PHONY: help
help: ## Say what there is
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

.PHONY: review
review: $(RUN_STAMP) ## Open the example review of five studies in the terminal
	@$(BIN)/workbench demo

.PHONY: test
test: $(DEV_STAMP) ## Run the whole suite
	$(BIN)/pytest -n auto --dist worksteal

.PHONY: check
check: $(DEV_STAMP) ## Format, lint, types, and the arrows between the rooms
	$(BIN)/ruff format --check $(SOURCES)
	$(BIN)/ruff check $(SOURCES)
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/workbench checklists check checklists/definitions/*.yaml

.PHONY: docs
docs: $(DOCS_STAMP) ## Build the documentation as a site, in site/
	$(DOCS)/bin/zensical build --strict --clean

.PHONY: format
format: $(DEV_STAMP) ## Format and mend what can be mended
	$(BIN)/ruff check --fix $(SOURCES)
	$(BIN)/ruff format $(SOURCES)

.PHONY: pins
pins: $(DEV_STAMP) ## Write the installed versions to constraints.txt
	$(BIN)/python -m pip freeze --exclude-editable --exclude appraisal-workbench > constraints.txt

.PHONY: clean
clean: ## Remove what can be made again
	rm -rf $(VENV) $(DOCS) build dist site .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "make: Python 3.11 or newer is needed; name one with make PYTHON=python3.12" >&2; exit 1; }
	@echo 'Making .venv; nothing outside this folder is changed.'
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade 'pip>=25.1'

$(RUN_STAMP): pyproject.toml constraints.txt | $(VENV)/bin/python
	@echo 'Installing what the workbench needs, with figures, Word and Excel (once, some minutes at most) ...'
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[plots,office]'
	@echo 'Installed.'
	@touch $@

$(DEV_STAMP): pyproject.toml constraints.txt | $(VENV)/bin/python
	@echo 'Installing the workbench with what its tests and checks need (once, some minutes at most) ...'
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable . --group dev
	@echo 'Installed.'
	@touch $(RUN_STAMP) $@

$(DOCS_STAMP): pyproject.toml
	@$(PYTHON) -m venv $(DOCS)
	@$(DOCS)/bin/python -m pip install --quiet --disable-pip-version-check --upgrade 'pip>=25.1'
	@$(DOCS)/bin/python -m pip install --quiet --disable-pip-version-check --group docs
	@touch $@
