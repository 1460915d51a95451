"""cxlint: a linter for the words that cut people off from the customer."""
