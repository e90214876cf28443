"""Finds, reads, checks, locks, updates and caches the registry's file."""
