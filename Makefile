# Two commands: `make run` starts the portal, `make test` passes the tests. Both install what they need into .venv.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DIR ?= portal

.DEFAULT_GOAL := help
.PHONY: help run test check gates nightly pictures lock clean

help: ## Say what there is to do
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

run: $(VENV)/.run ## Install, and start the portal in ./portal (another directory: DIR=…)
	@test -f "$(DIR)/headwater.toml" || $(BIN)/headwater init "$(DIR)"
	@$(BIN)/headwater run --dir "$(DIR)"

test: $(VENV)/.dev ## Install, and run the tests
	@$(BIN)/python -m pytest -n auto --maxprocesses 8 --dist loadfile --no-loadscope-reorder

check: $(VENV)/.dev ## Linters, types, floors
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

gates: $(VENV)/.dev ## Quality and speed that may not fall
	@$(BIN)/python bench/gate.py

nightly: $(VENV)/.dev ## The long forms: fuzzing, many kills, whole corpora
	@$(BIN)/python -m pytest -m nightly --timeout 7200
	@$(BIN)/python bench/gate.py --whole

pictures: $(VENV)/.dev ## Photograph every page type of the demo into docs/pictures
	@$(BIN)/python bench/pictures.py

lock: $(VENV)/.tools ## Pin the newest versions that pyproject.toml allows
	@echo uv | $(BIN)/uv pip compile - --universal --python-version 3.11 --generate-hashes --upgrade \
	  --no-header --no-annotate -q -o requirements-uv.lock
	@$(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --upgrade \
	  --no-header --no-annotate -q --group build --extra postgresql -o requirements.lock
	@$(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --upgrade \
	  --no-header --no-annotate -q --group build --group dev --extra postgresql -o requirements-dev.lock

clean: ## Remove what was installed
	@rm -rf $(VENV)

$(VENV)/.tools:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Headwater needs Python 3.11 or newer; name one with: make PYTHON=python3.12 …" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null \
	  || { echo "Python's venv is missing. On Debian: apt-get install python3-venv" >&2; exit 1; }
	@echo "Installing into $(VENV) (once) …"
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements-uv.lock
	@touch $@

$(VENV)/.run: $(VENV)/.tools requirements.lock pyproject.toml
	@$(BIN)/uv pip install --quiet --compile-bytecode --python $(BIN)/python --require-hashes -r requirements.lock
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	@$(BIN)/python -m compileall -q src
	@touch $@

$(VENV)/.dev: $(VENV)/.run requirements-dev.lock
	@$(BIN)/uv pip install --quiet --compile-bytecode --python $(BIN)/python --require-hashes -r requirements-dev.lock
	@touch $@
