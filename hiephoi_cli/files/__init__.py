"""Reads any file as bytes, knows its format, replaces it whole, and puts the system's errors in words."""
