"""The first run: from four questions to a published process, one question a screen."""
