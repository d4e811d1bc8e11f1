"""Makes docs/spec/production-vectors.json with pyca/cryptography, an implementation other than the two that the vectors test.

Run from the root of the repository: python3 tests/Gate.Tests/Open/vectors.py
"""
import base64
import hashlib
import hmac
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
ITEM, OTHER = "itm_0123456789abcdef", "itm_0123456789abcdeg"
PRODUCTION = "prd_0123456789abcdef"


def private(name):
    return serialization.load_der_private_key(bytes.fromhex(SPEC[name]), None)


def spki(key):
    return key.public_key().public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)


def hkdf(secret, salt, info):
    return HKDF(hashes.SHA256(), 32, salt, info).derive(secret)


ONE, TWO, EPHEMERAL = private("recipient-1-pkcs8"), private("recipient-2-pkcs8"), private("ephemeral-pkcs8")
FILE_KEY = bytes.fromhex(SPEC["file-key"])


def seal(plain, recipients=(ONE,), context=PRODUCTION, wrapped_keys=None, order=None, magic=b"writ.production/v1\n"):
    point = spki(EPHEMERAL)[-65:]
    text = context.encode()
    header = magic + len(text).to_bytes(2, "big") + text + point + bytes([len(recipients)])
    for i, key in enumerate(recipients):
        k = hkdf(EPHEMERAL.exchange(ec.ECDH(), key.public_key()), point + spki(key)[-65:], b"writ.production/v1/key" + text)
        header += hashlib.sha256(spki(key)).digest() + AESGCM(k).encrypt(bytes(12), (wrapped_keys or {}).get(i, FILE_KEY), None)
    mac = hmac.new(hkdf(FILE_KEY, None, b"writ.production/v1/header"), header, "sha256").digest()
    body = AESGCM(hkdf(FILE_KEY, hashlib.sha256(header).digest(), b"writ.production/v1/body"))
    pieces = [plain[at:at + 65536] for at in range(0, len(plain), 65536)] or [b""]
    sealed = [body.encrypt(bytes(3) + n.to_bytes(8, "big") + bytes([n == len(pieces) - 1]), piece, None) for n, piece in enumerate(pieces)]
    return header + mac + b"".join(sealed[n] for n in order or range(len(sealed)))


def manifest(files=(), **changes):
    production = {
        "production": PRODUCTION, "demand": "dmd_0123456789abcdef", "authorisation": "aut_0123456789abcdef", "from": "Sample company",
        "produced-at": "2020-08-01T00:00:00+00:00", "expires": "2020-09-01T00:00:00+00:00",
        "items": [
            {"item": ITEM, "category": "transaction", "identifier": "sample-customer-1@example.test", "edits": ["Card numbers masked"], "files": [
                {"path": path, "sha256": hashlib.sha256(content).hexdigest(), "size": len(content)} for path, content in files]},
            {"item": OTHER, "category": "subscriber", "identifier": None, "edits": [], "files": []},
        ],
    }
    production.update(changes)
    return json.dumps({"schema": "writ.production/v1", "production": production}, indent=2).encode()


def tar(entries, ended=True):
    out = io.BytesIO()
    for name, content, kind in entries:
        info = tarfile.TarInfo(name)
        info.mode, info.mtime, info.type = 0o600, 1596240000, kind
        if kind == tarfile.SYMTYPE:
            info.linkname, content = content.decode(), b""
        info.size = len(content)
        out.write(info.tobuf(tarfile.USTAR_FORMAT))
        out.write(content + bytes(-len(content) % 512))
    return out.getvalue() + (bytes(1024) if ended else b"")


def production(files, text=None, listed=None):
    listed = files if listed is None else listed
    return tar([("manifest.json", text or manifest(listed), tarfile.REGTYPE)] + [f if len(f) == 3 else (*f, tarfile.REGTYPE) for f in files])


