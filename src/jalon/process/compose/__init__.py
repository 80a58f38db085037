"""Composes the pipelines that fit a company, keeping the reason for each step."""

from jalon.process.compose.compose import compose
from jalon.process.compose.composition import ComposedPipeline, Composition, HandOver, Step

__all__ = ["ComposedPipeline", "Composition", "HandOver", "Step", "compose"]
