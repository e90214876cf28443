"""Reads any file as bytes, replaces it whole, and puts the system's errors in words."""
