"""Steps 4 to 8 of the composition, and its start: each takes the draft and gives the next one."""
