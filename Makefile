# make run        the window (the first time it sets everything up)
# make test       the tests               PYTEST="-n0 -k streak" chooses among them
# make check      lint, format, types, import floors
# make format     what ruff can mend by itself
# make bench      the measurements
# make openapi    the examples of the API's answers, after its shape changed
# make api-proof  every check of schemathesis over the whole API, and a minute of sixteen clients beside the window
# make lock       new pins in requirements/ after pyproject.toml changed (UPGRADE=1: the newest that fit)
# make docs       docs/achievements.md anew from the tables
# make wheel      dist/*.whl
# make dist       dist/momentum-desktop/: both programs with all they need, for systems without Python
# make help       this list
# make venv       the virtual environment with the tools of test and check
# make clean      away with everything that can be made again

SHELL := /bin/sh
VENV := .venv
BIN := $(VENV)/bin
RUN_STAMP := $(VENV)/.run-installed
DEV_STAMP := $(VENV)/.dev-installed
DIST_STAMP := $(VENV)/.dist-installed
PIP := PIP_DISABLE_PIP_VERSION_CHECK=1 $(BIN)/python -m pip --quiet --no-input
PYTEST ?= -n auto --dist loadgroup
ARGS ?=
LOCK = $(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-header \
	--no-annotate --quiet $(if $(UPGRADE),--upgrade)

.PHONY: run test check format bench docs openapi api-proof lock wheel dist clean help venv FORCE

run: $(RUN_STAMP)
	@$(BIN)/python scripts/system_libraries.py run
	@exec $(BIN)/python -m momentum_desktop $(ARGS)

test: $(DEV_STAMP)
	@$(BIN)/python scripts/system_libraries.py test
	$(BIN)/python -m pytest $(PYTEST)

check: $(DEV_STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy momentum_desktop scripts $(wildcard benchmarks)
	$(BIN)/lint-imports

format: $(DEV_STAMP)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(DEV_STAMP)
	@$(BIN)/python scripts/system_libraries.py run
	$(BIN)/python -m benchmarks $(ARGS)

docs: $(RUN_STAMP)
	$(BIN)/python scripts/achievement_list.py > docs/achievements.md

openapi: $(DEV_STAMP)
	$(BIN)/python -m tests.api.life

api-proof: $(DEV_STAMP)
	MOMENTUM_PROOF=full $(BIN)/python -m pytest -n0 -s --timeout 7200 tests/api/test_schemathesis.py tests/app/test_api_beside_window.py

wheel: $(DEV_STAMP)
	$(BIN)/python -m build --wheel --no-isolation

dist: $(DIST_STAMP)
	@$(BIN)/python scripts/system_libraries.py run
	$(BIN)/pyinstaller --noconfirm --clean --log-level WARN --workpath build --distpath dist scripts/one_folder.spec

lock: $(DEV_STAMP)
	$(PIP) install 'uv>=0.13,<0.14'
	$(LOCK) --group dev --output-file requirements/dev.txt
	$(LOCK) --group build --constraint requirements/dev.txt --output-file requirements/run.txt
	$(LOCK) --group dist --constraint requirements/dev.txt --output-file requirements/dist.txt

venv: $(DEV_STAMP)

help:
	@sed -n '/^#/!q;s/^# //p' $(firstword $(MAKEFILE_LIST))

clean:
	rm -rf $(VENV) build dist .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# A virtual environment whose Python has gone (an upgraded system) is made anew.
$(RUN_STAMP): pyproject.toml requirements/run.txt $(if $(wildcard $(BIN)/python),,FORCE)
	@python=$$(scripts/find-python.sh $(PYTHON)) && { test -x $(BIN)/python || "$$python" -m venv --clear $(VENV); }
	@echo "Installing what momentum-desktop needs into $(VENV)"
	@$(PIP) install --require-hashes -r requirements/run.txt
	@$(PIP) install --no-build-isolation --no-deps --editable .
	@$(BIN)/python -m compileall -q momentum_desktop
	@touch $@

$(DEV_STAMP): $(RUN_STAMP) requirements/dev.txt
	@echo "Installing the tools for tests and checks into $(VENV)"
	@$(PIP) install --require-hashes -r requirements/dev.txt
	@touch $@

$(DIST_STAMP): $(RUN_STAMP) requirements/dist.txt
	@echo "Installing the tool for the one-folder program into $(VENV)"
	@$(PIP) install --require-hashes -r requirements/dist.txt
	@touch $@
