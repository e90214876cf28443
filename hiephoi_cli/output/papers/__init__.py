"""Papers to print, sign and file: what they hold, and as page, workbook and text."""
