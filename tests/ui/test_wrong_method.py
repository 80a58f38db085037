"""An address that only takes what a button sends, opened by hand."""


def test_answers_with_a_page_and_a_way_back(cast):
    answer = cast.client("owner").get("/w/acme/departure/")

    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert "There is no page at this address" in answer.content.decode()
    assert 'href="/"' in answer.content.decode()


def test_leaves_what_a_script_asked_for_bare(cast):
    answer = cast.client("owner").get("/w/acme/departure/", headers={"hx-request": "true"})

    assert (answer.status_code, answer.content) == (405, b"")
