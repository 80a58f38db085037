"""Live events: a small process that tells open pages when something changed, so that they ask for what they may see."""
