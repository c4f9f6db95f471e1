"""Family *references*: what the text points to."""
