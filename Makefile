# Learners need only `make`; `make help` lists all tasks. Requires Python and make, installs the rest.
PYTHON ?= python3
BIN := .venv/bin
# Takes package sources from pip's settings, for uv as well.
INSTALL := $(PYTHON) install.py
UV := $(BIN)/python install.py uv
# The tools of the website have their own environment and lock; the lessons do not need them.
SITE := .venv-site/bin/python
# Ignores local settings and uses the public index, because the hashes must be valid everywhere.
COMPILE := $(BIN)/uv --no-config pip compile --quiet --upgrade --universal --python-version 3.11 \
	--generate-hashes --no-emit-index-url --no-header --no-annotate

.PHONY: lessons answers handouts sheet test monkey oldest pythons kernels everywhere notebooks moving-picture translations site page lite test-site reproducible release \
	binder address benchmark benchmark-browser class records lock help

# A developer's own answers must not show in what the tests compare.
test oldest pythons kernels notebooks: export BACKPROP_PROGRESS := off

lessons: .venv/lessons ## open the lessons in JupyterLab
	@$(BIN)/jupyter lab --notebook-dir=. notebooks/00_start_here.ipynb $(ARGS) || { \
		[ "$$(id -u)" != 0 ] || echo "If JupyterLab refused because you are root: make ARGS=--allow-root"; \
		exit 1; }

answers: .venv/lessons ## list every exercise with its answer and the mistakes behind wrong ones; ARGS=zh
	$(BIN)/python -m lessons_lib.teaching.answers $(ARGS)

handouts: .venv/lessons ## make the six neurons on paper, with blanks and filled in, in build/handouts/
	$(BIN)/python -m lessons_lib.teaching.handouts build/handouts

sheet: .venv/lessons ## worksheets with fresh numbers in build/sheets/: make sheet SEED=4711; ARGS=zh
	$(BIN)/python -m lessons_lib.teaching.sheets build/sheets $(or $(SEED),0) $(ARGS)

test: .venv/test ## run every check; ARGS='-k word' goes to pytest
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/pytest -n auto --dist loadfile $(ARGS)
	$(if $(ARGS),,$(BIN)/pytest notebooks -p nbval.plugin --nbval --nbval-current-env -n auto --dist loadfile)

monkey: .venv/test ## move every control of every interactive 5,000 times (half an hour)
	MONKEY_MOVES=5000 $(BIN)/pytest tests/lessons/test_monkey*.py -n auto $(ARGS)

# Old packages emit warnings of their own, so warnings are not errors here.
oldest: .venv/uv ## run every check with the oldest packages that pyproject.toml allows
	$(UV) venv --quiet --clear --python 3.11 .venv/oldest
	$(UV) pip install --quiet --python .venv/oldest --resolution lowest-direct -e '.[test]'
	.venv/oldest/bin/pytest -W default -n auto --dist loadfile $(ARGS)

pythons: .venv/test ## run every check on each other supported Python found here; ARGS=tests/floor1
	$(BIN)/python tests/tools/pythons.py $(ARGS)

kernels: .venv/test ## run the lessons under each BLAS kernel of this machine and report differences
	$(BIN)/python tests/tools/kernels.py $(ARGS)

everywhere: kernels pythons oldest ## run every check in all supported environments (hours)

notebooks: .venv/test ## run every notebook and store its outputs; ARGS=05 only this lesson
	$(BIN)/python tests/tools/regenerate_notebooks.py $(ARGS)

moving-picture: .venv/test ## make the animation of the front page, docs/_static/walk.webp
	$(BIN)/python docs/site_tools/moving_picture.py

translations: .venv/test ## update the catalogues and the READMEs' tables of lessons from the English texts
	$(BIN)/python tests/tools/translate.py
	$(BIN)/python tests/tools/lesson_tables.py

site: .venv-site/done ## build the website in build/site/; warnings are errors
	mkdir -p build/site && find build/site -mindepth 1 -maxdepth 1 ! -name live -exec rm -r {} +
	$(SITE) docs/site_tools/pages.py build/site

page: .venv-site/done ## write a lesson as one HTML file whose pictures step, in build/pages/; ARGS='05 zh'
	$(SITE) docs/site_tools/export.py build/pages $(ARGS)

lite: .venv-site/done ## build the JupyterLite site in build/site/live/; PYODIDE=folder
	$(SITE) docs/site_tools/live.py build/site/live $(if $(PYODIDE),--pyodide $(PYODIDE))

