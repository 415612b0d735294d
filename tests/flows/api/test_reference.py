"""The examples of docs/reference/api.md are answers, to the letter. The figures in them are real."""

import json
import re
from pathlib import Path

import pytest
from django.conf import settings

from flows.api.numbers import Root

pytestmark = pytest.mark.django_db
PAGE = Path(settings.BASE_DIR, "docs/reference/api.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^    GET (\S+)\n\n```json\n(.*?)```", PAGE, re.M | re.S)


@pytest.mark.parametrize(("address", "said"), EXAMPLES, ids=[address for address, _said in EXAMPLES])
def test_an_example_is_what_is_answered(client, both, address, said):
    assert json.dumps(client.get(address).json(), indent=2, ensure_ascii=False) == said.strip()


def test_every_list_is_named():
    assert len(EXAMPLES) == 2
    named = set(re.findall(r"`/api/([a-z-]+)`", PAGE))
    assert named == {each.name for each in Root.listed}
