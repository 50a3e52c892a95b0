from __future__ import annotations

import pickle
import threading

from s2v_core.production.work.child import Child
from tests.production.work import workloads


def test_a_call_arrives_whole_while_somebody_stops_earlier_ones() -> None:
    child = Child()
    sent = threading.Event()

    def stop_earlier_ones() -> None:
        while not sent.is_set():
            child.stop(0)

    stopper = threading.Thread(target=stop_earlier_ones)
    stopper.start()
    try:
        for size in range(8_000_000, 8_000_005):
            number = child.call(pickle.dumps((workloads.measure, bytes(size))))
            kind, answered, payload = child.receive()
            assert (kind, answered, pickle.loads(payload)) == ("result", number, size)
    finally:
        sent.set()
        stopper.join()
        child.end()
