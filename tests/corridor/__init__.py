"""Questions put to the shipped network."""
