"""A resource server with PyJWT, which keeps the JWKS as it does by default: verifier.py PORT SECONDS

What it does and prints is said in verifier.cpp.
"""

import base64
import json
import os
import random
import sys
import time
import urllib.parse
import urllib.request

import jwt


class CountingClient(jwt.PyJWKClient):
    """Counts how often it asks."""

    fetches = 0

    def fetch_data(self):
        self.fetches += 1
        return super().fetch_data()


def issue(endpoint, client):
    secret = os.environ["CLUSTER_SECRET"]
    basic = base64.b64encode(f"{client}:{secret}".encode()).decode()
    form = urllib.parse.urlencode({"grant_type": "client_credentials"}).encode()
    request = urllib.request.Request(endpoint, form, {"Authorization": f"Basic {basic}"})
    with urllib.request.urlopen(request, timeout=20) as answer:
        tokens = json.load(answer)
    return tokens["access_token"], time.monotonic() + tokens["expires_in"] - 2


def main(port, span):
    issuer = f"http://127.0.0.1:{port}"
    with urllib.request.urlopen(f"{issuer}/.well-known/openid-configuration", timeout=20) as answer:
        metadata = json.load(answer)
    keys = CountingClient(metadata["jwks_uri"])
    used, earlier = set(), []
    verified = refused = 0

    def check(token):
        nonlocal verified, refused
        try:
            key = keys.get_signing_key_from_jwt(token)
            jwt.decode(token, key.key, ["ES256", "RS256"], audience="api", issuer=issuer)
            used.add(key.key_id)
            verified += 1
        except jwt.PyJWTError as error:
            refused += 1
            print(f"not verified: {error!r} {token}", file=sys.stderr)

    end = time.monotonic() + span
    while time.monotonic() < end:
        for client in ("es256", "rs256"):
            issued = issue(metadata["token_endpoint"], client)
            check(issued[0])
            earlier = [old for old in earlier if old[1] > time.monotonic()] + [issued]
            check(random.choice(earlier)[0])
            time.sleep(0.2)
    print(f"verified {verified}\nrefused {refused}\nkeys {len(used)}\nfetches {keys.fetches}")


main(int(sys.argv[1]), int(sys.argv[2]))
