"""The whole registry in other programs' formats."""
