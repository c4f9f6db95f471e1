"""reportgen turns KPI data into a bilingual ESG report and proves that the report is right."""

__version__ = "0.1.0"
