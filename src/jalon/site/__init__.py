"""Settings, urls and the `jalon` command: the only place where everything meets."""
