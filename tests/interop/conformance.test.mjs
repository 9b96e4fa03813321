// The modules of the OpenID Foundation's conformance suite, each under its own name: the plans Basic,
// Form Post, Config, RP-initiated logout and Back-channel logout, with static clients. docs/openid.md says
// which modules are not here, and why.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';

import { BackChannel } from './back_channel.mjs';
import { Chancery } from './chancery.mjs';
import { nextSecond, reach } from './clock.mjs';
import { address, addCompleteUser, claimsOf } from './complete_user.mjs';
import { Suite, now, random } from './conformance_suite.mjs';
import { Callback } from './user_agent.mjs';
import { SignJWT, UnsecuredJWT, decodeJwt, decodeProtectedHeader, exportJWK, generateKeyPair, jwtVerify } from 'jose';

const scope = 'openid profile email address phone offline_access';
const callback = 'https://suite.example/test/a/chancery/callback';
const postLogout = 'https://suite.example/test/a/chancery/post_logout_redirect';

let chancery;
let channel;
let ada;
let client;
let client2;
let clientPost;

/** What the suite registers by hand: plain OpenID Connect, so without PKCE. */
async function register(id, redirectUri, ...flags) {
  const registered = await chancery.addWebApp(id, redirectUri, scope, '--no-pkce', ...flags);
  return { ...registered, redirectUri };
}

before(async () => {
  channel = await BackChannel.listen();
  chancery = await Chancery.start();
  ada = await addCompleteUser(chancery, 'ada');
  const logout = ['--post-logout-redirect-uri', postLogout];
  client = await register('suite', callback, ...logout, '--backchannel-logout-uri', channel.uri('/suite'));
  client2 = await register('suite-2', `${callback}?dummy1=lorem&dummy2=ipsum`, ...logout);
  clientPost = await register('suite-post', callback, '--auth-method', 'client_secret_post');
  clientPost.method = 'client_secret_post';
});

after(async () => {
  if (chancery) assert.equal(await chancery.stop(), 0);
  await channel?.close();
});

const open = (mode) => Suite.open(chancery, mode, { user: ada });

/** Every value of the claims, flat, to look for what should not be there. */
const has = (claims, names) => names.filter((name) => name in claims);

