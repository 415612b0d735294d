"""Why a number: its cells, its decisions and its checks."""
