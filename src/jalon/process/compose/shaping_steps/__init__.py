"""Steps 1 to 3 of the composition: they shape one pipeline, whichever it is."""
