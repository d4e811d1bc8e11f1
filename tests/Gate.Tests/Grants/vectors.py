"""Makes docs/spec/grant-vectors.json with pyca/cryptography, an implementation other than the two that the vectors test.

Run from the root of the repository: python3 tests/Gate.Tests/Grants/vectors.py
"""
import base64
import hashlib
import io
import json
import pathlib
import tarfile

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

SPEC = dict(
    line.strip().split(" = ") for line in pathlib.Path("docs/spec/sealing.md").read_text().split("```vectors\n")[1].split("```")[0].splitlines())
GRANT = "grt_0123456789abcdef"
KEY = bytes(range(32))


def private(name):
    return serialization.load_der_private_key(bytes.fromhex(SPEC[name]), None)


def point(key):
    return key.public_key().public_bytes(serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint)


def lp(text):
    return len(text).to_bytes(2, "big") + text.encode()


def hkdf(secret, salt, info):
    return HKDF(hashes.SHA256(), 32, salt, info).derive(secret)


ONE, TWO, EPHEMERAL = private("recipient-1-pkcs8"), private("recipient-2-pkcs8"), private("ephemeral-pkcs8")


def header(grant=GRANT, key=KEY, magic=b"writ.grant/v1\n"):
    return magic + lp(grant) + hkdf(key, None, b"writ.grant/v1/commit" + lp(grant))


def seal(plain, key=KEY, head=None, ends=True):
    head = head or header()
    body = AESGCM(hkdf(key, hashlib.sha256(head).digest(), b"writ.grant/v1/body"))
    pieces = [plain[at:at + 65536] for at in range(0, len(plain), 65536)] or [b""]
    sealed = [body.encrypt(bytes(3) + n.to_bytes(8, "big") + bytes([ends and n == len(pieces) - 1]), piece, None) for n, piece in enumerate(pieces)]
    return head + b"".join(sealed)


def wrap(recipient, grant=GRANT, key=KEY):
    ephemeral = point(EPHEMERAL)
    k = hkdf(EPHEMERAL.exchange(ec.ECDH(), recipient.public_key()), ephemeral + point(recipient), b"writ.grant/v1/key" + lp(grant))
    return ephemeral + AESGCM(k).encrypt(bytes(12), key, None)


def archive(files):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.USTAR_FORMAT) as tar:
        for name, content in files:
            entry = tarfile.TarInfo(name)
            entry.size, entry.mode, entry.mtime, entry.uname, entry.gname = len(content), 0o600, 0, "", ""
            tar.addfile(entry, io.BytesIO(content))
    # tarfile fills up to a record of 20 blocks; here two blocks of zeros end it.
    length = sum(512 + (len(content) + 511) // 512 * 512 for _, content in files)
    return out.getvalue()[:length] + bytes(1024)


VIDEO = bytes(7 * i % 256 for i in range(70_000))
PLAIN = archive([("video.mp4", VIDEO), ("card.json", b"{}"), ("edits.json", b"[]")])
GOOD = seal(PLAIN)
SMALL = archive([("video.mp4", b"film"), ("card.json", b"{}"), ("edits.json", b"[]")])
NOT = "footage-bad-grant"
cases = [
    ("a film of two chunks", GOOD, wrap(ONE), None, PLAIN),
    ("a small film", seal(SMALL), wrap(ONE), None, SMALL),
    ("nothing", seal(b""), wrap(ONE), None, b""),
    ("wrapped to another", seal(SMALL), wrap(TWO), NOT, None),
    ("wrapped for another grant", seal(SMALL), wrap(ONE, "grt_0123456789abcdeg"), NOT, None),
    ("another key in the wrap", seal(SMALL), wrap(ONE, key=bytes(32)), NOT, None),
    ("another grant's file", seal(SMALL, head=header("grt_0123456789abcdeg")), wrap(ONE), NOT, None),
    ("a commitment to another key", seal(SMALL, head=header(key=bytes(32))), wrap(ONE), NOT, None),
    ("another version", seal(SMALL, head=header(magic=b"writ.grant/v2\n")), wrap(ONE), NOT, None),
    ("cut after a chunk", GOOD[:len(header()) + 65552], wrap(ONE), NOT, None),
    ("no last chunk", seal(SMALL, ends=False), wrap(ONE), NOT, None),
    ("a byte more", seal(SMALL) + b"\0", wrap(ONE), NOT, None),
    ("a header alone", header(), wrap(ONE), NOT, None),
]
pathlib.Path("docs/spec/grant-vectors.json").write_text(json.dumps({
    "grant": GRANT, "recipient": SPEC["recipient-1-pkcs8"], "key": KEY.hex(),
    "cases": [{"name": name, "file": base64.b64encode(file).decode(), "wrap": base64.b64encode(wrapped).decode(),
               **({"refused": refused} if refused else {"sha256": hashlib.sha256(plain).hexdigest()})}
              for name, file, wrapped, refused, plain in cases],
}, indent=1) + "\n")
