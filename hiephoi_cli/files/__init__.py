"""Any file: read as bytes, replaced whole, and the errors of the system in words."""
