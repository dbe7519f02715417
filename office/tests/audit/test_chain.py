"""The form, the tree and the heads by themselves, against their books."""

import base64
import hashlib
import json
import unicodedata

import pytest
from audit_logs import KEY, ORIGIN, VERIFIER_KEY, head_of, made_log, seeded
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from kethop_office.audit.chain import checking
from kethop_office.audit.chain.canonical import CanonicalError, canonical, event_hash, salted
from kethop_office.audit.chain.heads import Checkpoint, HeadError, VerifierKey, check_digits, opened, sign, split
from kethop_office.audit.chain.merkle import EMPTY, Frontier

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
VALUES = st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | TEXTS | st.lists(TEXTS, max_size=3)
BODIES = st.dictionaries(
    st.text("abcdefghijklmnopqrstuvwxyz_", min_size=1, max_size=5),
    VALUES | st.dictionaries(st.just("k"), VALUES),
    max_size=6,
)


@given(BODIES)
def test_a_body_has_one_canonical_text(body) -> None:
    text = canonical(body)
    shuffled = dict(sorted(body.items(), key=lambda item: hashlib.sha256(item[0].encode()).digest()))
    assert canonical(shuffled) == canonical(json.loads(text)) == text
    assert text == unicodedata.normalize("NFC", text)
    assert list(json.loads(text)) == sorted(body)


@pytest.mark.parametrize(
    ("body", "where"),
    [
        ({"x": 1.0}, "x: float"),
        ({"x": {"y": 2**53}}, "x.y: a number"),
        ({"x": {"y": {"z": -(2**53)}}}, "x.y.z: a number"),
        ({"Khóa": 1}, "'Khóa'"),
        ({"Sha": 1}, "'Sha'"),
        ({"2nd": 1}, "'2nd'"),
        ({"": 1}, "''"),
        ({"x": "\ud800"}, "half a character"),
        ({"x": {"y": b"1"}}, "bytes"),
    ],
)
def test_what_has_no_canonical_form_is_refused_with_its_place(body, where) -> None:
    with pytest.raises(CanonicalError, match=where):
        canonical(body)


def test_two_ways_to_write_a_letter_are_one() -> None:
    assert canonical({"x": "Vie\u0302\u0323t"}) == canonical({"x": "Việt"})
    assert canonical({"x": 'a\u001f\n"\\/é'}) == '{"x":"a\\u001f\\n\\"\\\\/é"}', "as RFC 8785 escapes"


def by_the_book(leaves: list[bytes]) -> bytes:
    """RFC 9162, 2.1.1, word by word."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    half = 1
    while half * 2 < len(leaves):
        half *= 2
    return hashlib.sha256(b"\x01" + by_the_book(leaves[:half]) + by_the_book(leaves[half:])).digest()


@given(st.integers(0, 200), st.integers(0, 200))
def test_the_tree_grows_as_the_book_defines_it(size, kept) -> None:
    leaves = [hashlib.sha256(bytes([0, number])).digest() for number in range(size)]
    tree = Frontier()
    for leaf in leaves[:kept]:
        tree.append(leaf)
    tree = Frontier(tree.size, tree.peaks)  # as a head keeps it
    for leaf in leaves[kept:]:
        tree.append(leaf)
    assert tree.root == by_the_book(leaves).hex()
    assert len(tree.peaks) == size.bit_count()


def test_known_roots_of_the_reference_log() -> None:
    """The leaves and roots that Certificate Transparency's own implementation is tested with."""
    entries = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
    roots = [
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ]
    tree = Frontier()
    assert tree.root == EMPTY == hashlib.sha256(b"").hexdigest()
    for entry, root in zip(entries, roots, strict=True):
        tree.append(hashlib.sha256(b"\x00" + bytes.fromhex(entry)).digest())
        assert tree.root == root


def test_a_frontier_of_the_wrong_number_of_peaks_is_refused() -> None:
    with pytest.raises(ValueError, match="2 peaks"):
        Frontier(3, ["00" * 32])


def test_an_event_is_its_own_leaf() -> None:
    assert event_hash("ab" * 32, "x") == hashlib.sha256(b"\x00" + b"\xab" * 32 + b"x").hexdigest()


def test_a_salted_hash_proves_and_tells_nothing() -> None:
    assert salted("00" * 16, "Mật") == hashlib.sha256(bytes(16) + "Mật".encode()).hexdigest()
    assert salted("00" * 16, "Mật") != salted("01" * 16, "Mật")


