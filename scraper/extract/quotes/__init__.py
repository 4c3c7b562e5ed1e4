"""Who said what: attributions, roles, and the quotes they make."""
