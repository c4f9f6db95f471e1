"""Family *notes and footnotes*: markers, notes and what they say."""
