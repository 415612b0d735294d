from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "camt_site"

    def ready(self):
        from camt_site import checks  # noqa: F401  registers them
