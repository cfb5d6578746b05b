# Needs Python >= 3.11 with venv, git and make; everything else is installed into .tools/ and .venv/.
.DEFAULT_GOAL := help
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c

export UV_PYTHON_DOWNLOADS := never
# The certificates that the machine trusts, where it has any; else those that uv brings.
export UV_SYSTEM_CERTS ?= $(if $(wildcard /etc/ssl/certs/ca-certificates.crt),true,false)
UV := .tools/uv/bin/uv
BIN := .venv/bin
INSTALLED := .venv/.installed
PYTEST_ARGS ?=
KERNEL_TESTS := $(wildcard tests/planning/test_kernels*.py tests/oracle/test_kernels*.py)

.PHONY: help install data-tools demo validation-page test test-slow test-faults bench-load bench-kill test-kernels coverage lint format types contracts docstrings lock-check hygiene \
        check data-hashes facts build try-wheel clean web web-check test-page test-client test-fuzz

help:  ## what can be made
	@sed -nE 's/^([a-z-]+):.*## (.*)/\1\t\2/p' $(MAKEFILE_LIST) | awk -F'\t' '{printf "  make %-13s %s\n", $$1, $$2}'

install: $(INSTALLED)  ## the locked environment in .venv

# --inexact keeps what `make data-tools` added.
$(INSTALLED): pyproject.toml uv.lock tools/bootstrap
	python=$$(tools/bootstrap) && $(UV) sync --frozen --inexact --compile-bytecode --python "$$python"
	$(BIN)/python -m compileall -q src
	touch $@

data-tools: $(INSTALLED)  ## add what the scripts under tools/ need to rebuild the shipped data
	$(UV) sync --frozen --all-groups

demo: $(INSTALLED)  ## two reefers of medicines from Łódź to Almaty, with a map in build/demo.png
	mkdir -p build
	$(BIN)/transcaspia plan Łódź Almaty --depart 2025-10-01 --cargo pharmaceuticals --unit 40RF --units 2 \
	    --payload-t 18 --map build/demo.png --force

LOAD_ARGS ?=
LABEL ?=
validation-page: $(INSTALLED)  ## docs/validation.md from the project's own cases; LABEL='what was done' adds to its history
	$(BIN)/python tools/validation_page.py --label "$(LABEL)"

test: $(INSTALLED)  ## the default tests on all cores, under three minutes
	$(BIN)/python -m pytest -n auto --dist worksteal $(PYTEST_ARGS)

test-slow: $(INSTALLED)  ## the tests marked slow
	$(BIN)/python -m pytest -m slow $(PYTEST_ARGS)

test-faults: $(INSTALLED)  ## twenty times as many damaged files as the default tests try, and workers that die, hang and are called off
	TRANSCASPIA_FUZZ=20 $(BIN)/python -m pytest -n auto --dist worksteal tests/faults tests/server/test_pool.py \
	    tests/server/test_jobs.py -m "slow or not slow" $(PYTEST_ARGS)

bench-load: $(INSTALLED)  ## distinct plans a second and 200 clients at once, on SQLite and on PostgreSQL; LOAD_ARGS as of benchmarks/load.py
	mkdir -p build
	$(BIN)/python benchmarks/load.py $(LOAD_ARGS) | tee build/load-sqlite.json
	tools/with_postgres.py $(BIN)/python benchmarks/load.py $(LOAD_ARGS) | tee build/load-postgresql.json

.PHONY: test-postgres
STORE_TESTS := tests/store $(wildcard tests/server/test_records.py tests/server/test_own.py)
test-postgres: $(INSTALLED)  ## the tests of the store on a PostgreSQL of their own, which is taken away again
	tools/with_postgres.py $(BIN)/python -m pytest -n auto $(STORE_TESTS) $(PYTEST_ARGS)

.PHONY: bench-writers
bench-writers: $(INSTALLED)  ## writers of the store killed -9 fifty times, and processes of PostgreSQL with them
	mkdir -p build
	tools/with_postgres.py $(BIN)/python benchmarks/writers.py --kills $(KILLS) --json build/writers.json

KILLS ?= 50
bench-kill: $(INSTALLED)  ## the server killed -9 fifty times in the middle of writes, on SQLite and on PostgreSQL
	mkdir -p build
	$(BIN)/python benchmarks/kill.py --rounds $(KILLS) | tee build/kill-sqlite.json
	tools/with_postgres.py $(BIN)/python benchmarks/kill.py --rounds $(KILLS) | tee build/kill-postgresql.json

