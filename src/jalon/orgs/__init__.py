"""Users, workspaces and their calendar and currency, membership, roles, teams."""
