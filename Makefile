# make: build every book.  make help: the rest.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
BOOKS := $(patsubst %/book.toml,%,$(wildcard source/*/book.toml))
JOBS ?= 2

.PHONY: all audio help test validate bench check accept clean doctor
.DELETE_ON_ERROR:

all: $(READY) ## publish every book under source/ into build/
	@$(BIN)/python -m pipeline build $(BOOKS) --jobs $(JOBS)

audio: $(READY) ## the same with recorded speech (minutes; clips are kept in build/.clips)
	@$(BIN)/python -m pipeline build $(BOOKS) --audio

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# Two steps, because a dependency published as source only (unidic-lite) is built with the pinned
# setuptools of the first step and not with whatever is newest on the day.
$(READY): .ci/build-requirements.txt .ci/requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 以上が必要です（$(PYTHON) は古い版です）。make PYTHON=python3.12 のように指定してください。"; exit 3; }
	@echo "準備: $(VENV) に必要なものを入れています（初回だけ、数分）"
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r .ci/build-requirements.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --use-pep517 --no-build-isolation -r .ci/requirements.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@$(BIN)/python -c 'from pipeline.japanese import kana_words; kana_words.opened()'
	@$(BIN)/python -m pipeline.japanese.kana_words
	@touch $@

test: $(READY) ## the tests (under 3 minutes), no system package needed
	@$(BIN)/python -m pytest -n $(JOBS) --dist loadgroup --ignore tests/validate tests

validate: all ## slow and system-heavy proofs: Ace, a real browser, real players, random books
	@$(BIN)/python -m pytest -n $(JOBS) tests/validate/test_random_books.py
	@$(BIN)/python -m pytest -rs --ignore tests/validate/test_random_books.py tests/validate

bench: $(READY) ## measure speed and accuracy and print the figures
	@$(BIN)/python -m tests.bench

check: $(READY) ## lint and type-check
	@$(BIN)/ruff check pipeline tests
	@$(BIN)/ruff format --check pipeline tests
	@$(BIN)/mypy

accept: $(READY) ## rewrite the golden files after looking at the difference
	@$(BIN)/python -m tests.accept

doctor: $(READY) ## what is installed and what is missing
	@$(BIN)/python -m pipeline doctor

clean: ## remove what was built
	@rm -rf build
