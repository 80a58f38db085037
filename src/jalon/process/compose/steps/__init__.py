"""The eight steps of a composition, one file each, in the order in which they are applied."""