test-site: .venv-site/done ## test both sites, built in a temporary folder; PYODIDE=folder also runs a lesson
	$(if $(PYODIDE),PYODIDE=$(abspath $(PYODIDE))) $(SITE) -m pytest tests/website -n auto --dist worksteal $(ARGS)

# Compares notebooks and animation with the stored files, handouts and website with a second build.
reproducible: .venv/test .venv-site/done ## rebuild everything and fail if a byte differs; ARGS=05
	rm -rf build/twice
	$(BIN)/python docs/site_tools/moving_picture.py build/twice/walk.webp
	cmp docs/_static/walk.webp build/twice/walk.webp
	for n in 1 2; do \
		rm -rf build/films && \
		$(BIN)/python -m lessons_lib.teaching.handouts build/twice/$$n/handouts && \
		$(SITE) docs/site_tools/pages.py build/twice/$$n/site && \
		$(SITE) docs/site_tools/live.py build/twice/$$n/site/live \
			$(if $(PYODIDE),--pyodide $(PYODIDE),--without-pyodide) || exit 1; \
	done
	diff -rq build/twice/1 build/twice/2
	$(BIN)/python tests/tools/regenerate_notebooks.py --check $(ARGS)

# File times are those of the commit, for reproducible archives.
release: site lite handouts ## make the files of a release in build/release/; needs git, zip, GNU tools
	rm -rf build/release
	mkdir -p build/release
	$(UV) build --quiet --out-dir build/release
	git archive --prefix=backprop-by-hand/ --output=build/release/lessons.zip HEAD . ':!tests'
	find build/site build/handouts -exec touch --date="$$(git log -1 --format=%cI)" {} +
	cd build/site && find . -type f | LC_ALL=C sort | TZ=UTC zip -qX -@ ../release/website.zip
	cd build/handouts && ls | TZ=UTC zip -qX -@ ../release/handouts.zip

binder: .venv/uv ## check what Binder would build and run; needs git and Python 3.12
	$(UV) tool run --from jupyter-repo2docker==2026.4.0 python tests/tools/check_binder.py

address: .venv/uv ## set the published address: make address REPOSITORY=owner/name
	$(BIN)/python docs/site_tools/addresses.py $(REPOSITORY)

benchmark: .venv/peers ## compare a gradient step with PyTorch, JAX and micrograd (installs gigabytes)
	$(BIN)/python tests/benchmarks/gradient_step.py
	$(BIN)/python tests/benchmarks/price_of_a_gradient.py

benchmark-browser: .venv/rivals ## compare a slider with interact and ipympl, and time the start
	$(BIN)/python tests/benchmarks/slider.py --scale 1 2
	$(BIN)/python tests/benchmarks/slider.py --trip 0 50 150
	$(BIN)/python tests/benchmarks/slider.py --lessons
	$(BIN)/python tests/benchmarks/start.py

class: .venv/class ## simulate a class of 20 on a real JupyterHub; ARGS='--learners 3' for fewer
	$(BIN)/python tests/benchmarks/a_class.py $(ARGS)

records: .venv/peers ## record the results of PyTorch and JAX, for tests without them
	$(BIN)/python tests/tools/record_peers.py

lock: .venv/uv ## update every locked version
	$(COMPILE) pyproject.toml --extra test --output-file requirements.lock
	$(COMPILE) pyproject.toml --extra test --extra site --output-file requirements-site.lock
	echo uv | $(COMPILE) - --output-file requirements-uv.lock
	$(BIN)/uv pip compile --quiet --no-header --no-annotate --no-deps --python-version 3.12 \
		-c requirements.lock pyproject.toml --output-file binder/requirements.txt

help: ## list these tasks
	@sed -n 's/^\([a-z-]*\):.*## /\1:  /p' Makefile

# install.py checks whether .venv is up to date.
.venv/lessons .venv/uv: looked
	@$(INSTALL)

.venv/test .venv/peers .venv/rivals .venv/class: looked
	@$(INSTALL) test $(filter-out test,$(@F))

looked:

.venv/pyvenv.cfg: .venv/uv
	@: # newer only where .venv was made anew

.venv-site/done: requirements-site.lock pyproject.toml .venv/pyvenv.cfg $(shell find lessons_lib/jupyter -type f)
	$(UV) venv --quiet --clear --python $(BIN)/python .venv-site
	$(UV) pip install --quiet --python .venv-site -c requirements-site.lock -e '.[test,site]'
	@touch $@