def test_a_head_is_a_signed_note_of_three_lines() -> None:
    rows = made_log(9, seeded("note"))
    note = head_of(rows, 9)
    origin, size, root, empty, signature = note.rstrip("\n").split("\n")
    assert (origin, size, empty) == (ORIGIN, "9", "")
    assert len(base64.b64decode(root)) == 32
    dash, name, data = signature.split(" ")
    assert (dash, name) == ("\u2014", ORIGIN)
    raw = base64.b64decode(data)
    number = hashlib.sha256(ORIGIN.encode() + b"\n\x01" + VERIFIER_KEY.public).digest()[:4]
    assert raw[:4] == number
    KEY.public_key().verify(raw[4:], f"{origin}\n{size}\n{root}\n".encode())
    assert opened(note, VERIFIER_KEY) == Checkpoint(ORIGIN, 9, base64.b64decode(root).hex())
    assert VerifierKey.read(str(VERIFIER_KEY)) == VERIFIER_KEY


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda note: note.replace("\n9\n", "\n8\n"), "does not hold"),
        (lambda note: note.replace("\n9\n", "\n09\n"), "size or root"),
        (lambda note: note.replace(ORIGIN, ORIGIN[:-1] + "2"), "a head of"),
        (lambda note: note.split("\n\n")[0] + "\n\n", "not signed"),
        (lambda note: "Tệp khác", "three lines"),
        (lambda note: "", "three lines"),
        (lambda note: "a\n1\nAAAA\n\n", "size or root"),
    ],
)
def test_a_spoiled_head_is_refused(spoil, said) -> None:
    note = head_of(made_log(9, seeded("spoiled")), 9)
    with pytest.raises(HeadError, match=said):
        opened(spoil(note), VERIFIER_KEY)


def test_another_key_is_refused() -> None:
    note = sign(Checkpoint(ORIGIN, 1, "00" * 32), Ed25519PrivateKey.generate())
    with pytest.raises(HeadError, match="not signed by this key"):
        opened(note, VERIFIER_KEY)
    for text in ("", "a+b", "a+00000000+AAAA", str(VERIFIER_KEY)[:-4], str(VERIFIER_KEY).replace("kethop", "kethep")):
        with pytest.raises(HeadError):
            VerifierKey.read(text)


def test_many_heads_in_one_file() -> None:
    rows = made_log(9, seeded("many"))
    notes = [head_of(rows, size) for size in (1, 5, 9)]
    assert list(split("".join(notes))) == list(split("\n\n".join(notes))) == notes
    assert list(split("".join(notes).replace("\n", "\r\n"))) == notes
    assert list(split("")) == []


def test_check_digits_tell_two_heads_apart() -> None:
    one, other = (check_digits(Checkpoint(ORIGIN, size, "ab" * 32)) for size in (1, 2))
    assert one != other
    assert len(one) == 9
    assert one[4] == "-"


@given(
    TEXTS,
    TEXTS,
    st.lists(
        TEXTS | st.sampled_from(['},"level":7', '"},"level":7,"node":"x","object":"y","seq":1,"v":2}', "\\"]),
        max_size=3,
    ),
    st.booleans(),
)
def test_what_a_body_says_is_read_without_parsing_as_by_parsing(act, object_key, detail, told) -> None:
    body = {
        "v": 2,
        "node": "thu",
        "seq": 12,
        "at": "2026-11-23T05:00:00.000000Z",
        "actor": None,
        "acting_for": None,
        "act": act,
        "object": object_key,
        "level": 20,
        "compartment": None,
        "req": "ab",
        "detail": {"x": detail},
        **({"told_at": "2026-01-01T00:00:00.000000Z", "clock_back": "2026-11-23T04:00:00.000000Z"} if told else {}),
    }
    text = canonical(body)
    parsed = json.loads(text)
    assert checking._said(text) == tuple(parsed[name] for name in ("seq", "act", "object", "level", "at"))


def test_the_bodies_that_the_office_writes_are_not_parsed(monkeypatch) -> None:
    """Version 1 and 2: parsing a million of them would take longer than all else."""
    old = '{"act":"a.b","acting_for":null,"actor":null,"at":"x","compartment":null,"detail":{"k":["a"]},"level":0,"node":"n",'
    for text in (
        old + '"object":"o:1","seq":3,"v":1}',
        old + '"object":"o:1","req":"job:1","seq":3,"told_at":"y","v":2}',
    ):
        monkeypatch.setattr(checking.json, "loads", None)
        assert checking._said(text) == (3, "a.b", "o:1", 0, "x")
        monkeypatch.undo()
