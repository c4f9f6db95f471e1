"""Family *publication*: the finished files."""
