"""Ids, money, clock, errors, jobs, files and the database fast paths: no word of sales."""
