"""Signatures on a manifest: Ed25519, so that a pack tells who has sent it and that nobody changed it.

Source:
    RFC 8032, Edwards-Curve Digital Signature Algorithm.
"""

import base64
import json
from enum import StrEnum

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)

from reportgen.model.place import Place
from reportgen.model.problem import BrokenProjectError, Problem

_ALGORITHM = "Ed25519"


class Seal(StrEnum):
    """What a signature is worth."""

    NONE = "not signed"
    MISSING = "not signed, though a key was given"
    GOOD = "signed by the given key"
    UNKNOWN = "signed by a key that was not given"
    OTHER = "signed by another key"
    BROKEN = "the signature is not that of the manifest"


def new_key() -> tuple[bytes, bytes]:
    """A new key pair as PEM: the private key, which stays with whoever signs, and the public one, which is told."""
    private = Ed25519PrivateKey.generate()
    public = private.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    return private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()), public


def signature(manifest: bytes, key: bytes, where: str) -> bytes:
    """Sign a manifest; the same key and manifest give the same bytes.

    Args:
        manifest: its bytes.
        key: a private key as PEM.
        where: the key's file, for messages.

    Raises:
        BrokenProjectError: It is no Ed25519 key, or is locked with a password.
    """
    try:
        private = load_pem_private_key(key, None)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise _no_key(where, "private") from error
    if not isinstance(private, Ed25519PrivateKey):
        raise _no_key(where, "private")
    record = {
        "algorithm": _ALGORITHM,
        "public_key": _text(private.public_key()),
        "signature": base64.b64encode(private.sign(manifest)).decode(),
    }
    return (json.dumps(record, indent=1) + "\n").encode()


def judged(manifest: bytes, told: bytes | None, key: bytes | None, where: str) -> tuple[Seal, str]:
    """What a signature is worth, and the public key that it names, in base64.

    Args:
        manifest: its bytes.
        told: the signature's file; ``None`` if there is none.
        key: the public key that must have signed, as PEM; ``None`` if any may.
        where: the key's file, for messages.

    Raises:
        BrokenProjectError: The key is no Ed25519 key.
    """
    wanted = None if key is None else _text(_public(key, where))
    if told is None:
        return (Seal.NONE if wanted is None else Seal.MISSING), ""
    try:
        record = json.loads(told)
        named = str(record["public_key"])
        public = Ed25519PublicKey.from_public_bytes(base64.b64decode(named, validate=True))
        public.verify(base64.b64decode(record["signature"], validate=True), manifest)
    except (InvalidSignature, ValueError, KeyError, TypeError, RecursionError):
        return Seal.BROKEN, ""
    if wanted is None:
        return Seal.UNKNOWN, named
    return (Seal.GOOD if named == wanted else Seal.OTHER), named


def _public(key: bytes, where: str) -> Ed25519PublicKey:
    try:
        public = load_pem_public_key(key)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise _no_key(where, "public") from error
    if not isinstance(public, Ed25519PublicKey):
        raise _no_key(where, "public")
    return public


def _text(key: Ed25519PublicKey) -> str:
    return base64.b64encode(key.public_bytes(Encoding.Raw, PublicFormat.Raw)).decode()


def _no_key(where: str, kind: str) -> BrokenProjectError:
    what = f"this is no {kind} Ed25519 key without a password"
    return BrokenProjectError([Problem(what, Place(where), "make a pair with: reportgen pack key FILE")])
