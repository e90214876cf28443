"""The registry's file: its text, and how a change of it reaches the disk."""
