"""`python -m qa_bot` is the same as the command `qa-bot`."""

import sys

from qa_bot.cli import main

sys.exit(main())
