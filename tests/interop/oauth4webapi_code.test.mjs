// The code flow with `oauth4webapi`, which refuses answers that are not what the specifications say.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { Chancery } from './chancery.mjs';
import { UserAgent } from './user_agent.mjs';
import * as oauth from 'oauth4webapi';

const insecure = { [oauth.allowInsecureRequests]: true };
const redirectUri = 'https://app.example/callback?tenant=7';
const scope = 'openid profile offline_access';

let chancery;
let server;
let ada;

before(async () => {
  chancery = await Chancery.start();
  ada = await chancery.addUser('ada', '--verified');
  const issuer = new URL(chancery.issuer);
  server = await oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer, insecure));
});

after(async () => {
  if (chancery) assert.equal(await chancery.stop(), 0);
});

/** A request, and what the client keeps for checking the answer. */
async function authorization(client, parameters = {}) {
  const kept = {
    verifier: oauth.generateRandomCodeVerifier(),
    state: oauth.generateRandomState(),
    nonce: oauth.generateRandomNonce(),
  };
  const url = new URL(server.authorization_endpoint);
  url.search = new URLSearchParams({
    response_type: 'code',
    client_id: client.client_id,
    redirect_uri: redirectUri,
    scope,
    state: kept.state,
    nonce: kept.nonce,
    code_challenge: await oauth.calculatePKCECodeChallenge(kept.verifier),
    code_challenge_method: 'S256',
    ...parameters,
  });
  return { url, kept };
}

/** The answer's parameters, checked: `state` and `iss` must be what they have to be. */
async function authorize(client, parameters) {
  const { url, kept } = await authorization(client, parameters);
  const agent = new UserAgent(chancery.issuer);
  const callback = await agent.walk(agent.get(url), ada);
  assert.equal(callback.url.searchParams.get('tenant'), '7');
  return { kept, answer: oauth.validateAuthResponse(server, client, callback.url, kept.state) };
}

const redeem = (client, authentication, answer, verifier) =>
  oauth.authorizationCodeGrantRequest(server, client, authentication, answer, redirectUri, verifier, insecure);

async function tokensOf(client, authentication, { kept, answer }) {
  const reply = await redeem(client, authentication, answer, kept.verifier);
  const checks = { expectedNonce: kept.nonce, requireIdToken: true };
  const tokens = await oauth.processAuthorizationCodeResponse(server, client, reply, checks);
  await oauth.validateApplicationLevelSignature(server, reply, insecure);
  return { tokens, claims: oauth.getValidatedIdTokenClaims(tokens) };
}

async function userinfo(client, { tokens, claims }) {
  const reply = await oauth.userInfoRequest(server, client, tokens.access_token, insecure);
  return oauth.processUserInfoResponse(server, client, claims.sub, reply);
}

const isInvalidGrant = (error) =>
  error instanceof oauth.ResponseBodyError && error.status === 400 && error.error === 'invalid_grant';

test('the document says what the code flow needs', () => {
  assert.equal(server.authorization_response_iss_parameter_supported, true);
  assert.deepEqual(server.response_types_supported, ['code']);
  assert.deepEqual(server.code_challenge_methods_supported, ['S256']);
  assert.ok(server.grant_types_supported.includes('authorization_code'));
});

for (const [method, authenticate] of [
  ['client_secret_basic', oauth.ClientSecretBasic],
  ['client_secret_post', oauth.ClientSecretPost],
]) {
  test(`a confidential client with ${method}`, async () => {
    const registered = await chancery.addWebApp(`by-${method}`, redirectUri, scope, '--auth-method', method);
    const client = { client_id: registered.client_id };
    const authentication = authenticate(registered.secret);
    const flow = await tokensOf(client, authentication, await authorize(client));
    assert.equal((await userinfo(client, flow)).preferred_username, 'ada');

    const reply = await oauth.refreshTokenGrantRequest(
      server, client, authentication, flow.tokens.refresh_token, insecure);
    const again = await oauth.processRefreshTokenResponse(server, client, reply);
    assert.equal(oauth.getValidatedIdTokenClaims(again).sub, flow.claims.sub);
  });
}

test('a public client, signed userinfo', async () => {
  const client = await chancery.addBrowserApp('public', redirectUri, scope, '--userinfo-alg', 'ES256');
  const expected = { ...client, userinfo_signed_response_alg: 'ES256' };
  const flow = await tokensOf(expected, oauth.None(), await authorize(client));
  assert.equal((await userinfo(expected, flow)).preferred_username, 'ada');
});

for (const alg of ['ES256', 'PS256', 'EdDSA']) {
  test(`an ${alg} ID token`, async () => {
    const flags = ['--id-token-alg', alg];
    const client = await chancery.addBrowserApp(`alg-${alg}`, redirectUri, scope, ...flags);
    const expected = { ...client, id_token_signed_response_alg: alg };
    const { claims } = await tokensOf(expected, oauth.None(), await authorize(client));
    assert.equal(claims.aud, client.client_id);
  });
}

test('a code is worth nothing with another verifier, and then with none', async () => {
  const client = await chancery.addBrowserApp('verified', redirectUri, scope);
  const { kept, answer } = await authorize(client);
  for (const verifier of [oauth.generateRandomCodeVerifier(), kept.verifier]) {
    const reply = await redeem(client, oauth.None(), answer, verifier);
    await assert.rejects(oauth.processAuthorizationCodeResponse(server, client, reply), isInvalidGrant);
  }
});

test('B19 a code of another client is invalid_grant, and stays its own', async () => {
  const client = await chancery.addBrowserApp('owner', redirectUri, scope);
  const thief = await chancery.addBrowserApp('thief', redirectUri, scope);
  const flow = await authorize(client);
  const reply = await redeem(thief, oauth.None(), flow.answer, flow.kept.verifier);
  await assert.rejects(oauth.processAuthorizationCodeResponse(server, thief, reply), isInvalidGrant);
  await tokensOf(client, oauth.None(), flow);
});

test('an error comes back with state and issuer', async () => {
  const client = await chancery.addBrowserApp('erring', redirectUri, scope);
  const refused = authorize(client, { response_type: 'token' });
  await assert.rejects(refused, (error) =>
    error instanceof oauth.AuthorizationResponseError && error.error === 'unsupported_response_type');
});
