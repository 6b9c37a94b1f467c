"""A smaller PNG: 256 colours, as an image program would save it. Text on paper has few more.

The browser that took the picture decodes it; PNG's own writing is twenty lines, which no library of ours does.
"""

from __future__ import annotations

import base64
import struct
import zlib
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from playwright.sync_api import Browser

_DECODE = """async (encoded) => {
  const bytes = Uint8Array.from(atob(encoded), (letter) => letter.charCodeAt(0));
  const image = await createImageBitmap(new Blob([bytes], {type: "image/png"}));
  const canvas = new OffscreenCanvas(image.width, image.height);
  const context = canvas.getContext("2d");
  context.drawImage(image, 0, 0);
  const raw = new Uint8Array(context.getImageData(0, 0, image.width, image.height).data.buffer);
  let text = "";
  for (let at = 0; at < raw.length; at += 32768) text += String.fromCharCode(...raw.subarray(at, at + 32768));
  return [image.width, image.height, btoa(text)];
}"""
COLOURS = 256


def smaller(png: bytes, browser: Browser) -> bytes:
    """The same picture in at most ``COLOURS`` colours."""
    page = browser.new_page()
    width, height, raw = page.evaluate(_DECODE, base64.b64encode(png).decode())
    page.close()
    pixels = np.frombuffer(base64.b64decode(raw), np.uint8).reshape(height * width, 4)[:, :3].astype(np.int32)
    packed = pixels[:, 0] << 16 | pixels[:, 1] << 8 | pixels[:, 2]
    found, where, counts = np.unique(packed, return_inverse=True, return_counts=True)
    palette = found[np.argsort(-counts, kind="stable")[:COLOURS]]
    distances = ((_channels(found)[:, None, :] - _channels(palette)[None, :, :]) ** 2).sum(axis=2)
    indices = distances.argmin(axis=1).astype(np.uint8)[where].reshape(height, width)
    return _png(width, height, _channels(palette).astype(np.uint8).tobytes(), indices)


def _channels(packed: np.ndarray) -> np.ndarray:
    return np.stack([packed >> 16 & 255, packed >> 8 & 255, packed & 255], axis=1)


def _png(width: int, height: int, palette: bytes, indices: np.ndarray) -> bytes:
    rows = np.hstack(
        [np.zeros((height, 1), np.uint8), indices]
    ).tobytes()  # each row says first that it is not filtered
    header = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    parts = [(b"IHDR", header), (b"PLTE", palette), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b"")]
    chunks = [
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in parts
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)
