"""`python -m tests.flows.formats.restored` says what the files of the newest release are, as they are given out.

Where they are not on the machine they are made again from the database, which is the one that the environment names.
"""

import json


def main():
    import django

    django.setup()
    from flows import files
    from flows.models import Release

    release = Release.objects.latest()
    print(json.dumps({name: files.describe(files.path(release, name)) for name in release.files}))


if __name__ == "__main__":
    main()
