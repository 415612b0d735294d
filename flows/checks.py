"""System checks of the public record; `manage.py check --database default` runs them."""

from django.core.checks import Tags, Warning, register
from django.db import connections

from flows import seals


@register(Tags.database)
def seals_stand(app_configs, databases, **kwargs):
    """A warning and no error: `migrate`, which sets the seals again, would refuse to run after an error."""
    return [
        Warning(
            f"The database does not keep published rows as they are: {', '.join(fallen)} missing or altered.",
            hint="Run manage.py migrate, which sets the seals again; then manage.py verify.",
            id="flows.W001",
        )
        for alias in databases or []
        if (fallen := seals.fallen(connections[alias]))
    ]
