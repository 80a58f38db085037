# Everything one does with Jalon's sources. Each target stands alone on a fresh machine: it makes what it needs.
PYTHON = .venv/bin/python

.PHONY: run setup test check format messages docs screenshots clean

# Jalon, with a sample, on PORT (8000), its data in JALON_DATA (./data).
run: setup
	@exec .venv/bin/jalon up

setup:
	@sh tools/setup.sh

# Everything on SQLite and on PostgreSQL at once, browser included; ARGS goes to pytest.
test:
	@sh tools/setup.sh dev
	@$(PYTHON) tools/test.py $(ARGS)

# What a change must pass besides its tests, in the order in which CI does it.
check:
	@sh tools/setup.sh dev
	@$(PYTHON) tools/check.py $(ONLY)

# What `make check` can mend by itself.
format:
	@sh tools/setup.sh dev
	@.venv/bin/ruff check --fix --quiet . ; .venv/bin/ruff format --quiet .

# French: `make messages` (all rooms) or `make messages ROOM=deals`.
messages:
	@sh tools/setup.sh dev
	@$(PYTHON) tools/messages.py update $(ROOM)

# The pages of docs/ that are made from the sources.
docs:
	@sh tools/setup.sh dev
	@$(PYTHON) tools/docs.py write

# The pictures of docs/, taken in Chromium from a sample.
screenshots:
	@sh tools/setup.sh dev
	@$(PYTHON) tools/screenshots.py

# What the other targets made, but for the data.
clean:
	rm -rf .venv build dist .pytest_cache .ruff_cache .mypy_cache .import_linter_cache
	find src tests tools -name __pycache__ -prune -exec rm -rf {} +
	find src -name '*.mo' -delete
