"""Imports other people's lists by plan, and exports to other programs; the command line only shows and asks."""
