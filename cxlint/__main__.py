"""`python -m cxlint`: the command line, where no script `cxlint` is on the path."""

from cxlint.cli import main

main()
