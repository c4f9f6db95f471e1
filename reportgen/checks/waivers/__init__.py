"""Family *waivers*: findings that somebody answers for, and whether that still holds."""
