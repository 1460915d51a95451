"""`python -m cxlint`."""

from cxlint.cli import main

main()
