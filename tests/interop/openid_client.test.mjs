// A web app with `openid-client`: the code flow as its documentation shows it, with signatures checked.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { BackChannel } from './back_channel.mjs';
import { Chancery } from './chancery.mjs';
import { nextSecond, reach } from './clock.mjs';
import { addCompleteUser, profile } from './complete_user.mjs';
import { Callback, UserAgent } from './user_agent.mjs';
import { createRemoteJWKSet, decodeProtectedHeader, jwtVerify } from 'jose';
import * as client from 'openid-client';

const redirectUri = 'https://app.example/callback';
const signedOutUri = 'https://app.example/signed-out';
const scope = 'openid profile email address phone offline_access';

let chancery;
let ada;
let channel;

before(async () => {
  channel = await BackChannel.listen();
  chancery = await Chancery.start();
  ada = await addCompleteUser(chancery, 'ada');
});

after(async () => {
  if (chancery) assert.equal(await chancery.stop(), 0);
  await channel?.close();
});

/** A configured client: all that the library gets to know is the issuer and the registration. */
async function configure({ client_id, secret }, authentication, metadata = {}) {
  const options = { execute: [client.allowInsecureRequests, client.enableNonRepudiationChecks] };
  return client.discovery(new URL(chancery.issuer), client_id, metadata, authentication?.(secret), options);
}

const webApp = (id, ...flags) => chancery.addWebApp(id, redirectUri, scope, ...flags);

/** A request for a sign-in, as the library's documentation makes one. */
async function begin(config, parameters = {}) {
  const pkceCodeVerifier = client.randomPKCECodeVerifier();
  const checks = {
    pkceCodeVerifier,
    expectedState: client.randomState(),
    expectedNonce: client.randomNonce(),
    idTokenExpected: true,
  };
  const url = client.buildAuthorizationUrl(config, {
    redirect_uri: redirectUri,
    scope,
    code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
    code_challenge_method: 'S256',
    state: checks.expectedState,
    nonce: checks.expectedNonce,
    ...parameters,
  });
  return { url, checks };
}

/** The whole flow. Resolves to the tokens, and to what was needed for them. */
async function signIn(config, { agent = new UserAgent(chancery.issuer), parameters, checks: more } = {}) {
  const { url, checks } = await begin(config, parameters);
  const callback = await agent.walk(agent.get(url), ada);
  assert.ok(callback instanceof Callback, callback.text);
  const tokens = await client.authorizationCodeGrant(config, callback.request(), { ...checks, ...more });
  return { agent, callback, tokens, claims: tokens.claims() };
}

const refusedWith = (code) => (error) =>
  error instanceof client.AuthorizationResponseError && error.error === code;

const isAboutIssuer = ({ cause }) => /"iss"/.test(cause.message);

describe('every way to authenticate:', () => {
  const ways = {
    client_secret_basic: client.ClientSecretBasic,
    client_secret_post: client.ClientSecretPost,
  };
  for (const [method, authentication] of Object.entries(ways)) {
    test(method, async () => {
      const config = await configure(await webApp(`by-${method}`, '--auth-method', method), authentication);
      const { tokens, claims } = await signIn(config);
      assert.equal(claims.aud, `by-${method}`);
      assert.ok(tokens.refresh_token);
    });
  }

  test('none, of a public client', async () => {
    const config = await configure(await chancery.addBrowserApp('public', redirectUri, scope), client.None);
    const { tokens } = await signIn(config);
    const again = await client.refreshTokenGrant(config, tokens.refresh_token);
    assert.equal(again.claims().sub, tokens.claims().sub);
  });
});

for (const alg of ['RS256', 'ES256', 'PS256', 'EdDSA']) {
  test(`an ${alg} ID token, and userinfo signed with ${alg}`, async () => {
    const app = await webApp(`signs-${alg}`, '--id-token-alg', alg, '--userinfo-alg', alg);
    const registered = { id_token_signed_response_alg: alg, userinfo_signed_response_alg: alg };
    const config = await configure(app, client.ClientSecretBasic, registered);
    const { tokens, claims } = await signIn(config);
    assert.equal(decodeProtectedHeader(tokens.id_token).alg, alg);
    const userinfo = await client.fetchUserInfo(config, tokens.access_token, claims.sub);
    assert.equal(userinfo.aud, app.client_id);
    assert.equal(userinfo.name, profile.name);
  });
}