function modulesOfBasic(mode) {
  let suite;
  const run = () => suite.run();

  before(async () => {
    suite = await open(mode);
  });

  test('oidcc-server', async () => {
    const { idToken, tokens } = await run().flow(client);
    run().checkBareIdToken(idToken);
    assert.ok(tokens.expires_in > 0);
  });

  test('oidcc-response-type-missing', async () => {
    const { error } = await run().refused(client, { response_type: undefined });
    assert.ok(['invalid_request', 'unsupported_response_type'].includes(error), error);
  });

  test('oidcc-idtoken-signature', async () => {
    const { tokens } = await run().flow(client);
    const { alg, kid } = decodeProtectedHeader(tokens.id_token);
    assert.equal(alg, 'RS256');
    const { keys } = await (await fetch(suite.metadata.jwks_uri)).json();
    assert.equal(keys.filter((key) => key.kid === kid).length, 1);
  });

  test('oidcc-idtoken-unsigned: skipped by the suite, since none is not offered', () => {
    assert.ok(!suite.metadata.id_token_signing_alg_values_supported.includes('none'));
  });

  test('oidcc-userinfo-get', async () => {
    const module = run();
    const { tokens, idToken } = await module.flow(client);
    const { status, body } = await module.userinfo(tokens.access_token);
    assert.equal(status, 200);
    assert.equal(body.sub, idToken.sub);
  });

  test('oidcc-userinfo-post-header', async () => {
    const module = run();
    const { tokens, idToken } = await module.flow(client);
    const { status, body } = await module.userinfo(tokens.access_token, { method: 'POST' });
    assert.equal(status, 200);
    assert.equal(body.sub, idToken.sub);
  });

  test('oidcc-userinfo-post-body', async () => {
    const module = run();
    const { tokens, idToken } = await module.flow(client);
    const { status, body } = await module.userinfo(tokens.access_token, { inBody: true });
    assert.equal(status, 200);
    assert.equal(body.sub, idToken.sub);
  });

  test('oidcc-ensure-request-without-nonce-succeeds-for-code-flow', async () => {
    const { idToken } = await run().flow(client, { nonce: undefined });
    assert.ok(!('nonce' in idToken));
  });

  for (const name of Object.keys(claimsOf)) {
    test(`oidcc-scope-${name}`, async () => {
      const { userinfo, idToken } = await run().flow(client, { scope: `openid ${name}` });
      assert.deepEqual(Object.keys(userinfo).filter((claim) => claim !== 'sub').sort(), claimsOf[name]);
      assert.deepEqual(has(idToken, claimsOf[name]), []);
    });
  }

  test('oidcc-scope-all', async () => {
    const { userinfo, idToken } = await run().flow(client, { scope: 'openid profile email address phone' });
    const all = Object.values(claimsOf).flat();
    assert.deepEqual(Object.keys(userinfo).filter((claim) => claim !== 'sub').sort(), all.sort());
    assert.deepEqual(userinfo.address, address);
    assert.deepEqual(has(idToken, all), []);
  });

  test('oidcc-alternate-happy-flow', async () => {
    const module = run();
    const parameters = module.parameters(client2, { scope: 'email openid' });
    const reordered = Object.fromEntries(Object.entries(parameters).reverse());
    const end = await module.agent.walk(module.request(reordered), ada);
    assert.ok(end instanceof Callback, end.text);
    const redeemed = await module.redeem(client2, end.parameters.code);
    assert.equal(redeemed.status, 200);
    assert.equal(end.url.searchParams.get('dummy1'), 'lorem');
    assert.equal(end.url.searchParams.get('dummy2'), 'ipsum');
  });

  for (const [module, parameters] of [
    ['display-page', { display: 'page' }],
    ['display-popup', { display: 'popup' }],
    ['ui-locales', { ui_locales: 'se de' }],
    ['claims-locales', { claims_locales: 'se' }],
    ['login-hint', { login_hint: 'ada@example.org' }],
    ['ensure-request-with-unknown-parameter-succeeds', { extra: 'foobar' }],
  ]) {
    test(`oidcc-${module}`, async () => {
      await run().flow(client, parameters);
    });
  }

  test('oidcc-prompt-login', async () => {
    const module = run();
    const first = await module.flow(client);
    await reach(first.idToken.auth_time + 1);
    const second = await module.flow(client, { prompt: 'login' });
    assert.ok(second.shown.includes('login'));
    assert.equal(second.idToken.sub, first.idToken.sub);
    assert.ok(second.idToken.auth_time > first.idToken.auth_time);
  });

  test('oidcc-prompt-none-not-logged-in', async () => {
    const module = run();
    const { error } = await module.refused(client, { prompt: 'none' });
    assert.equal(error, 'login_required');
    assert.deepEqual(module.agent.shown, []);
  });

  test('oidcc-prompt-none-logged-in', async () => {
    const module = run();
    const first = await module.flow(client);
    const second = await module.flow(client, { prompt: 'none' });
    assert.deepEqual(second.shown, []);
    assert.equal(second.idToken.sub, first.idToken.sub);
    assert.equal(second.idToken.auth_time, first.idToken.auth_time);
  });

  test('oidcc-max-age-1', async () => {
    const module = run();
    const first = await module.flow(client);
    await reach(first.idToken.auth_time + 2);
    const second = await module.flow(client, { max_age: 1 });
    assert.ok(second.shown.includes('login'));
    assert.ok(second.idToken.auth_time > first.idToken.auth_time);
    assert.ok(now() - second.idToken.auth_time < 60);
  });

  test('oidcc-max-age-10000', async () => {
    const module = run();
    const first = await module.flow(client, { max_age: 15000 });
    assert.equal(typeof first.idToken.auth_time, 'number');
    const second = await module.flow(client, { max_age: 10000 });
    assert.deepEqual(second.shown, []);
    assert.equal(second.idToken.auth_time, first.idToken.auth_time);
    assert.equal(second.idToken.sub, first.idToken.sub);
  });

  test('oidcc-id-token-hint', async () => {
    const module = run();
    const first = await module.flow(client);
    const second = await module.flow(client, { prompt: 'none', id_token_hint: first.tokens.id_token });
    assert.equal(second.idToken.sub, first.idToken.sub);
  });

  test('oidcc-ensure-request-with-acr-values-succeeds', async () => {
    const supported = suite.metadata.acr_values_supported;
    const { idToken } = await run().flow(client, { acr_values: supported.join(' ') });
    assert.ok(supported.includes(idToken.acr), idToken.acr);
  });

  test('oidcc-codereuse', async () => {
    const module = run();
    const { code } = await module.flow(client);
    const again = await module.redeem(client, code);
    assert.equal(again.status, 400);
    assert.equal(again.body.error, 'invalid_grant');
  });

  test('oidcc-ensure-registered-redirect-uri', async () => {
    const module = run();
    const { end } = await module.authorize(client, { redirect_uri: `${callback}/${random(8)}` });
    assert.equal(end.kind, 'error');
    assert.equal(end.status, 400);
  });

  test('oidcc-ensure-post-request-succeeds', async () => {
    await run().flow(client, {}, { method: 'POST' });
  });

  test('oidcc-server-client-secret-post', async () => {
    await run().flow(clientPost);
  });

  test('oidcc-request-uri-unsigned-supported-correctly-or-rejected-as-unsupported', async () => {
    const request_uri = 'https://suite.example/request.jwt#hash';
    assert.equal((await run().refused(client, { request_uri })).error, 'request_uri_not_supported');
  });

  const unsigned = (claims) => new UnsecuredJWT(claims).setIssuer(client.client_id).encode();

  test('oidcc-unsigned-request-object-supported-correctly-or-rejected-as-unsupported', async () => {
    const state = random();
    const module = run();
    const parameters = module.parameters(client, { state: undefined, request: unsigned({ state }) });
    const end = await module.agent.walk(module.request(parameters), ada);
    assert.equal(end.parameters.error, 'request_not_supported');
    assert.equal(end.parameters.code, undefined);
  });

  test('oidcc-ensure-request-object-with-redirect-uri', async () => {
    const request = unsigned({ redirect_uri: callback });
    const { end } = await run().authorize(client, { redirect_uri: `${callback}/${random(8)}`, request });
    assert.equal(end.kind, 'error');
  });

  test('request objects: the suite is told that it need not try unsigned ones', () => {
    assert.equal(suite.metadata.request_parameter_supported, false);
    assert.equal(suite.metadata.request_uri_parameter_supported, false);
    const algorithms = suite.metadata.request_object_signing_alg_values_supported;
    assert.ok(Array.isArray(algorithms) && !algorithms.includes('none'));
  });

  test('oidcc-claims-essential', async () => {
    const claims = JSON.stringify({ userinfo: { name: { essential: true } } });
    const { userinfo, idToken } = await run().flow(client, { claims });
    assert.equal(typeof userinfo.name, 'string');
    assert.ok(!('name' in idToken));
    assert.equal(suite.metadata.claims_parameter_supported, true);
  });

  test('oidcc-refresh-token', async () => {
    await nextSecond();
    const offline = { scope: 'openid offline_access', prompt: 'consent' };
    const module = run();
    const first = await module.flow(client, offline);
    const second = await run().flow(client2, offline);
    const grant = { grant_type: 'refresh_token', refresh_token: first.tokens.refresh_token, scope: 'openid' };
    const answer = await module.token(client, grant);
    assert.equal(answer.status, 200);
    assert.equal(answer.body.token_type, 'Bearer');
    const fresh = await module.checkTokens(client, answer.body, undefined);
    for (const name of ['iss', 'sub', 'aud', 'auth_time']) assert.deepEqual(fresh[name], first.idToken[name], name);
    assert.ok(!('azp' in fresh));
    const stolen = { grant_type: 'refresh_token', refresh_token: second.tokens.refresh_token };
    const refused = await module.token(client, stolen);
    assert.equal(refused.status, 400);
    assert.equal(refused.body.error, 'invalid_grant');
  });

  test('oidcc-ensure-request-with-valid-pkce-succeeds', async () => {
    const verifier = random();
    const code_challenge = createHash('sha256').update(verifier).digest('base64url');
    await run().flow(client, { code_challenge, code_challenge_method: 'S256' }, { verifier });
  });
}

