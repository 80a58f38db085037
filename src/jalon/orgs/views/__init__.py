"""Pages of accounts, workspaces and members."""
