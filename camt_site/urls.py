"""The map of the site.

Pages speak two languages: English without a prefix, Russian under /ru/. Files and the API speak none, and the desk
speaks the language of whoever works there, so they stand outside. So do previews, which hold all of the record again.
"""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from curation.admin import site as desk
from flows import urls as record

urlpatterns = [
    path(settings.DESK.lstrip("/"), desk.urls),
    path("", include(record.files)),
    path("", include(record.api)),
    path("", include(record.previews)),
    *i18n_patterns(path("", include(record.pages)), prefix_default_language=False),
]