describe('oidcc-basic', () => modulesOfBasic('query'));
describe('oidcc-formpost', () => {
  modulesOfBasic('form_post');

  test('the page that posts: no other script may run, and without scripts there is a button', async () => {
    const module = (await open('form_post')).run();
    const signedIn = await module.flow(client);
    const headers = { cookie: [...module.agent.cookies].map((pair) => pair.join('=')).join('; ') };
    const parameters = new URLSearchParams(signedIn.parameters);
    const answer = await fetch(`${module.suite.metadata.authorization_endpoint}?${parameters}`, { headers });
    const html = await answer.text();
    const script = /<script>(.*?)<\/script>/s.exec(html)[1];
    const digest = createHash('sha256').update(script).digest('base64');
    assert.ok(answer.headers.get('content-security-policy').includes(`script-src 'sha256-${digest}'`));
    assert.match(html, /<noscript>.*<button.*<\/noscript>/s);
    assert.match(answer.headers.get('cache-control'), /no-store/);
  });
});

describe('oidcc-basic, with codes that live for 2 s', () => {
  let quick;

  before(async () => {
    quick = await Chancery.start({ CHANCERY_AUTHORIZATION_CODE_LIFETIME: '2s' });
  });
  after(() => quick?.stop());

  test('oidcc-codereuse-30seconds', async () => {
    const user = await quick.addUser('ada');
    const registered = await quick.addWebApp('suite', callback, scope, '--no-pkce');
    const own = { ...registered, redirectUri: callback };
    const module = (await Suite.open(quick, 'query', { user })).run();
    const { code, tokens } = await module.flow(own);
    // The suite waits for half a code's life; here it is over.
    await pause(3000);
    const again = await module.redeem(own, code);
    assert.equal(again.status, 400);
    assert.equal(again.body.error, 'invalid_grant');
    assert.equal((await module.userinfo(tokens.access_token)).status, 401);
  });
});

