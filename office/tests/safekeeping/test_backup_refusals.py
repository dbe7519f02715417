"""What a backup refuses: each says what to do, and makes nothing."""

import pytest
from sticks import quiet

from kethop_office.project.safekeeping import place
from kethop_office.project.safekeeping.backup import make_backup
from kethop_office.project.safekeeping.fault import Fault

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.one_database]


class TestRefusals:
    """Each says what to do, and makes nothing."""

    def refused(self, stick, *, recipients=None, to=None) -> str:
        with pytest.raises(Fault) as raised:
            make_backup(to or stick.to, [stick.recipient] if recipients is None else recipients, quiet)
        assert not stick.to.exists()
        return str(raised.value)

    def test_without_a_recipient(self, stick) -> None:
        assert "keys new" in self.refused(stick, recipients=[])

    def test_a_recipient_that_is_none(self, stick) -> None:
        assert "KETHOP_BACKUP_RECIPIENT" in self.refused(stick, recipients=["age1abc"])

    @pytest.mark.parametrize("where", ["data", "data/backups", "."])
    def test_a_place_in_or_around_the_data(self, stick, where) -> None:
        assert "another disk" in self.refused(stick, to=stick.to.parent / where)

    def test_a_link_in_the_data_folder(self, stick, tmp_path) -> None:
        (tmp_path / "data" / "layers").symlink_to(tmp_path)
        with pytest.raises(Fault, match="is a link"):
            stick.backup()
        assert place.backups_in(stick.to) == []

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "[]",
            '{"format": "kethop-backup/2"}',
            (
                '{"id": "ID", "made_at": "", "program": "", "database": "sqlite", "recipients": [], "format": "kethop-backup/1",'
                ' "pieces": {"../../etc/passwd": [1, "x"]}}'
            ),
            (
                '{"id": "ID", "made_at": "", "program": "", "database": "sqlite", "recipients": [], "format": "kethop-backup/1",'
                ' "pieces": {"pieces/ab/../../../x.age": [1, "x"]}}'
            ),
        ],
    )
    def test_a_manifest_of_a_stranger(self, stick, text) -> None:
        made = stick.backup()
        (stick.to / "backups" / made.id / "manifest.json").write_text(text.replace("ID", made.id))
        with pytest.raises(Fault, match="cannot be read"):
            stick.wrong()
