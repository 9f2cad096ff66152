"""What bin/serve and bin/test share. Standard library only: it runs before a virtual environment exists."""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 (finding an older one is the purpose)
    found = ".".join(str(number) for number in sys.version_info[:2])
    sys.exit("This needs Python 3.11 or newer, and this is %s. Try: python3.11 %s" % (found, sys.argv[0]))  # noqa: UP031