describe('oidcc-config', () => {
  const known = `issuer authorization_endpoint token_endpoint userinfo_endpoint jwks_uri revocation_endpoint
    introspection_endpoint end_session_endpoint scopes_supported response_types_supported
    response_modes_supported grant_types_supported acr_values_supported subject_types_supported
    id_token_signing_alg_values_supported userinfo_signing_alg_values_supported
    request_object_signing_alg_values_supported token_endpoint_auth_methods_supported
    revocation_endpoint_auth_methods_supported introspection_endpoint_auth_methods_supported
    display_values_supported claim_types_supported claims_supported service_documentation
    claims_locales_supported ui_locales_supported claims_parameter_supported request_parameter_supported
    request_uri_parameter_supported require_request_uri_registration op_policy_uri op_tos_uri
    code_challenge_methods_supported authorization_response_iss_parameter_supported
    backchannel_logout_supported backchannel_logout_session_supported prompt_values_supported
    authorization_challenge_endpoint`.split(/\s+/);

  test('oidcc-discovery-endpoint-verification', async () => {
    // https, as behind a proxy: that is how the suite sees it.
    const issuer = 'https://login.example.com';
    const secure = await Chancery.start({ CHANCERY_ISSUER: issuer });
    try {
      const answer = await fetch(`${secure.issuer}/.well-known/openid-configuration`);
      assert.equal(answer.status, 200);
      assert.match(answer.headers.get('content-type'), /^application\/json/);
      const metadata = await answer.json();
      assert.equal(metadata.issuer, issuer);
      assert.deepEqual(Object.keys(metadata).filter((name) => !known.includes(name)), []);
      for (const [name, value] of Object.entries(metadata)) {
        if (name.endsWith('_endpoint') || name === 'jwks_uri') assert.ok(value.startsWith(`${issuer}/`), name);
        if (name.endsWith('_supported') && typeof value !== 'boolean') assert.ok(Array.isArray(value), name);
        if (Array.isArray(value)) assert.ok(value.length > 0, name);
      }
      for (const name of ['authorization_endpoint', 'token_endpoint', 'userinfo_endpoint', 'jwks_uri']) {
        assert.ok(name in metadata, name);
      }
      assert.deepEqual(metadata.response_types_supported, ['code']);
      assert.deepEqual(metadata.response_modes_supported.sort(), ['form_post', 'query']);
      assert.deepEqual(metadata.subject_types_supported.sort(), ['pairwise', 'public']);
      assert.ok(metadata.id_token_signing_alg_values_supported.includes('RS256'));
      for (const name of ['openid', ...Object.keys(claimsOf), 'offline_access']) {
        assert.ok(metadata.scopes_supported.includes(name), name);
      }
      for (const name of ['sub', ...Object.values(claimsOf).flat()]) {
        assert.ok(metadata.claims_supported.includes(name), name);
      }
      for (const locale of metadata.ui_locales_supported) assert.equal(Intl.getCanonicalLocales(locale)[0], locale);
    } finally {
      await secure.stop();
    }
  });

  test('the JWKS has each key once, and nothing that is secret', async () => {
    const { keys } = await (await fetch(`${chancery.issuer}/.well-known/jwks.json`)).json();
    assert.equal(new Set(keys.map(({ kid }) => kid)).size, keys.length);
    for (const key of keys) {
      assert.ok(['RSA', 'EC', 'OKP'].includes(key.kty));
      for (const secret of ['d', 'p', 'q', 'k']) assert.ok(!(secret in key));
    }
  });
});

