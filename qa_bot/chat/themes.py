"""Two calm themes, and which of them the terminal asks for."""

from collections.abc import Mapping

from textual.theme import Theme

DARK = Theme(
    name="qa-bot-dark",
    primary="#7aa5cf",
    secondary="#8f9fb3",
    accent="#e2b36b",
    warning="#d9995b",
    error="#d9706c",
    success="#8fb573",
    foreground="#d9dce1",
    background="#15181d",
    surface="#1b1f26",
    panel="#242a33",
    dark=True,
)
LIGHT = Theme(
    name="qa-bot-light",
    primary="#2f6a9f",
    secondary="#5c6b7d",
    accent="#9a5b00",
    warning="#a35a12",
    error="#b3322e",
    success="#4c7a2e",
    foreground="#23272e",
    background="#fbfaf7",
    surface="#f3f1ec",
    panel="#e8e5de",
    dark=False,
)


def wanted(environ: Mapping[str, str]) -> str:
    """The theme for a terminal that tells its colours (COLORFGBG), dark for one that does not."""
    background = environ.get("COLORFGBG", "").rpartition(";")[2]
    return LIGHT.name if background in ("7", "15") else DARK.name
