# The two commands that a newcomer needs, and the developer's few.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo test judges lint types bench clean

demo: $(VENV)/.installed   ## set up, and build the demonstration edition into output/
	$(BIN)/edition build

test: $(VENV)/.developer   ## set up, and pass the tests
	$(BIN)/python -m pytest

judges: $(VENV)/.developer ## fetch axe-core and the Nu HTML checker, which judge the website in the tests
	$(BIN)/python tests/judges.py

lint: $(VENV)/.developer   ## style
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.developer  ## types
	$(BIN)/mypy

bench: $(VENV)/.developer  ## medians and ratios; the source book too where EDITION_BOOK names it
	$(BIN)/python benchmarks/run.py

clean:
	rm -rf $(VENV) output dist build

$(VENV)/.installed: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --editable .
	touch $@

$(VENV)/.developer: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --editable '.[dev]'
	touch $@
