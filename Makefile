# Everything a newcomer needs: `make run` starts the product, `make test` tests it.
# Nothing but Python 3.11 or newer and make has to be there beforehand.
.DEFAULT_GOAL := help
.PHONY: help run test check lint types tidy bench fix screenshots messages clean ready ready-to-test

PYTHON ?= $(shell for name in python3 python3.13 python3.12 python3.11 python3.14 python; do \
  if command -v $$name >/dev/null 2>&1 && $$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; \
  then echo $$name; break; fi; done)
BIN := .venv/bin
ROOMS := core accounts ambassadors media campaigns home api demo
TEXTS := app.py $(ROOMS) bench scripts docs templates README.md CONTRIBUTING.md
# Arguments for pytest, for example: make test ARGS="tests/media -x --only sqlite"
ARGS ?=

help: ## Show this help
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: ready ## Start Tillid with its demo programme; PORT=… and TILLID_DATA=… choose where
	@exec $(BIN)/python app.py

test: ready-to-test ## Run all tests on SQLite and PostgreSQL, browser journeys included
	@$(BIN)/python -m pytest -q -n auto --dist loadgroup $(ARGS)

# Types take one processor a while: they are checked beside the tests.
check: tidy ## Check everything a change must pass: format, types, imports, templates, spelling, tests
	@$(MAKE) --no-print-directory --jobs=2 types test

lint: tidy types

types: ready-to-test
	$(BIN)/mypy

tidy: ready-to-test
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports
	$(BIN)/djlint templates --check --lint
	$(BIN)/codespell $(wildcard $(TEXTS))

bench: ready-to-test ## Measure speed; ONLY=redirect, rush, renditions, zip, uploads, results, pages, people, imports, outcome_lists, mails or startup: one part
	@ONLY="$(ONLY)" $(BIN)/python -m bench $(ONLY)

fix: ready-to-test ## Put right what tools can put right
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	-$(BIN)/djlint templates --reformat --quiet

screenshots: ready-to-test ## Take the README's pictures from a fresh demo
	@$(BIN)/python -m scripts.screenshots

messages: ready ## Collect the words on screen and bring both catalogues up to date
	@$(BIN)/python -m scripts.messages update

clean: ## Remove what can be made again; keeps the data in instance/
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache test-results
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
	find translations -name '*.mo' -delete

ready:
	@$(if $(PYTHON),$(PYTHON) scripts/prepare.py run,$(MAKE) --no-print-directory no-python)

ready-to-test:
	@$(if $(PYTHON),$(PYTHON) scripts/prepare.py test,$(MAKE) --no-print-directory no-python)

.PHONY: no-python
no-python:
	@echo "Tillid needs Python 3.11 or newer, and none was found." >&2
	@echo "Debian and Ubuntu: sudo apt-get install python3 python3-venv" >&2
	@echo "Or say where it is: make run PYTHON=/path/to/python3" >&2
	@exit 1
