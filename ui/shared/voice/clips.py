"""Joins clips to one buffer of sound; the standard library is enough, so no codec can be missing."""

import wave
from collections.abc import Iterable
from functools import cache

from hall.kernel.resources import resource
from ui.shared.voice.announcement import Part, Pause

RATE = 24_000
BYTES_PER_SECOND = RATE * 2
TAIL = 0.3  # seconds of silence at the end, so that a device which drops its last buffer drops nothing of the word


def joined(parts: Iterable[Part]) -> bytes:
    """Return mono 16-bit PCM at 24 kHz.

    Raises:
        FileNotFoundError: a clip is missing.
        ValueError: a clip has another sample format.
    """
    sound = [silence(part.seconds) if isinstance(part, Pause) else clip(part) for part in parts]
    return b"".join([*sound, silence(TAIL)])


def silence(seconds: float) -> bytes:
    """Return that much silence, in whole samples."""
    return bytes(round(seconds * RATE) * 2)


@cache
def clip(name: str) -> bytes:
    """Return the samples of one clip; they stay in memory, all of them are under 3 MB."""
    with wave.open(str(resource("sounds", f"{name}.wav")), "rb") as file:
        if (file.getnchannels(), file.getsampwidth(), file.getframerate()) != (1, 2, RATE):
            raise ValueError(f"clip {name} is not mono, 16 bit, {RATE} Hz")
        return file.readframes(file.getnframes())
