"""Writes listings, papers and chains: tables and drawings for people, text for programs, workbooks, address books."""
