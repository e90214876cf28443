"""How a function becomes a command: groups, options, reading, changing, importing, exporting, prompts, completion."""
