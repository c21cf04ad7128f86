"""`python -m haegi` is the `haegi` command."""

from haegi.cli import main

main()
