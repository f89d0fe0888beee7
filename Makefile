# Everything that one does here. `make` alone lists it. Nothing is installed outside .venv.
#
#   PYTHON=/path/to/python3.12 make run      makes .venv with that Python; else the first of python3, python3.13 … that fits

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help run notebooks test soak lint schema pictures benchmarks clean

PYTHON ?=
VENV := .venv
BIN := $(VENV)/bin
RUN_READY := $(VENV)/.ready-to-run
NOTEBOOKS_READY := $(VENV)/.ready-for-notebooks
DEV_READY := $(VENV)/.ready-to-test
BENCHMARKS_READY := $(VENV)/.ready-to-measure
WORKERS ?= 2
# In a container one is root, and JupyterLab wants to be told that this is meant.
AS_ROOT := $(if $(filter 0,$(shell id -u 2>/dev/null)),--allow-root)

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: $(RUN_READY) ## read corpus/samples and corpus/inbox, write outputs/
	@status=0; $(BIN)/policygraph run corpus/samples corpus/inbox -o outputs || status=$$?; \
	case $$status in 0|3) echo "Now open outputs/report.html or outputs/policygraph.xlsx · 请打开 outputs/report.html 或 outputs/policygraph.xlsx";; esac; \
	exit $$status

notebooks: $(NOTEBOOKS_READY) ## open the notebooks in JupyterLab, on corpus/samples or on your own store
	@$(BIN)/policygraph run corpus/samples -o outputs/samples >/dev/null
	@$(BIN)/python -m jupyter lab $(AS_ROOT) --notebook-dir=. notebooks/02-tasks-and-departments.ipynb

test: $(DEV_READY) ## the tests, without the long ones
	@$(BIN)/python -m pytest -n $(WORKERS) -m "not soak"

soak: $(DEV_READY) ## the long tests
	@$(BIN)/python -m pytest -m soak

lint: $(DEV_READY) ## style and types
	@$(BIN)/python -m ruff check .
	@$(BIN)/python -m mypy

schema: $(RUN_READY) ## write docs/record.schema.json anew
	@$(BIN)/python docs/write_schema.py

pictures: $(DEV_READY) ## run the notebooks and keep what they show, draw the pictures of the guide (wants chromium)
	@$(BIN)/python docs/run_notebooks.py
	@$(BIN)/python docs/make_pictures.py

benchmarks: $(BENCHMARKS_READY) ## measure the speed beside other libraries, write docs/benchmarks.md
	@$(BIN)/python -m benchmarks

clean: ## take away .venv and what tools left behind; your notices and outputs/ stay
	@rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis *.egg-info

# The virtual environment is made once, and again where its Python has gone.
$(BIN)/python:
	@python=""; seen=""; \
	for candidate in $(if $(PYTHON),"$(PYTHON)",python3 python3.13 python3.12 python3.11 python); do \
	  version=$$("$$candidate" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null) || continue; \
	  seen="$$seen $$candidate is $$version;"; \
	  case "$$version" in 3.11|3.12|3.13) python="$$candidate"; break;; esac; \
	done; \
	if [ -z "$$python" ]; then \
	  echo "policygraph needs Python 3.11, 3.12 or 3.13 (found:$${seen:- none})." >&2; \
	  echo "需要 Python 3.11、3.12 或 3.13。" >&2; \
	  echo "Install one from python.org, your system's packages or conda, then: PYTHON=/path/to/python3.12 make run" >&2; \
	  exit 1; \
	fi; \
	if ! "$$python" -c 'import venv, ensurepip' 2>/dev/null; then \
	  echo "$$python cannot make virtual environments: its modules venv and ensurepip are missing." >&2; \
	  echo "On Debian or Ubuntu: sudo apt-get install python3-venv, then the same command again." >&2; \
	  exit 1; \
	fi; \
	echo "Making $(VENV) with $$python"; \
	"$$python" -m venv --clear $(VENV)

define install
	@echo "Installing $(1) into $(VENV): the first time takes a minute or two"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '$(2)' || { \
	  echo "The installation failed: see pip's words above. Packages are fetched once; without a network, see README.md." >&2; exit 1; }
	@touch $@
endef

$(RUN_READY): pyproject.toml $(BIN)/python
	$(call install,policygraph,.)

$(NOTEBOOKS_READY): pyproject.toml $(BIN)/python
	$(call install,policygraph and JupyterLab,.[notebooks])
	@touch $(RUN_READY)

$(DEV_READY): pyproject.toml $(BIN)/python
	$(call install,policygraph and what its tests need,.[dev])
	@touch $(RUN_READY) $(NOTEBOOKS_READY)

$(BENCHMARKS_READY): pyproject.toml $(BIN)/python
	$(call install,policygraph and the libraries that it is measured beside,.[benchmarks])
	@touch $(RUN_READY)
