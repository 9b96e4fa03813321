// A resource server with `jose`: it knows the issuer's URL and its own audience, and nothing else.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { Chancery } from './chancery.mjs';
import { createRemoteJWKSet, decodeProtectedHeader, errors, jwtVerify } from 'jose';

const audience = 'https://api.example';

let chancery;
let service;

before(async () => {
  chancery = await Chancery.start();
  service = async (id, algorithm) =>
    chancery.addService(
      id,
      ...['--grant', 'client_credentials', '--scope', 'orders stock', '--audience', audience],
      ...['--access-token-alg', algorithm],
    );
});

after(() => chancery?.stop());

async function tokenFor({ client_id, secret }, parameters = {}) {
  const answer = await fetch(`${chancery.issuer}/oauth2/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`${client_id}:${secret}`)}` },
    body: new URLSearchParams({ grant_type: 'client_credentials', ...parameters }),
  });
  assert.equal(answer.status, 200);
  return (await answer.json()).access_token;
}

/** What a resource server does at start: the issuer's own document says where its keys are. */
async function verifier() {
  const answer = await fetch(`${chancery.issuer}/.well-known/openid-configuration`);
  const metadata = await answer.json();
  const keys = createRemoteJWKSet(new URL(metadata.jwks_uri));
  const expected = { issuer: metadata.issuer, audience, typ: 'at+jwt', requiredClaims: ['jti', 'sub', 'client_id', 'exp', 'iat'] };
  return (token, changes = {}) => jwtVerify(token, keys, { ...expected, ...changes });
}

for (const algorithm of ['ES256', 'RS256', 'PS256', 'EdDSA']) {
  describe(`an ${algorithm} access token`, () => {
    let token;
    let verify;

    before(async () => {
      const client = await service(`service-${algorithm}`, algorithm);
      token = await tokenFor(client, { scope: 'orders' });
      verify = await verifier();
    });

    test('verifies through discovery and JWKS alone', async () => {
      const { payload, protectedHeader } = await verify(token, { algorithms: [algorithm] });
      assert.equal(protectedHeader.alg, algorithm);
      assert.equal(payload.client_id, `service-${algorithm}`);
      assert.equal(payload.sub, `service-${algorithm}`);
      assert.equal(payload.scope, 'orders');
      assert.equal(payload.sid, undefined);
      assert.equal(payload.exp - payload.iat, 600);
    });

    test('does not verify for another audience or issuer', async () => {
      const claimFails = (claim) => (error) =>
        error instanceof errors.JWTClaimValidationFailed && error.claim === claim;
      await assert.rejects(verify(token, { audience: 'https://other.example' }), claimFails('aud'));
      await assert.rejects(verify(token, { issuer: 'https://other.example' }), claimFails('iss'));
      await assert.rejects(verify(token, { typ: 'JWT' }), claimFails('typ'));
    });

    test('does not verify with one character of its payload changed', async () => {
      const [header, payload, signature] = token.split('.');
      const claims = JSON.parse(Buffer.from(payload, 'base64url'));
      const forged = Buffer.from(JSON.stringify({ ...claims, scope: 'stock' })).toString('base64url');
      await assert.rejects(
        verify(`${header}.${forged}.${signature}`),
        errors.JWSSignatureVerificationFailed,
      );
    });

    test('names a key that the JWKS publishes with its algorithm and use', async () => {
      const jwks = await (await fetch(`${chancery.issuer}/.well-known/jwks.json`)).json();
      const key = jwks.keys.find(({ kid }) => kid === decodeProtectedHeader(token).kid);
      assert.equal(key.alg, algorithm);
      assert.equal(key.use, 'sig');
    });
  });
}

test('the JWKS publishes no private member and no symmetric key', async () => {
  const jwks = await (await fetch(`${chancery.issuer}/.well-known/jwks.json`)).json();
  assert.ok(jwks.keys.length >= 4);
  for (const key of jwks.keys) {
    assert.ok(['EC', 'RSA', 'OKP'].includes(key.kty));
    for (const secret of ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k']) assert.equal(key[secret], undefined);
  }
});
