"""Sales models, the questions, definitions, composition, lint, diff and the library: pure Python."""
