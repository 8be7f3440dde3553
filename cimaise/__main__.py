"""`python -m cimaise`: the command line. Arguments in, exit code out."""

from cimaise.cli import main

if __name__ == "__main__":
    main()
