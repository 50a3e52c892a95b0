from __future__ import annotations

from pathlib import Path
from typing import Any

from benchmarks.parts.batch import COUNTS
from benchmarks.plots import draw_plots
from benchmarks.report import report
from benchmarks.tables import Target, number, table, targets


def run(wall: float) -> dict[str, float]:
    return {"wall": wall, "cpu": 2 * wall, "peak_mb": 600.0, "open_files": 9}


def cold(studio: float) -> dict[str, Any]:
    names = {
        "studio": studio,
        "ffmpeg": 10.0,
        "ffmpeg_chroma": 9.5,
        "ffmpeg_cut": 9.0,
        "floor": 8.0,
        "chunked_floor": 7.0,
    }
    usual = {name: [run(wall), run(wall + 2), run(wall + 1)] for name, wall in (names | {"moviepy": 100.0}).items()}
    others = {name: [run(wall)] for name, wall in names.items()}
    return {"30 fps, veryfast": usual, "60 fps, veryfast": others, "30 fps, medium": others}


def batch() -> dict[str, Any]:
    points = [
        {"outputs": n, "wall": 2.0 + n, "cpu": 3.0 + n, "planning": 0.5, "seconds": 10.0 * n}
        | {"encoded": 5 + n, "reused": 4 * n - 4, "cache_mb": 3.0}
        for n in COUNTS
    ]
    return {"a": points, "b": points}


MEMORY = {
    "resident_mb": [300.0, 380.0, 390.0, 400.0, 400.0, 500.0],
    "peak_mb": 650.0,
    "worker_mb": {"medium": 735.0},
    "encoded": 9,
    "seconds": 12.0,
}


def measured(data: Any, date: str = "2026-11-01", busy: float = 0.0) -> dict[str, Any]:
    machine = {"processor": "P", "memory": "8 GB", "system": "S", "versions": {"av": "1"}}
    return {"date": date, "machine": machine, "busy": busy, "data": data}


def test_medians_of_the_rounds_stand_in_the_table() -> None:
    assert "| this product | 7.00 | 14.0 | 600 | 9 | 2.14 | 0.78 | 0.78 |" in report({"cold": measured(cold(6.0))})


def test_a_target_is_met_at_its_limit_and_missed_by_a_share_above_it() -> None:
    text = targets([Target("even", 0.7, 0.7), Target("over", 0.84, 0.7), Target("some", 3, 0, "")])
    assert text.splitlines()[2:] == [
        "| even | 0.70x | ≤ 0.70x | met |",
        "| over | 0.84x | ≤ 0.70x | missed by 20.0% |",
        "| some | 3.00 | ≤ 0 | missed |",
    ]


def test_memory_is_judged_from_the_fifth_output_to_the_last() -> None:
    text = report({"memory": measured(MEMORY)})
    assert "| resident after the last, of that after output 5 | 1.25x | ≤ 1.10x | missed by 13.6% |" in text
    assert "| highest of one worker, medium | 735.0 MB | ≤ 700.0 MB | missed by 5.0% |" in text


def test_what_is_read_again_saves_what_composing_costs_more() -> None:
    kept = {"without loss": {"read": 4.0, "mb_per_second": 6.0}}
    row = {"whole": 7.0, "base": 6.0, "encode": 13.0, "kept": kept}
    assert "| reading it, kept without loss | 4.00 | 6.00 | 10% |" in report({"base": measured({"9x9": row})})


def test_encoders_stand_beside_the_usual_one() -> None:
    usual, slow = {"wall": 6.0, "cpu": 12.0, "bytes": 4e6}, {"wall": 60.0, "cpu": 108.0, "bytes": 2.4e6}
    text = report({"encoders": measured({"libx264 veryfast": usual, "libx265 slow": slow})})
    assert "| H.264, veryfast | 6.00 | 12.0 | 1.0x | 4.00 | 100% |" in text
    assert "| HEVC, slow | 60.0 | 108.0 | 9.0x | 2.40 | 60% |" in text


def test_single_frames_are_judged_by_the_slowest_one() -> None:
    text = report({"preview": measured({"first": 300.0, "later": 9.5, "highest": 120.0, "draft": 2.0})})
    assert "| later ones, median, ms | 9.50 |" in text
    assert "| a frame, warm, highest | 120.0 ms | ≤ 100.0 ms | missed by 20.0% |" in text
    assert "| draft | 2.00 s | ≤ 5.00 s | met |" in text


def test_machine_and_date_stand_once_when_all_parts_share_them() -> None:
    same = report({"memory": measured(MEMORY), "batch": measured(batch())})
    assert same.count("2026-11-01; P, 8 GB") == 1
    apart = report({"memory": measured(MEMORY), "batch": measured(batch(), "2026-11-02")})
    assert apart.index("## Memory") < apart.index("2026-11-01") < apart.index("## Many outputs")


def test_a_machine_that_was_busy_is_told() -> None:
    assert "Other work took 40% of the processor" in report({"memory": measured(MEMORY, busy=0.4)})
    assert "Other work" not in report({"memory": measured(MEMORY, busy=0.05)})


def test_numbers_keep_what_is_worth_reading() -> None:
    assert [number(value) for value in (0.0714, 0.7, 9.95, 103.4, 1234.5)] == ["0.071", "0.70", "9.95", "103.4", "1234"]


def test_a_table_has_a_rule_below_its_head() -> None:
    assert table(("a", "b"), [("1", "2")]) == "| a | b |\n| --- | --: |\n| 1 | 2 |"


def test_every_measured_part_gets_its_plot(tmp_path: Path) -> None:
    draw_plots({"cold": cold(6.0), "batch": batch(), "memory": MEMORY}, tmp_path)
    drawn = {path.name: path.read_bytes()[:8] for path in tmp_path.iterdir()}
    assert drawn == dict.fromkeys(("cold.png", "batch.png", "memory.png"), b"\x89PNG\r\n\x1a\n")


def test_pages_are_judged_by_the_slowest_and_the_start_by_its_median() -> None:
    times = {"open": 900.0, "median": 40.0, "p95": 80.0, "max": 90.0}
    data = {"starts": [2.0, 9.0, 2.5], "pages": {"nodes": times, "style": times | {"p95": 320.0}}}
    text = report({"studio": measured(data)})
    assert "| nodes | 900 | 40 | 80 | 90 |" in text
    assert "| first page usable after the start, median | 2.50 s | ≤ 3.00 s | met |" in text
    assert "| slowest page, 95th percentile | 320.0 ms | ≤ 300.0 ms | missed by 6.7% |" in text
    assert "first page" not in report({"studio": measured(data | {"starts": []})})
