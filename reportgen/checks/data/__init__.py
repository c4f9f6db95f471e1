"""Family *data*: what was handed in, before anything is computed from it."""
