"""What crosses rooms for one person: first run, home, navigation."""
