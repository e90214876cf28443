"""Writes listings and papers: tables for people, text for programs, workbooks."""
