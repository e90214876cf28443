"""A listing becomes a table for people, or text for programs."""
