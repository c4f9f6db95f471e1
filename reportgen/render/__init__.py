"""The report as its readers get it: PDF, site and charts, from one manuscript."""
