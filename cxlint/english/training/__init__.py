"""How the shipped weights are made; needs the treebank, and nothing here runs at check time."""
