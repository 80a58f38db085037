"""From tables of text and a plan to typed rows, with every problem named: pure, block after block."""

from jalon.imports.preparing.block import Block, prepare
from jalon.imports.preparing.context import Context
from jalon.imports.preparing.joined import Joiner
from jalon.imports.preparing.problems import PROBLEMS, problem_frame

__all__ = ["PROBLEMS", "Block", "Context", "Joiner", "prepare", "problem_frame"]