test-kernels: $(INSTALLED)  ## the tests of the kernels, run as plain Python
	@test -n "$(KERNEL_TESTS)" || { echo "no tests/planning/test_kernels*.py and no tests/oracle/test_kernels*.py"; exit 1; }
	NUMBA_DISABLE_JIT=1 $(BIN)/python -m pytest $(KERNEL_TESTS) $(PYTEST_ARGS)

coverage: $(INSTALLED)  ## the default tests with the lines that none of them reaches
	$(BIN)/python -m pytest --cov --cov-report=term-missing:skip-covered $(PYTEST_ARGS)

lint: $(INSTALLED)  ## ruff: rules and format
	$(BIN)/ruff check
	$(BIN)/ruff format --check

format: $(INSTALLED)  ## mend what ruff can mend
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

types: $(INSTALLED)  ## mypy, strict
	$(BIN)/mypy

contracts: $(INSTALLED)  ## the layers, kept by import-linter
	$(BIN)/lint-imports --no-logo

docstrings: $(INSTALLED)  ## numpydoc validation of the package
	find src -name '*.py' -print0 | sort -z | xargs -0 $(BIN)/numpydoc lint

lock-check: $(INSTALLED)  ## uv.lock fits pyproject.toml and names public registries only
	$(UV) lock --check
	! grep -oE '(https?|file)://[^"]+' uv.lock | grep -vE '^https://(pypi\.org/simple|files\.pythonhosted\.org/)'

hygiene: $(INSTALLED)  ## whitespace, large files, merge marks
	SKIP=ruff,ruff-format,mypy,import-linter,numpydoc $(BIN)/pre-commit run --all-files

check: lint types contracts docstrings lock-check hygiene  ## everything but the tests

uncertainty-page: $(INSTALLED)  ## write docs/uncertainty.md: bands with and without the shared factors
	$(BIN)/python tools/uncertainty_page.py --force

data-hashes: $(INSTALLED)  ## write the hashes of the shipped data files into files.csv
	$(BIN)/python tools/hash_files.py

FACTS ?= ../shared/facts
facts: $(INSTALLED)  ## write docs/facts.md: what became of every published figure of the lists in FACTS
	$(BIN)/python tools/facts.py --facts $(FACTS) --prune --force

# Node.js 20 or newer with npm; the built page is committed, so that no user of the package needs them.
WEB := web/node_modules/.installed
$(WEB): web/package.json web/package-lock.json
	cd web && npm ci --no-audit --no-fund --loglevel=error
	touch $@

web: $(WEB)  ## build the page from web/ into the package
	cd web && npm run --silent build

# The build comes first: it makes what the types are checked against.
web-check: $(WEB)  ## the page: that what is committed is what is built, types, lint, unit tests
	mkdir -p build
	before=$$(tools/tree_hash src/transcaspia/server/page) && $(MAKE) --no-print-directory web >build/web.log && \
	    test "$$before" = "$$(tools/tree_hash src/transcaspia/server/page)" || \
	    { echo "src/transcaspia/server/page is not what web/ builds: run \`make web\` and commit it"; exit 1; }
	cd web && npm run --silent check && npm run --silent test

test-page: $(WEB) $(INSTALLED)  ## drive the page in Debian's chromium as a person would
	cd web && npm run --silent test:page

gallery: $(WEB) $(INSTALLED)  ## the pictures of the page in docs/images/page: every view, desk and phone, light and dark
	cd web && npm run --silent gallery
	$(BIN)/python tools/page_gallery.py

build: $(INSTALLED)  ## wheel and source distribution in dist/
	rm -rf dist
	$(UV) build

try-wheel: build  ## install the wheel in an empty environment and ask it for a plan
	tools/try_wheel

test-client: $(INSTALLED)  ## generate a client from /openapi.json, and let a stranger's programme use it
	tools/try_client

FUZZ ?= 8
test-fuzz: $(INSTALLED)  ## every limit of every field of the API, and FUZZ random requests for each operation (schemathesis)
	FUZZ_EXAMPLES=$(FUZZ) $(BIN)/python -m pytest -q -n auto --dist worksteal tests/server/test_fuzz.py

clean:  ## remove what was made, but for .tools and .venv
	rm -rf build dist web/.made .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis .coverage
