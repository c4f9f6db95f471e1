"""Family *language*: what the sentences of one language say of the figures, and how."""
