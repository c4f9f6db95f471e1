"""Family *arithmetic*: totals, shares and rates against what they are made of."""
