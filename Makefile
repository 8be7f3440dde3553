# make panels   makes the exhibition's panels in dist/
# make test     runs every check that CI runs
# Each does all its set-up: environment, locked libraries, Pango.

BIN := .venv/bin

.PHONY: panels test lock clean

panels:
	@tools/set_up.sh requirements.lock
	$(BIN)/python make_panels.py build

test:
	@tools/set_up.sh requirements-dev.lock
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest -m "slow or not slow"

# Writes the lock files anew; needs uv.
lock:
	uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes \
	    --no-emit-index-url --no-header --quiet -o requirements.lock
	uv pip compile pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes \
	    --no-emit-index-url --no-header --quiet -o requirements-dev.lock

clean:
	rm -rf dist .cimaise .venv
