#!/usr/bin/env python3
"""Makes tests/support/password_hashes.tsv: hashes by other people's implementations.

Needs Debian's python3-passlib python3-bcrypt python3-argon2 apache2-utils php-cli whois nodejs
openssl. Salts are random, so each run makes another table; the one that is committed need not be
made again. Columns: who made it, the algorithm's name, the password, the hash.
"""

import base64
import hashlib
import os
import subprocess
import sys

from passlib import hash as h

PLAIN = "correct horse battery staple"
WORDS = "p\u00e2ss\u2014w\u00f6rd \U0001f451"


def run(*command, stdin=None):
    return subprocess.run(command, input=stdin, check=True, capture_output=True, text=True).stdout.strip()


def php(code, password):
    return run("php", "-r", f"echo {code};", "--", password)


def node(code, password):
    return run("node", "-e", f"const c=require('crypto'),p=process.argv[1];console.log({code})", password)


def ldap(name, digest, password):
    salt = os.urandom(8)
    raw = hashlib.new(digest, password.encode() + salt).digest() + salt
    return "{%s}%s" % (name, base64.b64encode(raw).decode())


NODE_TEXT = "b=>b.toString('base64').replaceAll('=','')"
NODE_SCRYPT = f"(s=>'$scrypt$ln=13,r=8,p=2$'+({NODE_TEXT})(s)+'$'+({NODE_TEXT})(c.scryptSync(p,s,32,{{N:8192,r:8,p:2}})))(c.randomBytes(16))"
NODE_PBKDF2 = f"(s=>'$pbkdf2-sha512$27500$'+({NODE_TEXT})(s).replaceAll('+','.')+'$'+({NODE_TEXT})(c.pbkdf2Sync(p,s,27500,64,'sha512')).replaceAll('+','.'))(c.randomBytes(16))"
# What Firebase's own tool does: scrypt, then AES-256-CTR over the signer key.
NODE_FIREBASE = f"""((s,sep,key)=>{{const t={NODE_TEXT};
const dk=c.scryptSync(p,Buffer.concat([s,sep]),64,{{N:1<<14,r:8,p:1,maxmem:1<<26}});
const a=c.createCipheriv('aes-256-ctr',dk.subarray(0,32),Buffer.alloc(16));
return '$firebase-scrypt$ln=14,r=8,sep='+t(sep)+',key='+t(key)+'$'+t(s)+'$'+t(Buffer.concat([a.update(key),a.final()]))
}})(c.randomBytes(12),Buffer.from('Bw==','base64'),c.randomBytes(64))"""


def table():
    for password in (PLAIN, WORDS):
        yield "passlib", "bcrypt", password, h.bcrypt.using(rounds=4, ident="2a").hash(password)
        yield "passlib", "bcrypt", password, h.bcrypt.using(rounds=4, ident="2b").hash(password)
        yield "php password_hash", "bcrypt", password, php("password_hash($argv[1], PASSWORD_BCRYPT, ['cost'=>5])", password)
        yield "htpasswd", "bcrypt", password, run("htpasswd", "-niBC", "5", "u", stdin=password)[2:]
        yield "passlib", "sha256-crypt", password, h.sha256_crypt.using(rounds=1000).hash(password)
        yield "openssl passwd", "sha256-crypt", password, run("openssl", "passwd", "-5", password)
        yield "openssl passwd", "sha512-crypt", password, run("openssl", "passwd", "-6", password)
        yield "mkpasswd", "sha512-crypt", password, run("mkpasswd", "-m", "sha512crypt", "-R", "1500", "-s", stdin=password)
        yield "php crypt", "sha512-crypt", password, php("crypt($argv[1], '$6$rounds=1001$saltofmy$')", password)
        yield "passlib", "argon2id", password, h.argon2.using(type="ID", memory_cost=256, rounds=2, parallelism=1).hash(password)
        yield "passlib", "argon2id", password, h.argon2.using(type="ID", memory_cost=512, rounds=2, parallelism=4).hash(password)
        yield "passlib", "argon2i", password, h.argon2.using(type="I", memory_cost=256, rounds=3, parallelism=2).hash(password)
        yield "php password_hash", "argon2id", password, php("password_hash($argv[1], PASSWORD_ARGON2ID, ['memory_cost'=>1024,'time_cost'=>1])", password)
        yield "passlib", "pbkdf2-sha1", password, h.pbkdf2_sha1.using(rounds=1000).hash(password)
        yield "passlib", "pbkdf2-sha256", password, h.pbkdf2_sha256.using(rounds=1000).hash(password)
        yield "passlib", "pbkdf2-sha512", password, h.pbkdf2_sha512.using(rounds=1000).hash(password)
        yield "node pbkdf2", "pbkdf2-sha512", password, node(NODE_PBKDF2, password)
        yield "passlib (Django's)", "pbkdf2-sha256", password, h.django_pbkdf2_sha256.using(rounds=1000).hash(password)
        yield "passlib (Django's)", "pbkdf2-sha1", password, h.django_pbkdf2_sha1.using(rounds=1000).hash(password)
        yield "passlib", "scrypt", password, h.scrypt.using(rounds=10).hash(password)
        yield "node scrypt", "scrypt", password, node(NODE_SCRYPT, password)
        yield "node scrypt, aes-256-ctr", "firebase-scrypt", password, node(NODE_FIREBASE, password)
        yield "passlib", "unsalted-sha", password, h.ldap_sha1.hash(password)
        yield "htpasswd", "unsalted-sha", password, run("htpasswd", "-nis", "u", stdin=password)[2:]
        yield "passlib", "salted-sha", password, h.ldap_salted_sha1.hash(password)
        yield "passlib", "salted-sha", password, h.ldap_salted_sha256.hash(password)
        yield "passlib", "salted-sha", password, h.ldap_salted_sha512.hash(password)
        yield "python hashlib", "salted-sha", password, ldap("SSHA512", "sha512", password)
        yield "passlib (Django's)", "salted-sha", password, h.django_salted_sha1.hash(password)
    yield "passlib", "bcrypt", "x" * 72, h.bcrypt.using(rounds=4).hash("x" * 72)
    yield "passlib", "argon2id", "", h.argon2.using(type="ID", memory_cost=256, rounds=1, parallelism=1).hash("")
    yield "passlib", "sha512-crypt", "y" * 200, h.sha512_crypt.using(rounds=1000).hash("y" * 200)


# The example that Firebase publishes with its tool.
FIREBASE_EXAMPLE = (
    "firebase/scrypt, its README", "firebase-scrypt", "user1password",
    "$firebase-scrypt$ln=14,r=8,sep=Bw,key="
    "jxspr8Ki0RYycVU8zykbdLGjFQ3McFUH0uiiTvC8pVMXAn210wjLNmdZJzxUECKbm0QsEmYUSDzZvpjeJ9WmXA"
    "$42xEC+ixf3L2lw"
    "$lSrfV15cpx95/sZS2W9c9Kp6i/LVgQNDNC/qzrCnh1SAyZvqmZqAjTdn3aoItz+VHjoZilo78198JAdRuid5lQ",
)

for row in (*table(), FIREBASE_EXAMPLE):
    sys.stdout.write("\t".join(row) + "\n")
