"""Garbage is destroyed by the GUI thread, never by a worker that happens to ask for memory."""

import subprocess
import sys

ALONE = """
import gc, threading
from PySide6.QtCore import QCoreApplication, QTimer
from ui.shared.collector import Collector

class Ring:
    def __init__(self):
        self.itself = self
    def __del__(self):
        print("died on the window's thread" if threading.current_thread() is threading.main_thread() else "on a worker")

app = QCoreApplication([])
Collector(app)
gc.set_threshold(50, 1_000, 1_000)
Ring()
kept = [[] for _ in range(100)]
worker = threading.Thread(target=lambda: [[] for _ in range(20_000)])
worker.start()
worker.join()
print("the worker is done")
QTimer.singleShot(1_500, app.quit)
app.exec()
print("the window closes")
"""


def test_a_worker_never_destroys_what_the_window_forgot() -> None:
    ran = subprocess.run([sys.executable, "-c", ALONE], capture_output=True, text=True, timeout=60, check=True)
    said = ran.stdout.splitlines()
    assert said == ["the worker is done", "died on the window's thread", "the window closes"]
