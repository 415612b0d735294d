"""The workshop's own sight of the releases: who may publish, and a place in the desk."""

from django.utils.translation import gettext_lazy as _

from flows.models import Release


class Publication(Release):
    """A release as the desk sees it. It has no table: releases belong to the public record."""

    class Meta:
        proxy = True
        default_permissions = ("view",)
        permissions = [("publish_release", _("Can publish a release"))]
        verbose_name = _("release")
        verbose_name_plural = _("releases")
