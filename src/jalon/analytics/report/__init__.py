"""Results as pages: one self-contained file each, readable without a network."""
