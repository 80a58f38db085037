"""Where the two database engines differ: one function each, one test each, run on both."""
