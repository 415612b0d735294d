# CAMT: everything one asks of this checkout. `make help` lists it.
# Python 3.11 or newer and make are all that must be there; the rest is installed into .venv.

PYTHON ?= python3
WORKERS ?= 2
BIN := .venv/bin
MANAGE := $(BIN)/python manage.py
READY := .venv/ready
READY_DEV := .venv/ready-dev
TRANSLATIONS := $(patsubst %.po,%.mo,$(wildcard locale/*/LC_MESSAGES/*.po))
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check

# The programs that tests and benchmarks start would else compile every module of ours anew.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help setup run test api laws check format bench messages clean

help:
	@grep -E '^[a-z]+:.*##' Makefile | sed -E 's/:.*## /\t/' | expand -t 12

setup: $(READY) $(TRANSLATIONS)

run: setup  ## sets everything up, publishes the demo, starts site and worker at http://127.0.0.1:8000 (PORT=8001 for another)
	@$(MANAGE) migrate --verbosity 0
	@$(MANAGE) prepare
	@$(MANAGE) collectstatic --noinput --verbosity 0
	@$(MANAGE) demo
	@$(MANAGE) serve --worker

test: setup $(READY_DEV)  ## sets everything up and runs all tests, on SQLite and then on PostgreSQL
	$(BIN)/python -m pytest --numprocesses $(WORKERS) --dist worksteal
	@if $(BIN)/python -m tests.postgres; \
	then set -x; $(BIN)/python -m pytest --numprocesses $(WORKERS) --dist worksteal --engine postgres; \
	else test -z "$$CI"; fi

api: setup $(READY_DEV)  ## asks the API 400 times an address, half of it what its description forbids, on both engines
	API_EXAMPLES=200 $(BIN)/python -m pytest tests/flows/api/test_described.py
	API_EXAMPLES=200 $(BIN)/python -m pytest tests/flows/api/test_described.py --engine postgres

laws: setup $(READY_DEV)  ## tries 10,000 cases of everything that is given out: read back as written, no cell a formula
	EVERY_LAW=1 $(BIN)/python -m pytest tests/flows/formats/test_laws.py

check: setup $(READY_DEV)  ## style, who may import whom, Django's own checks, migrations, settings for a public server
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports --no-cache
	$(MANAGE) check --database default --fail-level WARNING
	$(MANAGE) makemigrations --check --dry-run
	HTTPS=1 ALLOWED_HOSTS=camt.example $(MANAGE) check --deploy --fail-level WARNING

format: $(READY_DEV)  ## rewrites the code in the house's style
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: setup $(READY_DEV)  ## measures import, composition and downloads against their floors
	$(BIN)/python -m benchmarks

messages: setup  ## collects texts for translation into locale/
	$(MANAGE) messages

clean:  ## removes what was installed and compiled; var/, with the data, stays
	rm -rf .venv .pytest_cache .ruff_cache .hypothesis $(TRANSLATIONS)
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	echo "CAMT needs Python 3.11 or newer, and $(PYTHON) is older or not there. Name another: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	@$(PYTHON) -m venv --clear .venv || { rm -rf .venv; \
	echo "Python came without its venv module: on Debian and Ubuntu, install the package python3-venv."; exit 1; }

$(READY): requirements.txt $(BIN)/python
	@echo "Installing what the site runs on into .venv"
	@$(PIP) --requirement requirements.txt
	@touch $@

$(READY_DEV): requirements-dev.txt $(READY)
	@echo "Installing what tests and checks need into .venv"
	@$(PIP) --requirement requirements-dev.txt
	@touch $@

%.mo: %.po $(READY)
	@$(BIN)/pybabel --quiet compile --input-file $< --output-file $@
