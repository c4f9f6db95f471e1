"""Family *data books*: what can be held against a workbook of figures alone, whatever company published it."""
