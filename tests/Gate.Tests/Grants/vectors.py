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
from cryptography.hazmat.primitives.asymmetric import ec, utils
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
PLAIN = archive([("video.mp4", VIDEO), ("card.json", b"{}"), ("edits.json", b"[]"), ("home.json", b"{}")])
GOOD = seal(PLAIN)
SMALL = archive([("video.mp4", b"film"), ("card.json", b"{}"), ("edits.json", b"[]"), ("home.json", b"{}")])
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


# What the files prove by themselves. Keys are fixed; signatures are deterministic (RFC 6979), so that a run makes the same file.
def canonical(value):
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def spki(key):
    return key.public_key().public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)


class Holder:
    def __init__(self, first):
        self.sign, self.seal = ec.derive_private_key(first, ec.SECP256R1()), ec.derive_private_key(first + 1, ec.SECP256R1())
        self.id = hashlib.sha256(b"writ.holder/v1" + point(self.sign) + point(self.seal)).hexdigest()
        self.keys = {"seal": base64.b64encode(spki(self.seal)).decode(), "sign": base64.b64encode(spki(self.sign)).decode()}

    def signed(self, kind, payload):
        der = self.sign.sign(b"writ.signed/v1" + lp(kind) + canonical(payload).encode(), ec.ECDSA(hashes.SHA256(), deterministic_signing=True))
        r, s = utils.decode_dss_signature(der)
        return canonical({"by": self.id, "kind": kind, "payload": payload, "signature": base64.b64encode(r.to_bytes(32, "big") + s.to_bytes(32, "big")).decode()})


HUB, OWNER, OTHER, PHONE = Holder(1001), Holder(2001), Holder(3001), Holder(4001)
HOME, CLIP, TIME = "hom_0123456789abcdef", "clp_0123456789abcdef", "2026-06-01T12:00:00.000Z"
FILM = b"film"
sha = lambda content: hashlib.sha256(content).hexdigest()


def founding(hub=HUB, home=HOME, by=None):
    return (by or hub).signed("home", {"at": TIME, "home": home, "hub": hub.keys, "number": 0, "owner": OWNER.keys, "previous": "0" * 64, "what": "founded"})


def listed(**other):
    return canonical({"audio": False, "clip": CLIP, "faces": False, "from": 1000, "grant": GRANT, "label": "", "shapes": [], "to": 3000, **other})


def carded(by=HUB, edits=listed(), **other):
    return by.signed("derived", {
        "at": TIME, "clip": CLIP, "edits": sha(edits.encode()), "from": 1000, "grant": GRANT, "height": 180, "home": HOME, "milliseconds": 2000, "number": 7, "original": "a" * 64,
        "to": 3000, "video": sha(FILM), "width": 320, **other})


def flipped(text):
    """One bit of the signature, in its first byte."""
    read = json.loads(text)
    turned = bytearray(base64.b64decode(read["signature"]))
    turned[0] ^= 1
    return canonical({**read, "signature": base64.b64encode(bytes(turned)).decode()})


LATER = OWNER.signed("home", {"at": TIME, "holder": PHONE.keys, "home": HOME, "number": 1, "previous": sha(founding().encode()), "role": "owner", "what": "added"})
wide = listed().replace(",", ", ")
longer, linked = listed(to=4000), listed(grant="grt_0123456789abcdeg")
ALL = ["grant", "video", "edits", "home", "hub"]
# name, card, edits, home, film; and what of ALL does not hold, or the refusal.
proofs = [
    ("as it should be", carded(), listed(), founding(), FILM, []),
    ("another film", carded(), listed(), founding(), b"fi1m", ["video"]),
    ("other edits", carded(), longer, founding(), FILM, ["edits"]),
    ("edits of another piece, which the card names", carded(edits=longer), longer, founding(), FILM, ["edits"]),
    ("edits in another spelling, which the card names", carded(edits=wide), wide, founding(), FILM, ["grant", "edits"]),
    ("edits for another grant", carded(edits=linked), linked, founding(), FILM, ["grant"]),
    ("card for another grant", carded(grant="grt_0123456789abcdeg"), listed(), founding(), FILM, ["grant"]),
    ("another hub signed", carded(by=OTHER), listed(), founding(), FILM, ["hub"]),
    ("the owner signed", carded(by=OWNER), listed(), founding(), FILM, ["hub"]),
    ("another hub signed in this one's name", canonical({**json.loads(carded(by=OTHER)), "by": HUB.id}), listed(), founding(), FILM, ["hub"]),
    ("signature flipped", flipped(carded()), listed(), founding(), FILM, ["hub"]),
    ("card of another home", carded(home="hom_0123456789abcdeg"), listed(), founding(), FILM, ["home"]),
    ("statement of another home with this hub", carded(), listed(), founding(home="hom_0123456789abcdeg"), FILM, ["home"]),
    ("statement that another hub signed", carded(), listed(), founding(by=OTHER), FILM, ["home", "hub"]),
    ("statement flipped", carded(), listed(), flipped(founding()), FILM, ["home", "hub"]),
    ("cut short: a later statement alone", carded(), listed(), LATER, FILM, ["home", "hub"]),
    ("cut short: half a statement", carded(), listed(), founding()[:400], FILM, ["home", "hub"]),
    ("cut short: nothing", carded(), listed(), "", FILM, ["home", "hub"]),
    ("two statements", carded(), listed(), founding() + "\n" + LATER, FILM, ["home", "hub"]),
    ("a card with more in it", carded(more=1), listed(), founding(), FILM, NOT),
    ("a card of no time", carded(**{"from": 3000}), listed(), founding(), FILM, NOT),
    ("a card of another kind", HUB.signed("clip", json.loads(carded())["payload"]), listed(), founding(), FILM, "footage-not-signed"),
    ("no card", "", listed(), founding(), FILM, "footage-not-signed"),
]
pathlib.Path("docs/spec/grant-vectors.json").write_text(json.dumps({
    "grant": GRANT, "recipient": SPEC["recipient-1-pkcs8"], "key": KEY.hex(),
    "cases": [{"name": name, "file": base64.b64encode(file).decode(), "wrap": base64.b64encode(wrapped).decode(),
               **({"refused": refused} if refused else {"sha256": hashlib.sha256(plain).hexdigest()})}
              for name, file, wrapped, refused, plain in cases],
    "proofs": [{"name": name, "card": card, "edits": edits, "home": home, "video": base64.b64encode(film).decode(),
                **({"refused": failed} if isinstance(failed, str) else {"holds": [one for one in ALL if one not in failed]})}
               for name, card, edits, home, film, failed in proofs],
}, indent=1) + "\n")
