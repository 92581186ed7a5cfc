"""Passes bytes between a client's TLS connection and the server, in both directions, until one of them ends."""

import select
import socket
import ssl
import sys

PIECE = 65_536
MOST_WAITING = 1_048_576
"""Bytes that may wait for a slow reader before its writer is made to wait."""


class _Way:
    """One direction: what was read and is not written yet."""

    def __init__(self, source: socket.socket, target: socket.socket) -> None:
        self.source = source
        self.target = target
        self.waiting = bytearray()
        self.ended = False

    def move(self) -> bool:
        """Read and write what is possible now; tell whether anything moved."""
        moved = False
        if not self.ended and len(self.waiting) < MOST_WAITING:
            moved = self._read()
        if self.waiting:
            moved = self._write() or moved
        return moved

    def _read(self) -> bool:
        try:
            piece = self.source.recv(PIECE)
        except (ssl.SSLWantReadError, ssl.SSLWantWriteError, BlockingIOError):
            return False
        self.ended = not piece
        self.waiting += piece
        return bool(piece)

    def _write(self) -> bool:
        try:
            sent = self.target.send(self.waiting)
        except (ssl.SSLWantReadError, ssl.SSLWantWriteError, BlockingIOError):
            return False
        del self.waiting[:sent]
        return sent > 0


def pass_on(secure: ssl.SSLSocket, server: socket.socket) -> None:
    """Pass bytes on until either side ends.

    One thread does both directions: a TLS connection must not be read and written at once.
    """
    for each in (secure, server):
        each.setblocking(False)
    inward, outward = _Way(secure, server), _Way(server, secure)
    while not (inward.ended or (outward.ended and not outward.waiting)):
        moved = [inward.move(), outward.move()]
        if not any(moved) and not inward.ended and not outward.ended:
            _wait(secure, server, inward, outward)


def _wait(secure: ssl.SSLSocket, server: socket.socket, inward: _Way, outward: _Way) -> None:
    readers = [way.source for way in (inward, outward) if len(way.waiting) < MOST_WAITING]
    writers = [way.target for way in (inward, outward) if way.waiting]
    if sys.platform == "win32":
        select.select(readers, writers, [])
        return
    poll = select.poll()
    for each in {secure, server}:
        wanted = (select.POLLIN if each in readers else 0) | (select.POLLOUT if each in writers else 0)
        poll.register(each, wanted)
    poll.poll()
