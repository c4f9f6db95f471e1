"""Family *the two languages*: each paragraph against its twin."""