describe('oidcc-rp-initiated-logout', () => {
  let suite;

  before(async () => {
    suite = await open('query');
  });

  async function signedIn() {
    const module = suite.run();
    const { tokens, idToken } = await module.flow(client);
    return { module, idToken, id_token_hint: tokens.id_token };
  }

  /** What must lead to no redirect: an error, or a page that asks. */
  async function staysHere(module, parameters) {
    const end = await module.logOut(parameters);
    assert.ok(!(end instanceof Callback), 'the browser was sent away');
    if (end.kind !== 'logout') return end;
    const confirmed = await module.agent.submit(end);
    assert.ok(!(confirmed instanceof Callback), 'the browser was sent away after it was confirmed');
    return confirmed;
  }

  /** What must end the session, and say so. */
  async function endsHere(module, parameters) {
    const end = await module.logOut(parameters);
    const page = end.kind === 'logout' ? await module.agent.submit(end) : end;
    assert.equal(page.kind, 'message');
    assert.match(page.text, /signed out/i);
    assert.equal(await module.isSignedIn(client), false);
  }

  async function returns(module, parameters, state) {
    const end = await module.logOut(parameters);
    assert.ok(end instanceof Callback, end.text);
    assert.equal(end.url.origin + end.url.pathname, postLogout);
    assert.deepEqual(end.parameters, state === undefined ? {} : { state });
    assert.equal(await module.isSignedIn(client), false);
  }

  test('oidcc-rp-initiated-logout-discovery-endpoint-verification', () => {
    assert.equal(suite.metadata.end_session_endpoint, `${suite.issuer}/oauth2/logout`);
  });

  test('oidcc-rp-initiated-logout', async () => {
    const { module, id_token_hint } = await signedIn();
    const state = random();
    await returns(module, { id_token_hint, post_logout_redirect_uri: postLogout, state }, state);
  });

  test('oidcc-rp-initiated-logout-no-state', async () => {
    const { module, id_token_hint } = await signedIn();
    await returns(module, { id_token_hint, post_logout_redirect_uri: postLogout });
  });

  test('the request may be a POST', async () => {
    const { module, id_token_hint } = await signedIn();
    const parameters = { id_token_hint, post_logout_redirect_uri: postLogout };
    const end = await module.agent.post(suite.metadata.end_session_endpoint, parameters);
    assert.equal(end.url.href, postLogout);
  });

  test('oidcc-rp-initiated-logout-bad-post-logout-redirect-uri', async () => {
    const { module, id_token_hint } = await signedIn();
    const post_logout_redirect_uri = `${postLogout}/${random(8)}`;
    await staysHere(module, { id_token_hint, post_logout_redirect_uri, state: random() });
  });

  test('oidcc-rp-initiated-logout-query-added-to-post-logout-redirect-uri', async () => {
    const { module, id_token_hint } = await signedIn();
    await staysHere(module, { id_token_hint, post_logout_redirect_uri: `${postLogout}?foo=bar`, state: random() });
  });

  test('oidcc-rp-initiated-logout-modified-id-token-hint', async () => {
    const { module, id_token_hint } = await signedIn();
    const unsigned = new UnsecuredJWT(decodeJwt(id_token_hint)).encode();
    await staysHere(module, { id_token_hint: unsigned, post_logout_redirect_uri: postLogout, state: random() });
  });

  test('oidcc-rp-initiated-logout-bad-id-token-hint', async () => {
    const { module, id_token_hint } = await signedIn();
    const { privateKey, publicKey } = await generateKeyPair('RS256');
    const { kid } = decodeProtectedHeader(id_token_hint);
    const header = { alg: 'RS256', kid, jwk: await exportJWK(publicKey) };
    const forged = await new SignJWT(decodeJwt(id_token_hint)).setProtectedHeader(header).sign(privateKey);
    await staysHere(module, { id_token_hint: forged, post_logout_redirect_uri: postLogout, state: random() });
  });

  test('oidcc-rp-initiated-logout-no-id-token-hint', async () => {
    const { module } = await signedIn();
    await staysHere(module, { post_logout_redirect_uri: postLogout, state: random() });
  });

  test('oidcc-rp-initiated-logout-no-params', async () => {
    const { module } = await signedIn();
    await endsHere(module, {});
  });

  test('oidcc-rp-initiated-logout-no-post-logout-redirect-uri', async () => {
    const { module, id_token_hint } = await signedIn();
    await endsHere(module, { id_token_hint, state: random() });
  });

  test('oidcc-rp-initiated-logout-only-state', async () => {
    const { module } = await signedIn();
    await endsHere(module, { state: random() });
  });

  test('B91 a page elsewhere signs nobody out without asking', async () => {
    const { module } = await signedIn();
    const asked = await module.logOut();
    assert.equal(asked.kind, 'logout');
    assert.equal(await module.isSignedIn(client), true);
    await module.agent.cancel(asked);
    assert.equal(await module.isSignedIn(client), true);
  });

  test('a genuine hint counts though it has expired', async () => {
    const brief = await Chancery.start({ CHANCERY_ACCESS_TOKEN_LIFETIME: '1s' });
    try {
      const user = await brief.addUser('ada');
      const flags = ['--no-pkce', '--post-logout-redirect-uri', postLogout];
      const own = { ...(await brief.addWebApp('suite', callback, scope, ...flags)), redirectUri: callback };
      const module = (await Suite.open(brief, 'query', { user })).run();
      const { answer } = await module.authorize(own);
      const { body } = await module.redeem(own, answer.code);
      await reach(decodeJwt(body.id_token).exp + 1);
      const end = await module.logOut({ id_token_hint: body.id_token, post_logout_redirect_uri: postLogout });
      assert.ok(end instanceof Callback, end.text);
      assert.equal(await module.isSignedIn(own), false);
    } finally {
      await brief.stop();
    }
  });
});

