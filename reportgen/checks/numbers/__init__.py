"""What checks on figures share: rounding, digits, ties between figures, dimensions, and what figures are made of."""
