# Needs only Python 3.11 or newer and make. Everything else comes from the hashed lists in requirements/.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
LOCKS := requirements/bootstrap.txt requirements/runtime.txt requirements/dev.txt
# No path may depend on who calls: the same tree gives the same lists and the same checks.
export PYTHONUTF8 := 1
UV_COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
	--no-annotate --no-config --no-emit-index-url --no-emit-find-links
TEST_ARGS ?=
DEMO_ARGS ?=

.DEFAULT_GOAL := help
.PHONY: help install demo test check lint types contracts house docs docs-serve bench lock upgrade browser clean

help: ## say what each target does
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

install: $(STAMP) ## make the environment from the hashed lists (second time: nothing to do)

$(STAMP): $(LOCKS) pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Datameent needs Python 3.11 or newer; set PYTHON=python3.11")'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@test -x $(BIN)/uv || $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/bootstrap.txt
	$(BIN)/uv pip sync --quiet --no-config --python $(BIN)/python --require-hashes --compile-bytecode requirements/dev.txt
	$(BIN)/uv pip install --quiet --no-config --python $(BIN)/python --no-deps --no-build-isolation --editable .
	@touch $@

demo: install ## a synthetic municipality from message to page, on http://127.0.0.1:8000
	$(BIN)/datameent demo $(DEMO_ARGS)

test: install browser ## every test, with branch coverage
	@rm -f .coverage .coverage.*
	$(BIN)/python -m pytest -n 2 --dist worksteal --doctest-modules --ignore=src/datameent/web \
		--cov --cov-report=term:skip-covered src tests $(TEST_ARGS)

check: install ## what must stay true: style, types, walls, house rules, documentation; says all that is wrong
	@$(MAKE) --no-print-directory --keep-going lint types contracts house docs

lint: install
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: install
	$(BIN)/mypy

contracts: install
	$(BIN)/lint-imports

house: install
	$(BIN)/python -m checks

# No --quiet here: it would hide the very warnings that --strict counts.
docs: install ## build the documentation; fails on a dead link or a page that is behind the code
	$(BIN)/python -m checks.reference --check
	$(BIN)/mkdocs build --strict

docs-serve: install ## write the generated pages again and show the documentation while you write
	$(BIN)/python -m checks.reference
	$(BIN)/mkdocs serve

bench: install ## measure, and write docs/benchmarks.md
	$(BIN)/python -m bench

browser:
	@checks/chromium.sh

lock: install ## write the hashed lists again from pyproject.toml; versions move only where they must
	$(UV_COMPILE) requirements/bootstrap.in -o requirements/bootstrap.txt
	$(UV_COMPILE) pyproject.toml -o requirements/runtime.txt
	$(UV_COMPILE) pyproject.toml requirements/bootstrap.in --extra dev -c requirements/runtime.txt -o requirements/dev.txt

upgrade: UV_COMPILE += --upgrade
upgrade: lock ## the newest versions everywhere

clean: ## remove what make made, except the data homes
	rm -rf $(VENV) build site .mypy_cache .ruff_cache .import_linter_cache .hypothesis .coverage .coverage.* htmlcov src/*.egg-info
	find src tests bench checks -name __pycache__ -type d -prune -exec rm -rf {} +