describe('one web app:', () => {
  let config;
  let app;

  before(async () => {
    const flags = ['--post-logout-redirect-uri', signedOutUri, '--backchannel-logout-uri', channel.uri('/web')];
    app = await webApp('web', ...flags);
    config = await configure(app, client.ClientSecretBasic, { require_auth_time: true });
  });

  test('userinfo in JSON holds what the scopes ask for', async () => {
    const { tokens, claims } = await signIn(config);
    const userinfo = await client.fetchUserInfo(config, tokens.access_token, claims.sub);
    assert.deepEqual({ ...userinfo, ...profile }, userinfo);
    assert.equal(userinfo.email, ada.email);
    assert.equal(userinfo.phone_number_verified, true);
    assert.equal(userinfo.address.locality, 'London');
  });

  test('a refresh gives a fresh ID token of the same login', async () => {
    const { tokens, claims } = await signIn(config);
    const again = await client.refreshTokenGrant(config, tokens.refresh_token);
    const fresh = again.claims();
    for (const name of ['iss', 'sub', 'aud', 'auth_time', 'sid']) assert.deepEqual(fresh[name], claims[name], name);
    assert.equal(fresh.nonce, undefined);
    assert.notEqual(again.id_token, tokens.id_token);
    assert.notEqual(again.refresh_token, tokens.refresh_token);
  });

  test('form_post', async () => {
    const { callback } = await signIn(config, { parameters: { response_mode: 'form_post' } });
    assert.equal(callback.mode, 'form_post');
    assert.equal(callback.url.href, redirectUri);
  });

  test('an answer of another issuer is refused by the client', async () => {
    const { url, checks } = await begin(config);
    const agent = new UserAgent(chancery.issuer);
    const { url: answered } = await agent.walk(agent.get(url), ada);
    answered.searchParams.set('iss', 'https://attacker.example');
    await assert.rejects(client.authorizationCodeGrant(config, answered, checks), isAboutIssuer);
  });

  test('an answer without issuer is refused by the client', async () => {
    const { url, checks } = await begin(config);
    const agent = new UserAgent(chancery.issuer);
    const { url: answered } = await agent.walk(agent.get(url), ada);
    answered.searchParams.delete('iss');
    await assert.rejects(client.authorizationCodeGrant(config, answered, checks), isAboutIssuer);
  });

  test('max_age asks again who was here too long ago', async () => {
    const { agent, claims } = await signIn(config);
    await reach(claims.auth_time + 2);
    const shown = agent.shown.length;
    const again = await signIn(config, { agent, parameters: { max_age: 1 }, checks: { maxAge: 1 } });
    assert.deepEqual(agent.shown.slice(shown), ['login']);
    assert.ok(again.claims.auth_time > claims.auth_time);
  });

  test('max_age leaves alone who was here lately', async () => {
    const { agent, claims } = await signIn(config);
    const shown = agent.shown.length;
    const again = await signIn(config, { agent, parameters: { max_age: 3600 }, checks: { maxAge: 3600 } });
    assert.deepEqual(agent.shown.slice(shown), []);
    assert.equal(again.claims.auth_time, claims.auth_time);
  });

  test('prompt=none is silent for who is signed in, login_required for who is not', async () => {
    const { agent, claims } = await signIn(config);
    const silent = await signIn(config, { agent, parameters: { prompt: 'none' } });
    assert.equal(silent.claims.sub, claims.sub);
    await assert.rejects(signIn(config, { parameters: { prompt: 'none' } }), refusedWith('login_required'));
  });

  test('prompt=consent asks again what was allowed before', async () => {
    const { agent } = await signIn(config);
    await nextSecond();
    const shown = agent.shown.length;
    await signIn(config, { agent, parameters: { prompt: 'consent' } });
    assert.deepEqual(agent.shown.slice(shown), ['consent']);
  });

  test('cancel is access_denied, at the login and at the consent', async () => {
    const agent = new UserAgent(chancery.issuer);
    for (const at of ['login', 'consent']) {
      await nextSecond();
      const { url, checks } = await begin(config, { prompt: 'login consent' });
      let page = await agent.get(url);
      if (at === 'consent') page = await agent.signIn(page, ada);
      assert.equal(page.kind, at);
      const callback = await agent.cancel(page);
      await assert.rejects(
        client.authorizationCodeGrant(config, callback.request(), checks),
        refusedWith('access_denied'),
      );
    }
  });

  test('a wrong password shows the page again, and the right one goes on', async () => {
    const agent = new UserAgent(chancery.issuer);
    const { url, checks } = await begin(config);
    const page = await agent.get(url);
    const again = await agent.signIn(page, { ...ada, password: 'wrong' });
    assert.equal(again.kind, 'login');
    assert.match(again.html, /role="alert"/);
    assert.ok(!again.html.includes('value="wrong"'));
    const callback = await agent.walk(again, ada);
    await client.authorizationCodeGrant(config, callback.request(), checks);
  });

  test('claims brings a claim into userinfo, or into the ID token', async () => {
    const claims = JSON.stringify({ userinfo: { nickname: null }, id_token: { email: { essential: true } } });
    const flow = await signIn(config, { parameters: { scope: 'openid', claims } });
    assert.equal(flow.claims.email, ada.email);
    assert.equal(flow.claims.nickname, undefined);
    const userinfo = await client.fetchUserInfo(config, flow.tokens.access_token, flow.claims.sub);
    assert.equal(userinfo.nickname, profile.nickname);
    assert.equal(userinfo.name, undefined);
  });

  test('a loopback redirect URI may have another port', async () => {
    const registered = await chancery.addBrowserApp('native', 'http://127.0.0.1/callback', 'openid');
    const native = await configure(registered, client.None);
    const parameters = { redirect_uri: 'http://127.0.0.1:51004/callback', scope: 'openid' };
    const { callback } = await signIn(native, { parameters });
    assert.equal(callback.url.origin, 'http://127.0.0.1:51004');
  });

  test('each sector knows a user by another pairwise subject', async () => {
    const subjects = [];
    for (const host of ['one.example', 'two.example']) {
      const uri = `https://${host}/callback`;
      const pairwise = await chancery.addWebApp(host, uri, scope, '--subject-type', 'pairwise');
      const other = await configure(pairwise, client.ClientSecretBasic);
      const { tokens, claims } = await signIn(other, { parameters: { redirect_uri: uri } });
      await client.fetchUserInfo(other, tokens.access_token, claims.sub);
      subjects.push(claims.sub);
    }
    const { claims } = await signIn(config);
    assert.equal(new Set([...subjects, claims.sub]).size, 3);
  });

  test('logout goes back to the app, ends the login, and tells it by the back channel', async () => {
    const { agent, tokens, claims } = await signIn(config);
    const before = channel.posts.length;
    const url = client.buildEndSessionUrl(config, {
      id_token_hint: tokens.id_token,
      post_logout_redirect_uri: signedOutUri,
      state: 'so long',
    });
    const { url: back } = await agent.get(url);
    assert.equal(back.href, `${signedOutUri}?state=so%20long`);

    await assert.rejects(client.refreshTokenGrant(config, tokens.refresh_token), { error: 'invalid_grant' });
    await assert.rejects(signIn(config, { agent, parameters: { prompt: 'none' } }), refusedWith('login_required'));

    const post = (await channel.received(before + 1)).at(-1);
    assert.equal(post.path, '/web');
    assert.equal(post.contentType, 'application/x-www-form-urlencoded');
    const keys = createRemoteJWKSet(new URL(config.serverMetadata().jwks_uri));
    const expected = { issuer: chancery.issuer, audience: app.client_id, typ: 'logout+jwt' };
    const { payload } = await jwtVerify(post.form.get('logout_token'), keys, expected);
    assert.equal(payload.sid, claims.sid);
    assert.equal(payload.sub, claims.sub);
    assert.deepEqual(payload.events, { 'http://schemas.openid.net/event/backchannel-logout': {} });
    assert.equal(payload.nonce, undefined);
    assert.equal(typeof payload.jti, 'string');
  });
});
