"""What goes wrong on a page is told in words; what it was is in the log."""

from __future__ import annotations

import re

from s2v_core.settings import load_settings
from tests.studio.harness import open_bench, shown


def log() -> str:
    return (load_settings(_env_file=None).logs_dir / "studio.log").read_text("utf-8")


def page_with_a_bug() -> None:
    import streamlit as st

    from pages.widgets.problems import boundary
    from pages.widgets.services import services

    services()
    with boundary():
        raise ValueError("the secret reason")
    st.markdown("The rest of the page")


def page_with_bad_callbacks() -> None:
    import streamlit as st

    from pages.widgets.problems import callback, show_problems
    from pages.widgets.services import services
    from s2v_core.errors import JobError, MediaNotFound, Problem

    def refuse() -> None:
        raise MediaNotFound("The *file* is gone.", where="shop/logo.png", hint="Bring it back.")

    def refuse_at_field() -> None:
        problems = [Problem(path="OutputConfig.Count", message=f"Rule {number}.") for number in range(7)]
        raise JobError("Many.", problems=problems)

    def fail() -> None:
        raise ZeroDivisionError("the secret reason")

    services()
    show_problems()
    st.button("Refuse", key="refuse", on_click=callback(refuse))
    st.button("Field", key="field", on_click=callback(refuse_at_field, at="count"))
    st.button("Fail", key="fail", on_click=callback(fail))
    st.button("Fine", key="fine", on_click=callback(lambda: None))
    show_problems("count")


def page_with_parts() -> None:
    import streamlit as st

    from pages.widgets.dialogs import close_dialog, confirm, dialog
    from pages.widgets.problems import callback, fragment
    from pages.widgets.services import services
    from s2v_core.errors import ProjectError

    def part() -> None:
        raise KeyError("the secret reason")

    def refuse() -> None:
        raise ProjectError("Not now.", where="name")

    @dialog("common.project")
    def ask(name: str) -> None:
        confirm(f"Do it to {name}?", refuse, yes="Do it", key="do")
        st.button("Bug", key="bug", on_click=callback(lambda: 1 / 0))
        st.button("Done", key="done", on_click=callback(close_dialog))

    services()
    fragment(part)()
    st.button("Open", key="open", on_click=ask.open, args=("you",))
    ask.show()


def test_a_bug_becomes_an_apology_with_a_number_that_leads_to_the_traceback_in_the_log() -> None:
    bench = open_bench(page_with_a_bug)
    assert not bench.exception
    [apology] = bench.error
    assert "secret" not in shown(bench)
    [number] = re.findall(r"\*\*([0-9A-F]{8})\*\*", apology.value)
    assert f"Reference {number}" in log()
    assert "ValueError: the secret reason" in log()
    assert "The rest of the page" in shown(bench)


def test_a_refusal_in_a_callback_says_what_where_and_what_to_do_until_the_next_attempt() -> None:
    bench = open_bench(page_with_bad_callbacks)
    bench.button(key="refuse").click().run()
    [told] = bench.error
    assert r"**The \*file\* is gone.**" in told.value
    assert "Bring it back." in told.value
    assert "shop/logo.png" in told.value
    bench.run()
    assert bench.error
    bench.button(key="fine").click().run()
    assert not bench.error


def test_findings_are_told_at_their_field_and_the_rest_is_counted() -> None:
    bench = open_bench(page_with_bad_callbacks)
    bench.button(key="field").click().run()
    assert len(bench.error) == 5
    assert "OutputConfig" not in shown(bench)
    assert "and 2 more" in shown(bench)
    bench.button(key="fine").click().run()
    assert len(bench.error) == 5


def test_a_bug_in_a_callback_becomes_an_apology() -> None:
    bench = open_bench(page_with_bad_callbacks)
    bench.button(key="fail").click().run()
    assert not bench.exception
    assert "secret" not in shown(bench)
    assert "ZeroDivisionError" in log()


def test_a_part_that_fails_leaves_the_rest_of_the_page() -> None:
    bench = open_bench(page_with_parts)
    assert not bench.exception
    assert len(bench.error) == 1
    assert "secret" not in shown(bench)
    assert bench.button(key="open").label == "Open"


def test_a_dialog_stays_open_with_the_reason_when_its_action_is_refused_and_closes_when_it_is_done() -> None:
    bench = open_bench(page_with_parts)
    bench.button(key="open").click().run()
    assert "Do it to you?" in shown(bench)
    bench.button(key="do_yes").click().run()
    assert "Not now." in shown(bench)
    assert "name" not in [error.value for error in bench.error]
    bench.button(key="bug").click().run()
    assert not bench.exception
    assert "Do it to you?" in shown(bench)
    bench.button(key="done").click().run()
    assert "Do it to you?" not in shown(bench)


def test_an_error_outside_every_border_tells_nothing_but_that() -> None:
    def script() -> None:
        raise ValueError("the secret reason")

    bench = open_bench(script)
    [told] = bench.exception
    assert "secret" not in f"{told.message} {told.stack_trace}"
