"""What people fill in about deals."""
