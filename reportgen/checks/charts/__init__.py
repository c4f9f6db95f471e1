"""Family *charts*: what is drawn against what is printed."""