describe('oidcc-backchannel-logout', () => {
  let suite;

  before(async () => {
    suite = await open('query');
  });

  test('oidcc-backchannel-rp-initiated-logout-discovery-endpoint-verification', () => {
    assert.equal(suite.metadata.backchannel_logout_supported, true);
    assert.equal(suite.metadata.backchannel_logout_session_supported, true);
  });

  test('oidcc-backchannel-rp-initiated-logout', async () => {
    const module = suite.run();
    const { tokens, idToken } = await module.flow(client);
    const tokenOf = ({ form }) => decodeJwt(form.get('logout_token'));
    const end = await module.logOut({ id_token_hint: tokens.id_token, post_logout_redirect_uri: postLogout });
    assert.equal(end.url.href, postLogout);
    assert.equal(await module.isSignedIn(client), false);

    let count = 1;
    let post;
    while (!post) {
      // Other modules have signed out of the same client before.
      post = (await channel.received(count)).find((candidate) => tokenOf(candidate).sid === idToken.sid);
      count = channel.posts.length + 1;
    }
    assert.equal(post.method, 'POST');
    assert.equal(post.path, '/suite');
    assert.equal(post.contentType, 'application/x-www-form-urlencoded');
    assert.deepEqual([...post.form.keys()], ['logout_token']);
    const expected = { issuer: suite.issuer, audience: client.client_id };
    const { payload, protectedHeader } = await jwtVerify(post.form.get('logout_token'), suite.keys, expected);
    assert.equal(protectedHeader.alg, 'RS256');
    assert.deepEqual(Object.keys(payload).sort(), ['aud', 'events', 'exp', 'iat', 'iss', 'jti', 'sid', 'sub']);
    assert.equal(payload.sub, idToken.sub);
    assert.deepEqual(payload.events, { 'http://schemas.openid.net/event/backchannel-logout': {} });
    assert.ok(Math.abs(payload.iat - now()) < 300);
  });
});
