"""Check an export of the Kết hợp audit log: Python 3.8 or later, standard library only, no network, nothing of ours.

python kethop_verify.py EXPORT.jsonl [--heads FILE ...] [--key NAME+ID+BASE64 ...]

Each event must hold the hash of the one before; each signed head (of the export, and of --heads, which you kept yourself) must be
signed by a key and have the root that the events give. A withheld event shows its hash alone and is still bound by it.
Give --key as it was noted when the office was set up, again for each later one; without it the export's own are used, proving less.
Exit 0: whole. 1: broken, with the number of the first bad event. 2: a file or a key cannot be read.
"""

import argparse
import base64
import hashlib
import json
import sys

P, ORDER = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P


def sha(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def add(p, q):  # points of edwards25519 as X, Y, Z, T: RFC 8032, 5.1.4
    a, b = (p[1] - p[0]) * (q[1] - q[0]) % P, (p[1] + p[0]) * (q[1] + q[0]) % P
    c, d = 2 * p[3] * q[3] * D % P, 2 * p[2] * q[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def times(n, p):
    half = times(n >> 1, add(p, p)) if n else (0, 1, 1, 0)
    return add(half, p) if n & 1 else half


def point(data):  # RFC 8032, 5.1.3
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & (2**255 - 1)
    xx = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(xx, (P + 3) // 8, P)
    x = x if (x * x - xx) % P == 0 else x * pow(2, (P - 1) // 4, P) % P
    if y >= P or (x * x - xx) % P or (x == 0 and sign):
        raise ValueError("no point of the curve")
    x = P - x if x & 1 != sign else x
    return x, y, 1, x * y % P


BASE = point(bytes([88]) + bytes([102]) * 31)


def is_signed(public, message, signature):  # RFC 8032, 5.1.7
    s = int.from_bytes(signature[32:], "little")
    k = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % ORDER
    left, right = times(s, BASE), add(point(signature[:32]), times(k, point(public)))
    is_equal = all((left[i] * right[2] - right[i] * left[2]) % P == 0 for i in (0, 1))
    return is_equal and s < ORDER and len(signature) == 64


def read_key(text):
    name, number, data = text.strip().split("+", 2)
    raw = base64.b64decode(data, validate=True)
    if len(raw) != 33 or raw[0] != 1 or sha(name.encode(), b"\n", raw)[:4].hex() != number:
        raise ValueError("the key is not an Ed25519 key, or not copied whole")
    return name, number, raw[1:]


def read_head(note, keys):  # C2SP tlog-checkpoint in a C2SP signed-note
    text, _, rest = note.partition("\n\n")
    origin, size, root = text.split("\n")[:3]
    for line in rest.splitlines():
        name, data = line.split(" ")[1:3]
        raw = base64.b64decode(data, validate=True)
        own = [key for key in keys if name == key[0] == origin and raw[:4].hex() == key[1]]
        if any(is_signed(key[2], (text + "\n").encode(), raw[4:]) for key in own):
            return int(size), base64.b64decode(root, validate=True)
    raise ValueError(f"the head of {size} events is not signed by a known key")


def notes(path):
    """Yield the signed notes of a file: each is three lines, an empty one, and its signatures."""
    with open(path, encoding="utf-8") as file:
        blocks = file.read().replace("\r\n", "\n").strip("\n").split("\n\n")
    for text, following in zip(blocks, blocks[1:]):
        signatures = [line for line in following.split("\n") if line.startswith("\u2014 ")]
        text = "\n".join(line for line in text.split("\n") if not line.startswith("\u2014 "))
        yield from ["\n\n".join((text, "\n".join(signatures))) + "\n"] * bool(text and signatures)


def fault(row, seq, prev, at):
    """Return what is wrong with an event, and its moment; a withheld one tells none."""
    if row["seq"] != seq:
        return "is missing or out of order (gap)", at
    if row["prev"] != prev.hex():
        return "does not follow the one before (prev)", at
    if "body" not in row:
        return "", at
    if sha(b"\0", prev, row["body"].encode()).hex() != row["hash"]:
        return "was changed (hash)", at
    body = json.loads(row["body"])
    return ("is earlier than the one before (time)" if body["at"] < at or body["seq"] != seq else ""), body["at"]


def check(lines, kept=(), keys=()):
    """Return number of the first bad event or None, the reason, how many events are whole, how many heads agree."""
    first = json.loads(next(lines))
    keys = keys or [read_key(text) for text in (first["key"], *first.get("earlier_keys", ()))]
    line, heads = next(lines, None), [read_head(note, keys) for note in kept]
    while line is not None and "seq" not in json.loads(line):
        heads.append(read_head(json.loads(line).get("head", ""), keys))
        line = next(lines, None)
    prev, at, count, stack, agreed, since = b"\0" * 32, "", 0, [], heads.count((0, sha())), 0
    heads = sorted(head for head in heads if head != (0, sha()))
    while line is not None:
        row = json.loads(line)
        reason, at = fault(row, count + 1, prev, at)
        if reason:
            return count + 1, reason, count, agreed
        prev, count = bytes.fromhex(row["hash"]), count + 1
        stack.append((0, prev))  # RFC 9162: two full trees of one height are joined as soon as there are two
        while len(stack) > 1 and stack[-1][0] == stack[-2][0]:
            stack[-2:] = [(stack[-1][0] + 1, sha(b"\1", stack[-2][1], stack[-1][1]))]
        while heads and heads[0][0] == count:
            root = stack[-1][1]
            for _, left in reversed(stack[:-1]):
                root = sha(b"\1", left, root)
            if heads.pop(0)[1] != root:
                return since + 1, f"or a later one up to {count} was rewritten (head)", count, agreed
            agreed, since = agreed + 1, count
        line = next(lines, None)
    return (count + 1, "is missing, a head tells of it (cut)", count, agreed) if heads else (None, "", count, agreed)


def main():
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("export")
    asked.add_argument("--heads", action="append", default=[])
    asked.add_argument("--key", action="append", default=[], type=read_key)
    given = asked.parse_args()
    try:
        with open(given.export, encoding="utf-8") as file:
            bad, reason, whole, agreed = check(file, [n for path in given.heads for n in notes(path)], given.key)
    except (OSError, ValueError, LookupError, TypeError, StopIteration) as error:
        sys.exit(print("cannot be read:", repr(error)) or 2)
    print(f"BROKEN: event {bad} {reason}" if bad else "WHOLE", f"{whole} events and {agreed} heads agree", sep=": ")
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    main()
