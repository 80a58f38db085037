"""Puts the compiled French into what is built, so that an installed Jalon speaks it."""

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileFrench(BuildHookInterface):
    """Compile every room's catalogue before the wheel is filled."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        sys.path.insert(0, str(Path(self.root) / "tools"))
        from messages import compile_all

        compile_all()
