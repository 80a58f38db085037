# Everything one does with Jalon's sources. `make setup` and `make run` and `make test` each stand alone on a fresh machine.
PYTHON = .venv/bin/python

# French: `make messages` (all rooms) or `make messages ROOM=deals`.
.PHONY: messages
messages:
	$(PYTHON) tools/messages.py update $(ROOM)
