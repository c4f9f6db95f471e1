"""Family *index*: disclosures and what answers them."""
