"""Turns functions into commands: groups, options, reading, changing, import, export, prompts, completion."""
