"""What time it is: the one place that asks the machine; everything below is told."""

from datetime import UTC, datetime


def utc_now() -> datetime:
    return datetime.now(UTC)