ORDERS, EMPTY = (f"{ITEM}/orders.json", b'{"order":1}'), (f"{ITEM}/empty.txt", b"")
LARGE = (f"{ITEM}/clip.bin", bytes(7 * i % 251 for i in range(66000)))
whole = production([ORDERS, EMPTY])
good = seal(whole, (ONE, TWO))
text = manifest([ORDERS])
cases = [
    ("one recipient", seal(whole), None),
    ("two recipients", good, None),
    ("nothing found", seal(production([])), None),
    ("more than one chunk", seal(production([LARGE])), None),
    ("no recipient", seal(whole, (TWO,)), "sealing-not-a-recipient"),
    ("another version", seal(whole, magic=b"writ.production/v2\n"), "sealing-not-a-sealed-file"),
    ("no sealed file", b"%PDF-1.4 sample", "sealing-not-a-sealed-file"),
    ("nothing at all", b"", "sealing-not-a-sealed-file"),
    ("header only", good[:200], "sealing-not-a-sealed-file"),
    ("one byte short", good[:-1], "sealing-file-changed"),
    ("one byte more", good + b"\0", "sealing-file-changed"),
    ("chunks the wrong way round", seal(production([LARGE]), order=[1, 0]), "sealing-file-changed"),
    ("another file key for this recipient", seal(whole, (ONE, TWO), wrapped_keys={0: bytes(32)}), "sealing-file-changed"),
    ("no archive", seal(b"x" * 2000), "production-files-differ"),
    ("an empty archive", seal(bytes(1024)), "production-bad-manifest"),
    ("no plaintext", seal(b""), "production-bad-manifest"),
    ("manifest of another production", seal(production([ORDERS], manifest([ORDERS], production="prd_zzzzzzzzzzzzzzzz"))), "production-bad-manifest"),
    ("manifest not first", seal(tar([(*ORDERS, tarfile.REGTYPE), ("manifest.json", text, tarfile.REGTYPE)])), "production-bad-manifest"),
    ("manifest of another schema", seal(production([ORDERS], text.replace(b"writ.production/v1", b"writ.production/v2"))), "production-bad-manifest"),
    ("manifest with a member twice", seal(production([ORDERS], text.replace(b'"from": ', b'"from": "Other", "from": '))), "production-bad-manifest"),
    ("manifest with a member twice, escaped", seal(production([ORDERS], text.replace(b'"from": ', b'"\\u0066rom": "Other", "from": '))), "production-bad-manifest"),
    ("manifest with a member more", seal(production([ORDERS], manifest([ORDERS], signed="yes"))), "production-bad-manifest"),
    ("manifest with a member less", seal(production([ORDERS], text.replace(b'"edits": [],', b""))), "production-bad-manifest"),
    ("manifest that is not UTF-8", seal(production([ORDERS], text.replace(b"Sample", b"\xff\xfe"))), "production-bad-manifest"),
    ("manifest with text after it", seal(production([ORDERS], text + b"x")), "production-bad-manifest"),
    ("a negative size", seal(production([ORDERS], text.replace(b'"size": 11', b'"size": -1'))), "production-bad-manifest"),
    ("an item twice", seal(production([ORDERS], text.replace(OTHER.encode(), ITEM.encode()))), "production-bad-manifest"),
    ("a file of another item", seal(production([ORDERS], manifest([(f"{OTHER}/orders.json", ORDERS[1])]))), "production-bad-manifest"),
    ("a path upwards", seal(production([(f"{ITEM}/../evil", b"x")])), "production-bad-manifest"),
    ("a hidden file", seal(production([(f"{ITEM}/.evil", b"x")])), "production-bad-manifest"),
    ("a name that turns direction", seal(production([(f"{ITEM}/\u202eexe.txt", b"x")])), "production-bad-manifest"),
    ("a file named twice", seal(production([ORDERS, ORDERS])), "production-bad-manifest"),
    ("another content", seal(production([(ORDERS[0], b'{"order":2}')], listed=[ORDERS])), "production-files-differ"),
    ("a shorter content", seal(production([(ORDERS[0], b'{"order":}')], listed=[ORDERS])), "production-files-differ"),
    ("another name in the archive", seal(production([(f"{ITEM}/other.json", ORDERS[1])], listed=[ORDERS])), "production-files-differ"),
    ("a file missing", seal(production([], listed=[ORDERS])), "production-files-differ"),
    ("a file more", seal(production([ORDERS, EMPTY], listed=[ORDERS])), "production-files-differ"),
    ("files the wrong way round", seal(production([EMPTY, ORDERS], listed=[ORDERS, EMPTY])), "production-files-differ"),
    ("a link for a file", seal(production([(ORDERS[0], b"/etc/passwd", tarfile.SYMTYPE)], listed=[ORDERS])), "production-files-differ"),
    ("a folder for a file", seal(production([(ORDERS[0], b"", tarfile.DIRTYPE)], listed=[(ORDERS[0], b"")])), "production-files-differ"),
    ("an archive cut in a file", seal(production([ORDERS])[:1536 + 512 + 5]), "production-files-differ"),
]
document = {
    "recipient": SPEC["recipient-1-pkcs8"],
    "cases": [
        {"name": name, "sealed": base64.b64encode(sealed).decode(), **(
            {"refused": code} if code else {"files": {
                f["path"]: f["sha256"] for i in json.loads(plain)["production"]["items"] for f in i["files"]}})}
        for (name, sealed, code), plain in zip(cases, [manifest([ORDERS, EMPTY]), manifest([ORDERS, EMPTY]), manifest(), manifest([LARGE])] + [None] * len(cases))
    ],
}
pathlib.Path("docs/spec/production-vectors.json").write_text(json.dumps(document, indent=1) + "\n")
