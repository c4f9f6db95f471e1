# Two commands for a newcomer: `make report` and `make test`. Each does all the set-up that it needs.

VENV ?= .venv
BIN := $(VENV)/bin

.PHONY: report test test-long setup setup-test lock golden docs gallery bench mutations clean

report: setup
	$(BIN)/reportgen import
	$(BIN)/reportgen build

test: setup-test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest

# Damaged workbooks and kills by the hundred; takes some minutes.
test-long: setup-test
	$(BIN)/pytest -m slow

# System packages, fonts and the exact versions of requirements.lock; a second run does nothing.
setup: $(VENV)/.ready

setup-test: $(VENV)/.ready-test

$(VENV)/.ready: requirements.lock pyproject.toml tools/setup.sh
	sh tools/setup.sh $(VENV) requirements.lock
	@touch $@

$(VENV)/.ready-test: requirements-test.lock pyproject.toml tools/setup.sh
	sh tools/setup.sh $(VENV) requirements-test.lock test
	@touch $@ $(VENV)/.ready

# Resolve the ranges of pyproject.toml anew.
lock: setup-test
	$(BIN)/python tools/lock.py

# Rewrite the golden files; read the difference before you commit it.
golden: setup-test
	$(BIN)/pytest -q --rewrite-golden

# The pages of docs/ that are made from the code.
docs: setup
	$(BIN)/python tools/make_reference.py

# docs/components.md with its pictures, rendered from docs/gallery/.
gallery: setup-test
	$(BIN)/python tools/make_gallery.py

bench: setup-test
	$(BIN)/python -m benchmarks

# How many injected faults the checks find, into docs/mutations.md; takes a quarter of an hour.
mutations: setup-test
	$(BIN)/python -m tests.mutation --report docs/mutations.md

clean:
	rm -rf output/zh-hant output/en output/site output/draft output/*.json .cache
