"""PostgreSQL, spoken to as a role that the row policies bind."""
