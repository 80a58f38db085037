"""What a log says: maps, KPIs, forecasts; pure functions over frames. Knows no Django, no clock, no settings."""
