"""A filing, and one account's drafts, hold so many bytes and no more."""

import pytest

from kethop_office.appraisal.actions import drafts, filing
from kethop_office.appraisal.queries.stored import bytes_in_drafts, bytes_of_filing
from kethop_office.common.refusal import Refused

ROOM = 1_000


@pytest.fixture
def add(house):
    """Return how a document of so many bytes is added to a draft."""

    def added(draft, size):
        data = b"%PDF-".ljust(size, b"x")
        return drafts.add_document(
            house.actor("proponent"), draft, data, name="a.pdf", media_type="", component="", version=draft.version
        )

    return added


def refused(code, act):
    with pytest.raises(Refused) as caught:
        act()
    assert caught.value.code == code


def test_a_filing_is_full_at_the_byte(house, add, settings):
    draft = house.draft()
    settings.KETHOP_CASE_BYTES = ROOM
    left = ROOM - bytes_of_filing(draft)
    refused("file.case_full", lambda: add(draft, left + 1))
    draft = add(draft, left)
    assert bytes_of_filing(draft) == ROOM
    refused("file.case_full", lambda: add(draft, 5))
    removed = drafts.remove_document(
        house.actor("proponent"), draft, draft.answers["files"]["items"][0]["sha256"], version=draft.version
    )
    assert bytes_of_filing(add(removed, 5)) < ROOM


def test_what_was_filed_before_counts_in_its_case(house, add, settings):
    draft = add(house.draft(), 400)
    held = bytes_of_filing(draft)
    case = filing.file_submission(house.actor("proponent"), draft, version=draft.version).case
    again = drafts.continue_case(house.actor("proponent"), case)
    again = drafts.save_answers(house.actor("proponent"), again, "files", {"items": []}, version=again.version)
    site = again.site_file.size if again.site_file else 0
    assert bytes_of_filing(again) == held + site
    settings.KETHOP_CASE_BYTES = held + site + 10
    refused("file.case_full", lambda: add(again, 11))
    add(again, 10)


def test_drafts_of_an_account_share_a_room_and_putting_one_away_frees_none(house, add, settings):
    actor, first, second = house.actor("proponent"), house.draft(), house.draft()
    settings.KETHOP_ACCOUNT_BYTES = bytes_in_drafts(actor) + 100
    first = add(first, 60)
    refused("file.account_full", lambda: add(second, 41))
    drafts.delete_draft(actor, first)
    refused("file.account_full", lambda: add(second, 41))
    refused(
        "file.account_full",
        lambda: drafts.attach_site(actor, second, bytes(1_000), name="khu.zip", version=second.version),
    )
    add(second, 40)


def test_a_site_is_taken_away_however_full_the_room_is(house, settings):
    draft = house.draft()
    assert draft.site_file is not None
    settings.KETHOP_CASE_BYTES = settings.KETHOP_ACCOUNT_BYTES = 1
    draft = drafts.attach_site(house.actor("proponent"), draft, None, name="-", version=draft.version)
    assert (draft.site_file, draft.site_name) == (None, "")
    refused(
        "file.case_full",
        lambda: drafts.attach_site(house.actor("proponent"), draft, b"1\t2", name="-", version=draft.version),
    )


def test_a_site_of_another_kind_is_not_kept(house):
    draft = house.draft()
    refused(
        "file.kind",
        lambda: drafts.attach_site(house.actor("proponent"), draft, b"MZ", name="a.exe", version=draft.version),
    )
