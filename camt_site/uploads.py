"""Uploaded files go straight to disk, and no further than the limit."""

from django.conf import settings
from django.core.files.uploadhandler import TemporaryFileUploadHandler


class LimitedUploadHandler(TemporaryFileUploadHandler):
    """Streams a file to a temporary file and stops writing one byte after `UPLOAD_LIMIT`.

    The file's `size` tells the whole truth, so that the form can refuse it in words beside the field. Ending the
    request here instead would leave the assistant with a broken connection and no sentence.
    """

    def new_file(self, *args, **kwargs):
        super().new_file(*args, **kwargs)
        self.room = settings.UPLOAD_LIMIT + 1

    def receive_data_chunk(self, raw_data, start):
        super().receive_data_chunk(raw_data[: self.room], start)
        self.room -= min(len(raw_data), self.room)
