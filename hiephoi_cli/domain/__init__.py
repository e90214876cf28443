"""Defines what a registry is and how it may change; pure, without files, terminal or clock."""
