"""Base templates, components, tokens, css, js, htmx helpers."""
