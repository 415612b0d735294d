import pytest
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile

LIMIT = 1000


@pytest.fixture
def received(rf, settings):
    """The file as a view finds it after it was sent."""
    settings.UPLOAD_LIMIT = LIMIT

    def send(content):
        return rf.post("/", {"file": SimpleUploadedFile("table.xlsx", content)}).FILES["file"]

    return send


def test_a_file_is_streamed_to_disk_whole(received):
    file = received(b"x" * LIMIT)
    assert isinstance(file, TemporaryUploadedFile)
    assert (file.size, file.read()) == (LIMIT, b"x" * LIMIT)


@pytest.mark.parametrize("size", [LIMIT + 1, LIMIT + 2, 200_000])
def test_a_larger_one_says_its_size_but_does_not_fill_the_disk(received, size):
    file = received(b"x" * size)
    assert (file.size, len(file.read())) == (size, LIMIT + 1)


def test_two_files_have_each_their_own_room(rf, settings):
    settings.UPLOAD_LIMIT = LIMIT
    files = {name: SimpleUploadedFile(name, b"x" * LIMIT) for name in ("first", "second")}
    assert [file.size for file in rf.post("/", files).FILES.values()] == [LIMIT, LIMIT]
