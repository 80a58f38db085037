"""Lets `python -m jalon.process` run the command line."""

import sys

from jalon.process.cli import main

sys.exit(main(sys.argv[1:]))
