"""What people fill in about companies and people."""
