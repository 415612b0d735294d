"""Who does something from the command line."""

from django.contrib.auth import get_user_model

from curation.actions.refused import Refused


def somebody(name):
    """The user of this name, for a verb's `by`."""
    user = get_user_model().objects.filter(username=name, is_active=True).first()
    if user is None:
        raise Refused(f"Nobody here is called “{name}”: make an account in the admin, or name somebody who has one.")
    return user
