"""Settings: frozen, read once from the environment; what the README's table documents."""

import os
import secrets
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

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
    retention_days: int = 365
    """How long names and answers are kept after an attempt began."""
    zone: str = ""
    """On whose clock times are told to teachers who chose none, as the IANA names it; empty for that of the machine."""
    seed: str = ""
    """If given, every attempt draws its orders from this: for demonstrations and tests."""

    @property
    def secret_keys(self) -> tuple[str, ...]:
        """The present key first."""
        return (self.secret_key, *self.old_secret_keys)

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
        retention_days=_days(environ, "QUIZAPP_RETENTION_DAYS"),
        zone=_zone(environ, "QUIZAPP_TIME_ZONE"),
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
            _make_key(file)
        return file.read_text().strip()
    except OSError as error:
        raise BadSetting(f"The secret key in {file} cannot be read or written: {error.strerror}.") from error


def _make_key(file: Path) -> None:
    """Write a key whole or not at all, whatever crashes; one that another process puts there meanwhile stays."""
    descriptor, draft = tempfile.mkstemp(prefix=f".{file.name}-", dir=file.parent)  # For its owner only.
    try:
        with os.fdopen(descriptor, "w") as opened:
            opened.write(secrets.token_urlsafe(_KEY_BYTES))
            opened.flush()
            os.fsync(opened.fileno())
        with suppress(FileExistsError):
            _put_in_place(draft, file)
        _keep_name(file.parent)
    finally:
        Path(draft).unlink(missing_ok=True)


def _put_in_place(draft: str, file: Path) -> None:
    """Raises FileExistsError if the file is there already."""
    try:
        os.link(draft, file)
    except FileExistsError:
        raise
    except OSError:
        Path(draft).rename(file)  # On a disk without links two first starts at once might disagree.


def _keep_name(folder: Path) -> None:
    """Have the name of a new file on disk too: resume codes must not outlive the key that made them."""
    if os.name == "nt":
        return  # Windows cannot open a folder, and keeps names by itself.
    descriptor = os.open(folder, os.O_RDONLY)
    with suppress(OSError):  # Some network drives cannot.
        os.fsync(descriptor)
    os.close(descriptor)


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


def _zone(environ: Mapping[str, str], name: str) -> str:
    value = environ.get(name, "")
    try:
        return ZoneInfo(value).key if value else ""
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise BadSetting(f"{name} should be a time zone such as Europe/Paris, not {value!r}.") from error


def _days(environ: Mapping[str, str], name: str) -> int:
    value = environ.get(name, "") or "365"
    if not value.isdecimal() or not 1 <= int(value) <= 3650:
        raise BadSetting(f"{name} should be a number of days from 1 to 3650, not {value!r}.")
    return int(value)
