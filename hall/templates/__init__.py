"""Papers that are drawn from templates: what a hall writes down as data, and the rules that no template may break."""
