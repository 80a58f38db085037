"""Shapes stages and pipelines: change, drop, insert, merge, tune to a model."""
