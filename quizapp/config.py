"""Settings: frozen, read once from the environment; what the README's table documents."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

_KEY_BYTES = 32
# Flask's documentation shows the last one; the others are too short anyway, and say so by their names.
_KNOWN_KEYS = frozenset(
    {
        "dev", "secret", "changeme", "change-me", "secret-key", "development", "test",
        "192b9bdd22ab9ed4d12e236c78afcb9a393ec15f71bbf5dc987d54727823bcbf",
    }
)  # fmt: skip
LOCAL_HOSTS = ("localhost", "127.0.0.1", "[::1]")
_PACKAGE = Path(__file__).resolve().parent


class BadSetting(Exception):
    """A setting that cannot be used, with what to do about it."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that differs between one installation and another."""

    data: Path
    secret_key: str = field(repr=False)
    old_secret_keys: tuple[str, ...] = field(default=(), repr=False)
    database_url: str = ""
    hosts: tuple[str, ...] = LOCAL_HOSTS
    """Names under which the app may be asked for; any other Host is refused."""
    proxies: int = 0
    """Trusted reverse proxies in front of the app, whose X-Forwarded headers count."""
    seed: str = ""
    """If given, every attempt draws its orders from this: for demonstrations and tests."""

    @property
    def database(self) -> str:
        return self.database_url or f"sqlite:///{self.data / 'quizapp.db'}"


def from_environment(environ: Mapping[str, str], data: Path | None = None) -> Settings:
    """Settings from `QUIZAPP_*`; makes the data folder and, for local use, a secret key in it. Raises BadSetting."""
    folder = (data or Path(environ.get("QUIZAPP_DATA", "") or default_data(environ))).expanduser().resolve()
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise BadSetting(
            f"The data folder {folder} cannot be made: {error.strerror}. Choose another with --data."
        ) from error
    given, kept = environ.get("QUIZAPP_SECRET_KEY", ""), folder / "secret-key"
    key = given or _kept_key(kept)
    old_keys = tuple(filter(None, environ.get("QUIZAPP_OLD_SECRET_KEYS", "").split(",")))
    _refuse_weak(key, "QUIZAPP_SECRET_KEY" if given else f"The key in {kept}")
    for one in old_keys:
        _refuse_weak(one, "A key of QUIZAPP_OLD_SECRET_KEYS")
    hosts = tuple(host.strip() for host in environ.get("QUIZAPP_HOSTS", "").split(",") if host.strip())
    return Settings(
        data=folder,
        secret_key=key,
        old_secret_keys=old_keys,
        database_url=environ.get("QUIZAPP_DATABASE_URL", ""),
        hosts=(*LOCAL_HOSTS, *hosts),
        proxies=_count(environ, "QUIZAPP_PROXIES"),
        seed=environ.get("QUIZAPP_SEED", ""),
    )


def default_data(environ: Mapping[str, str]) -> str:
    """Where a program keeps its data on this system."""
    if os.name == "nt":
        return str(Path(environ.get("LOCALAPPDATA", "~")) / "quizapp")
    return str(Path(environ.get("XDG_DATA_HOME", "") or "~/.local/share") / "quizapp")


def folder(name: str) -> Path:
    """`static` or `questions`: inside the package in a wheel, beside it in a checkout."""
    for candidate in (_PACKAGE / f"_{name}", _PACKAGE.parent / name):
        if candidate.is_dir():
            return candidate
    raise FileNotFoundError(name)


def _kept_key(file: Path) -> str:
    """The key of a local installation, made at its first start and readable by its owner only."""
    try:
        if not file.exists():
            descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "w") as opened:
                opened.write(secrets.token_urlsafe(_KEY_BYTES))
        return file.read_text().strip()
    except FileExistsError:
        return file.read_text().strip()
    except OSError as error:
        raise BadSetting(f"The secret key in {file} cannot be read or written: {error.strerror}.") from error


def _refuse_weak(key: str, name: str) -> None:
    advice = 'Make one with: python3 -c "import secrets; print(secrets.token_urlsafe(32))"'
    if key.casefold() in _KNOWN_KEYS or len(key.encode()) < _KEY_BYTES:
        raise BadSetting(f"{name} is known or shorter than {_KEY_BYTES} bytes. {advice}")
    if len(set(key)) < 10:
        raise BadSetting(f"{name} repeats too few characters to be random. {advice}")


def _count(environ: Mapping[str, str], name: str) -> int:
    value = environ.get(name, "") or "0"
    if not value.isdecimal() or int(value) > 9:
        raise BadSetting(f"{name} should be a small number, not {value!r}.")
    return int(value)
