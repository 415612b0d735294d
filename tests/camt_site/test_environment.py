import re
import stat
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from camt_site import environment as env


@pytest.mark.parametrize(
    ("word", "meant"),
    [("1", True), ("true", True), ("YES", True), (" on ", True), ("0", False), ("False", False), ("off", False)],
)
def test_a_flag_is_read_in_the_usual_words(monkeypatch, word, meant):
    monkeypatch.setenv("DEBUG", word)
    assert env.flag("DEBUG", default=not meant) is meant


@pytest.mark.parametrize("default", [True, False])
def test_an_empty_variable_is_one_not_given(monkeypatch, default):
    monkeypatch.setenv("DEBUG", "")
    assert env.flag("DEBUG", default) is default


def test_a_flag_that_cannot_be_meant_is_refused_in_a_sentence(monkeypatch):
    monkeypatch.setenv("DEBUG", "maybe")
    with pytest.raises(ImproperlyConfigured, match="^DEBUG is “maybe”: write DEBUG=1 for yes or DEBUG=0 for no.$"):
        env.flag("DEBUG")


def test_a_number_that_is_none_is_refused_in_a_sentence(monkeypatch):
    monkeypatch.setenv("PORT", "80a")
    with pytest.raises(ImproperlyConfigured, match="^PORT is “80a”: write a whole number, as in PORT=8000.$"):
        env.number("PORT", 8000)


def test_names_are_divided_by_commas(monkeypatch):
    monkeypatch.setenv("ALLOWED_HOSTS", "camt.example, www.camt.example,")
    assert env.names("ALLOWED_HOSTS", "localhost") == ["camt.example", "www.camt.example"]


@pytest.mark.parametrize(("word", "meant"), [("", "600/m"), ("5/s", "5/s"), ("1/d", "1/d"), ("off", "")])
def test_a_rate_is_so_many_times_in_a_span(monkeypatch, word, meant):
    monkeypatch.setenv("API_RATE", word)
    assert env.rate("API_RATE", "600/m") == meant


@pytest.mark.parametrize("word", ["600", "0/m", "600/y", "600/min", "-1/s", "m", "²/s"])
def test_a_rate_that_is_none_is_refused_in_a_sentence(monkeypatch, word):
    monkeypatch.setenv("API_RATE", word)
    sentence = f"API_RATE is “{word}”: write how often and in what, as in API_RATE=600/m, or off."
    with pytest.raises(ImproperlyConfigured, match=f"^{sentence}$"):
        env.rate("API_RATE", "600/m")


def test_every_setting_of_the_environment_is_in_the_example():
    root = Path(__file__).resolve().parents[2]
    asked = re.findall(
        r'env\.(?:text|flag|number|names|rate)\("([A-Z_]+)"', (root / "camt_site" / "settings.py").read_text()
    )
    listed = re.findall(r"\b[A-Z_]{4,}\b", (root / ".env.example").read_text())
    assert {"SECRET_KEY", *asked} - set(listed) == set()


class TestSecretKey:
    @pytest.fixture(autouse=True)
    def no_key_given(self, monkeypatch):
        monkeypatch.delenv("SECRET_KEY", raising=False)

    def test_is_made_once_and_kept(self, tmp_path):
        made = env.secret_key(kept_in=tmp_path / "key")
        assert len(made) > 60
        assert env.secret_key(kept_in=tmp_path / "key") == made

    def test_can_be_read_by_its_owner_only(self, tmp_path):
        env.secret_key(kept_in=tmp_path / "key")
        assert stat.S_IMODE((tmp_path / "key").stat().st_mode) == 0o600

    def test_of_the_environment_comes_first(self, monkeypatch, tmp_path):
        monkeypatch.setenv("SECRET_KEY", "given")
        assert env.secret_key(kept_in=tmp_path / "key") == "given"
        assert not (tmp_path / "key").exists()

    def test_an_empty_file_is_no_key(self, tmp_path):
        (tmp_path / "key").touch()
        with pytest.raises(ImproperlyConfigured, match="is empty: remove it"):
            env.secret_key(kept_in=tmp_path / "key")
