// A client with `oauth4webapi`, which refuses answers that are not what the specifications say.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { Chancery } from './chancery.mjs';
import * as oauth from 'oauth4webapi';

const insecure = { [oauth.allowInsecureRequests]: true };
const audience = 'https://api.example';
const scope = 'openid profile email offline_access orders';

let chancery;
let server;
let app;
let user;
let basic;
let post;

before(async () => {
  chancery = await Chancery.start();
  app = await chancery.addApp('app', scope, '--audience', audience);
  user = await chancery.addUser('ada', '--verified');
  const flags = ['--grant', 'client_credentials', '--scope', 'orders', '--audience', audience];
  basic = await chancery.addService('basic', ...flags, '--introspect', audience);
  post = await chancery.addService('post', ...flags, '--auth-method', 'client_secret_post');
  server = await discover('oidc');
});

after(async () => {
  if (chancery) assert.equal(await chancery.stop(), 0);
});

async function discover(algorithm) {
  const issuer = new URL(chancery.issuer);
  const answer = await oauth.discoveryRequest(issuer, { algorithm, ...insecure });
  return oauth.processDiscoveryResponse(issuer, answer);
}

async function login(parameters = {}) {
  const answer = await oauth.genericTokenEndpointRequest(
    server,
    app,
    oauth.None(),
    'password',
    { username: user.username, password: user.password, ...parameters },
    insecure,
  );
  return oauth.processGenericTokenEndpointResponse(server, app, answer);
}

async function refresh(token) {
  const answer = await oauth.refreshTokenGrantRequest(server, app, oauth.None(), token, insecure);
  return oauth.processRefreshTokenResponse(server, app, answer);
}

async function introspect(token, client = basic, authentication = oauth.ClientSecretBasic(basic.secret)) {
  const answer = await oauth.introspectionRequest(server, client, authentication, token, insecure);
  return oauth.processIntrospectionResponse(server, client, answer);
}

async function revoke(token) {
  const answer = await oauth.revocationRequest(server, app, oauth.None(), token, insecure);
  return oauth.processRevocationResponse(answer);
}

async function userinfo(token) {
  const answer = await oauth.userInfoRequest(server, app, token, insecure);
  return oauth.processUserInfoResponse(server, app, oauth.skipSubjectCheck, answer);
}

const refusedWith = (code) => (error) =>
  error instanceof oauth.ResponseBodyError && error.status === 400 && error.error === code;

test('both discovery documents name the same server', async () => {
  const plain = await discover('oauth2');
  for (const member of ['issuer', 'token_endpoint', 'jwks_uri', 'introspection_endpoint', 'revocation_endpoint']) {
    assert.equal(typeof server[member], 'string', member);
    assert.equal(plain[member], server[member], member);
  }
  for (const grant of ['client_credentials', 'password', 'refresh_token']) {
    assert.ok(server.grant_types_supported.includes(grant), grant);
  }
});

test('client credentials with client_secret_basic', async () => {
  const answer = await oauth.clientCredentialsGrantRequest(
    server,
    basic,
    oauth.ClientSecretBasic(basic.secret),
    { scope: 'orders' },
    insecure,
  );
  const tokens = await oauth.processClientCredentialsResponse(server, basic, answer);
  assert.equal(tokens.token_type, 'bearer');
  assert.equal(tokens.expires_in, 600);
  assert.equal(tokens.refresh_token, undefined);
});

test('client credentials with client_secret_post', async () => {
  const authentication = oauth.ClientSecretPost(post.secret);
  const answer = await oauth.clientCredentialsGrantRequest(server, post, authentication, {}, insecure);
  const tokens = await oauth.processClientCredentialsResponse(server, post, answer);
  assert.equal(tokens.scope, 'orders');
});

test('B29 a client that uses another method than its own is refused', async () => {
  const authentication = oauth.ClientSecretBasic(post.secret);
  const answer = await oauth.clientCredentialsGrantRequest(server, post, authentication, {}, insecure);
  assert.equal(answer.status, 401);
  assert.match(answer.headers.get('www-authenticate'), /^Basic/);
  await assert.rejects(oauth.processClientCredentialsResponse(server, post, answer));
});

test('a login gives a pair whose access token oauth4webapi takes as RFC 9068 says', async () => {
  const tokens = await login();
  assert.equal(tokens.scope.split(' ').sort().join(' '), scope.split(' ').sort().join(' '));
  assert.ok(tokens.refresh_token_expires_in > 0);
  const request = new Request(audience, { headers: { authorization: `Bearer ${tokens.access_token}` } });
  const claims = await oauth.validateJwtAccessToken(server, request, audience, insecure);
  assert.equal(claims.client_id, app.client_id);
  assert.deepEqual([...claims.aud].sort(), [audience, chancery.issuer].sort());
  assert.equal(typeof claims.sid, 'string');
});

test('userinfo tells who the token is about', async () => {
  const { access_token } = await login();
  const claims = await userinfo(access_token);
  assert.equal(claims.email, user.email);
  assert.equal(claims.email_verified, true);
  assert.equal(claims.preferred_username, 'ada');
  assert.equal(claims.sub, (await introspect(access_token)).sub);
});

test('a wrong password is invalid_grant', async () => {
  await assert.rejects(login({ password: 'not the password' }), refusedWith('invalid_grant'));
});

test('refresh gives a new pair, and asked again the same successor', async () => {
  const first = await login();
  const second = await refresh(first.refresh_token);
  assert.notEqual(second.refresh_token, first.refresh_token);
  assert.notEqual(second.access_token, first.access_token);
  assert.equal((await refresh(first.refresh_token)).refresh_token, second.refresh_token);
});

test('B36 a refresh token whose successor was used ends the login', async () => {
  const first = await login();
  const second = await refresh(first.refresh_token);
  const third = await refresh(second.refresh_token);
  await assert.rejects(refresh(first.refresh_token), refusedWith('invalid_grant'));
  await assert.rejects(refresh(third.refresh_token), refusedWith('invalid_grant'));
  assert.equal((await introspect(third.access_token)).active, false);
});

test('introspection shows an active token to its audience', async () => {
  const { access_token } = await login({ scope: 'openid orders' });
  const answer = await introspect(access_token);
  assert.equal(answer.active, true);
  assert.equal(answer.client_id, app.client_id);
  assert.equal(answer.scope.split(' ').sort().join(' '), 'openid orders');
  assert.equal(answer.iss, chancery.issuer);
});

test('B72 a token is inactive to a client that is not of its audience', async () => {
  const { access_token } = await login();
  const answer = await introspect(access_token, post, oauth.ClientSecretPost(post.secret));
  assert.deepEqual(answer, { active: false });
});

test('B73 a revoked refresh token ends the login and its access tokens', async () => {
  const tokens = await login();
  await revoke(tokens.refresh_token);
  await assert.rejects(refresh(tokens.refresh_token), refusedWith('invalid_grant'));
  assert.deepEqual(await introspect(tokens.access_token), { active: false });
  await assert.rejects(userinfo(tokens.access_token), oauth.WWWAuthenticateChallengeError);
});

test('a revoked access token ends alone', async () => {
  const tokens = await login();
  await revoke(tokens.access_token);
  assert.deepEqual(await introspect(tokens.access_token), { active: false });
  assert.equal((await introspect((await refresh(tokens.refresh_token)).access_token)).active, true);
});

test('B74 revoking a token that never was is answered like any other', async () => {
  await revoke('crt_never-was');
});
