"""The catalogues of standards as data: one folder an edition, and the crosswalk between them."""
