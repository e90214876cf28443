"""Finds, reads, checks, locks, updates, merges and caches the registry's file; keeps its log and its place in git."""
