"""Family *year over year*: changes, restatements and what explains them."""
