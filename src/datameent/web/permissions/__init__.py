"""Who may do what: a table of roles and actions, and the gate that holds every page to it. Default deny."""
