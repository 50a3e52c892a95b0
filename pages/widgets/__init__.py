"""What the pages of the studio share, and how a page is written.

A page is one file, ``pages/<number>_<key>.py``, whose key is in `navigation.PLACES`; being there puts it into the menu.
Its words are in ``texts/en/<key>.json`` and ``texts/zh/<key>.json``; what it is made of and no other page needs is in
``pages/widgets/<key>/``. It begins like this::

    import streamlit as st

    from pages.widgets.guard import page_guard

    page_guard(__file__)

    from pages.widgets.i18n import t  # noqa: E402
    from pages.widgets.parts import next_step, required_project  # noqa: E402

    project = required_project("music")   # head of the page, undo and redo; the empty state where no project is open
    ...
    next_step("music")

Rules:

* **The project is the truth.** Pages keep nothing that is worth keeping in ``st.session_state``. They read
  ``required_project`` (or ``current_project``) and never change what it returned.
* **Changes are made in callbacks**, never while the page is drawn: by then the session has already followed what other
  tabs saved. ``st.button(..., on_click=change, args=(lambda project: add_node(project)[0],))``; ``fields.field`` and
  ``fields.setting`` for single values, ``tables.project_table`` for tables do it for you. ``change`` saves at once,
  notices conflicts, and shows what is refused (``at=`` the name of the field that shows it, ``show_problems(at)``).
  ``setting`` is given what its control gives: ``step=1`` for a whole number, floats for the limits of a float.
* **No raw exception.** app.py has a boundary around the page. Callbacks that do not go through ``change`` are wrapped:
  ``on_click=callback(action)``; parts that rerun on their own are made by ``problems.fragment``, dialogs by
  ``dialogs.dialog``; not by Streamlit's own. Raise or let through ``S2VError``s: they say what, where and what to do.
* **Dialogs** are opened in a callback (``my_dialog.open(id)``) and drawn by ``my_dialog.show()`` at the end of the
  page; ``dialog_buttons`` are their last row, whose action ends with ``close_dialog()``.
* **Other pages** are gone to at the end of a callback, by ``navigation.go_to``.
* **Words** come from ``t("area.key")``; the keys are written out, or as an f-string whose beginning is
  (``t(f"music.mood.{mood}")``), so that a test can find them. Keys of widgets are free of language and of words, and
  unique in the whole studio: begin them with the page's key. Every control has a label; where it would repeat what is
  above it, it is there with ``label_visibility="collapsed"``. What users wrote goes through ``problems.plain`` before
  it is shown as Markdown.
* **What the core says** (messages and hints of errors, findings) goes through ``messages.told`` where ``explain`` and
  ``show_placed`` do not show it: its sentences are the command line's, and English.
* **Problems of the document** (``problems.problems_of``, looked for once a version) are shown with a link to the page
  that mends them by ``problems.show_placed``. An empty page says what belongs there and offers one main button
  (``parts.empty_state``).
* **Speed.** A rerun takes less than 300 ms with 40 nodes x 200 assets: show pages of long lists, cut hidden tabs and
  expanders off (``on_change="rerun"`` and ``.open``), import heavy packages inside functions, ask ``services()`` for
  stores. Work that takes longer than a second goes to the runner through the jobs store, never into a thread.
* **Assets** are chosen, uploaded and brought in with ``assets.picker.asset_picker``; ``assets.facts.facts_of`` tells
  what a reference is. **Pictures** of assets come from ``pictures.picture`` (in tables: ``picture_uri``); cards from
  ``parts.card_grid`` and ``parts.card``.
* Pages hold no logic that a test would want to call: that is in ``s2v_core.projects``, or in a module here.

Tests: ``tests/studio/harness.py`` opens the studio without a browser at any page (``edit_table`` edits a table there),
``tests/studio/browser.py`` in one. ``python -m tests.screenshots`` takes pictures of every page: look at them.
"""
