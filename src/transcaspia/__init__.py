"""Plan freight on the Trans-Caspian route between Poland and Kazakhstan and on its rivals."""

__version__ = "0.1.0"
