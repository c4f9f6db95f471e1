"""Family *assurance scope*: the selected information."""
