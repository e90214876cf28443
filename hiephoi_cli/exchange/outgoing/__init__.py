"""The whole registry in formats of others."""
