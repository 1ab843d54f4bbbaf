# Learners need `make` alone; `make help` lists the rest. Needs Python and make, brings everything else.
PYTHON ?= python3
BIN := .venv/bin
INSTALL := $(BIN)/uv pip install --quiet --python .venv -c requirements.lock
# The public index alone, whatever this machine's settings say: its hashes must hold everywhere.
COMPILE := $(BIN)/uv --no-config pip compile --quiet --upgrade --universal --python-version 3.11 \
	--generate-hashes --no-emit-index-url --no-header --no-annotate

.PHONY: lessons test notebooks benchmark records lock help

lessons: .venv/lessons ## open the lessons in JupyterLab
	$(BIN)/jupyter lab notebooks/05_six_neurons.ipynb $(ARGS)

test: .venv/test ## run every check; ARGS='-k word' goes to pytest
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/pytest -p nbval.plugin --nbval --nbval-current-env -n auto --dist loadfile $(ARGS)

notebooks: .venv/test ## run every notebook and store its outputs
	$(BIN)/python tests/tools/regenerate_notebooks.py

benchmark: .venv/peers ## race a gradient step against PyTorch, JAX and micrograd (gigabytes)
	$(BIN)/python tests/benchmarks/gradient_step.py
	$(BIN)/python tests/benchmarks/price_of_a_gradient.py

records: .venv/peers ## record anew what PyTorch and JAX say, for tests without them
	$(BIN)/python tests/tools/record_peers.py

lock: .venv/uv ## renew every locked version
	$(COMPILE) pyproject.toml --extra test --output-file requirements.lock
	echo uv | $(COMPILE) - --output-file requirements-uv.lock
	$(BIN)/uv pip compile --quiet --no-header --no-annotate --no-deps --python-version 3.12 \
		-c requirements.lock pyproject.toml --output-file binder/requirements.txt

help: ## list these tasks
	@sed -n 's/^\([a-z]*\):.*## /\1:  /p' Makefile

.venv/uv: requirements-uv.lock
	@$(PYTHON) -c 'import sys; (3, 11) <= sys.version_info < (3, 15) or sys.exit("The lessons need Python 3.11 to 3.14, and $(PYTHON) is %d.%d. Name another one: make PYTHON=python3.12" % sys.version_info[:2])'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-uv.lock
	@touch $@

.venv/lessons: .venv/uv requirements.lock pyproject.toml
	$(INSTALL) -e .
	@touch $@

.venv/test: .venv/uv requirements.lock pyproject.toml
	$(INSTALL) -e '.[test]'
	@touch $@

.venv/peers: .venv/test
	$(INSTALL) -e '.[test,peers]'
	@touch $@
