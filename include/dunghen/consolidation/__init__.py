"""Many reports become one: compiled figures and tables, printed as a workbook and as an official report."""
