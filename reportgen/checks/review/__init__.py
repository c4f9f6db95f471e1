"""Family *review*: what auditors and reviewers said of a pack, and whether it was answered."""
