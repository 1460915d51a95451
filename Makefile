# make demo: install into an own environment and lint the examples. make test: all that CI runs.

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin

.PHONY: demo test check fast slow build vsix clean

demo: $(VENV)/.installed
	$(BIN)/cxlint check examples --exit-zero

test: COVERAGE := --cov --cov-report=term:skip-covered
test: $(VENV)/.developed check fast slow

check: $(VENV)/.developed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

fast: $(VENV)/.developed
	$(BIN)/python -m pytest -m "not slow" -n auto --dist worksteal $(COVERAGE)

slow: $(VENV)/.developed
	HYPOTHESIS_PROFILE=thorough $(BIN)/python -m pytest -m "(slow or scaled) and not alone" -n auto --dist worksteal
	$(BIN)/python -m pytest -m alone

build: $(VENV)/.developed
	$(BIN)/python -m build --no-isolation

vsix:
	cd vscode-extension && npm ci --ignore-scripts && npm run package

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: $(VENV)/bin/python pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[pdf,tables]"
	touch $@

$(VENV)/.developed: $(VENV)/bin/python pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[dev]"
	touch $@ $(VENV)/.installed

clean:
	rm -rf $(VENV) build dist .coverage .hypothesis .mypy_cache .pytest_cache .ruff_cache
