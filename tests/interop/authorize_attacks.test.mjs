// The attacks on the authorization endpoint and its codes, against a running server: what is refused, how,
// and that nobody is sent anywhere who should not be.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, describe, test } from 'node:test';

import { Chancery } from './chancery.mjs';
import { nextSecond } from './clock.mjs';
import { Callback, UserAgent } from './user_agent.mjs';
import { decodeJwt } from 'jose';

const redirectUri = 'https://app.example/cb';
const loopback = 'http://127.0.0.1/cb';
const verifier = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk';
const challenge = createHash('sha256').update(verifier).digest('base64url');
const scope = 'openid profile offline_access';

let chancery;
let ada;

before(async () => {
  chancery = await Chancery.start();
  ada = await chancery.addUser('ada');
  const grants = ['--grant', 'authorization_code', '--grant', 'refresh_token'];
  for (const id of ['app', 'other']) {
    const uris = [redirectUri, loopback].flatMap((uri) => ['--redirect-uri', uri]);
    const kind = ['--public', '--first-party', ...grants, ...uris, '--scope', scope];
    await chancery.command('client', 'add', '--id', id, ...kind);
  }
  await chancery.addBrowserApp('third-party', redirectUri, scope);
  await chancery.addWebApp('plain', redirectUri, scope, '--no-pkce', '--auth-method', 'client_secret_post');
  const disabled = await chancery.addBrowserApp('disabled', redirectUri, scope);
  await chancery.command('client', 'update', disabled.client_id, '--disable');
  await chancery.addApp('no-code', scope, '--redirect-uri', redirectUri);
});

after(async () => {
  if (chancery) assert.equal(await chancery.stop(), 0);
});

const newAgent = (headers) => new UserAgent(chancery.issuer, headers);

/** A good request with some changes: `[name, value]` pairs, `undefined` takes one away. */
function query(changes = {}, more = []) {
  const all = {
    client_id: 'app',
    redirect_uri: redirectUri,
    response_type: 'code',
    scope: 'openid',
    state: 'a/b?c=d&e "f"',
    code_challenge: challenge,
    code_challenge_method: 'S256',
    ...changes,
  };
  const pairs = Object.entries(all).filter(([, value]) => value !== undefined);
  return new URLSearchParams([...pairs, ...more]);
}

const ask = (changes, more, agent = newAgent()) => agent.get(`/oauth2/authorize?${query(changes, more)}`);

/** A browser in which the user is signed in. */
async function signedIn() {
  const agent = newAgent();
  assert.ok((await agent.walk(ask({}, [], agent), ada)) instanceof Callback);
  return agent;
}

async function codeOf(agent, changes = {}) {
  const callback = await ask({ prompt: 'none', ...changes }, [], agent);
  assert.equal(callback.parameters.error, undefined);
  return callback.parameters.code;
}

async function token(form) {
  const answer = await fetch(`${chancery.issuer}/oauth2/token`, { method: 'POST', body: new URLSearchParams(form) });
  return { status: answer.status, body: await answer.json() };
}

const redemption = (code, changes = {}) => {
  const form = {
    grant_type: 'authorization_code',
    client_id: 'app',
    redirect_uri: redirectUri,
    code_verifier: verifier,
    code,
    ...changes,
  };
  return token(Object.fromEntries(Object.entries(form).filter(([, value]) => value !== undefined)));
};

/** A page, no redirect, and nothing of the request in it. */
async function isPage(answer, value) {
  const page = await answer;
  assert.ok(!(page instanceof Callback), `sent to ${page.url}`);
  assert.equal(page.status, 400);
  assert.equal(page.kind, 'error');
  if (value) assert.ok(!page.html.includes(value), 'the page repeats the request');
}

async function isError(answer, error) {
  const callback = await answer;
  assert.ok(callback instanceof Callback, callback.text);
  assert.equal(callback.parameters.error, error);
  assert.equal(callback.parameters.state, 'a/b?c=d&e "f"');
  assert.equal(callback.parameters.iss, chancery.issuer);
  assert.equal(callback.parameters.code, undefined);
}

async function isInvalidGrant(answer) {
  const { status, body } = await answer;
  assert.equal(status, 400);
  assert.equal(body.error, 'invalid_grant');
}

describe('who is not to be sent anywhere sees a page', () => {
  for (const client_id of [undefined, 'nobody', 'disabled', '', '<script>alert(1)</script>', "app' OR 1=1--"]) {
    test(`B1 client_id ${client_id}`, () => isPage(ask({ client_id }), client_id?.length > 8 ? client_id : ''));
  }

  const wrong = [
    'https://app.example.evil/cb', 'https://app.example/cb/', 'https://app.example/cb/x', 'https://app.example/cb?x=1',
    'https://app.example/CB', 'https://APP.example/cb', 'https://app.example/c%62', 'https://app.example/x/../cb',
    'https://app.example/cb/..;/', 'https://app.example/%252e%252e/cb', 'https://app.example\\@evil.example/cb',
    '//evil.example/cb', 'https://app.example@evil.example/cb', 'https://app.example:8443/cb', 'https://аpp.example/cb',
    'https://xn--pp-6kc.example/cb', 'https://app.example/cb\0', ' https://app.example/cb', 'https://app.example/cb\t',
    'https://app.example/cb#x', 'http://app.example/cb', 'javascript:alert(1)', 'data:text/html,x', '/cb', '',
    `https://app.example/cb?${'x'.repeat(3000)}`,
  ];
  for (const redirect_uri of wrong) {
    test(`B2 B3 redirect_uri ${JSON.stringify(redirect_uri).slice(0, 60)}`, () => isPage(ask({ redirect_uri })));
  }

  for (const redirect_uri of ['http://127.0.0.1:1@evil.example/cb', 'http://127.0.0.1:99/cb2', 'http://127.0.0.1:99/cb?x',
    'http://localhost:99/cb', 'http://[::1]:99/cb', 'https://127.0.0.1:99/cb', 'http://127.0.0.1:99x/cb']) {
    test(`B4 redirect_uri ${redirect_uri}`, () => isPage(ask({ redirect_uri })));
  }

  test('B4 another port of a loopback redirect URI is fine', async () => {
    const agent = await signedIn();
    const callback = await ask({ redirect_uri: 'http://127.0.0.1:49152/cb', prompt: 'none' }, [], agent);
    assert.equal(callback.url.port, '49152');
    assert.ok(callback.parameters.code);
  });

  test('B5 no redirect_uri', () => isPage(ask({ redirect_uri: undefined })));
  test('B6 redirect_uri twice', () => isPage(ask({}, [['redirect_uri', redirectUri]])));
  test('B6 client_id twice', () => isPage(ask({}, [['client_id', 'app']])));
});

describe('the client hears of', () => {
  for (const name of ['state', 'scope', 'response_type', 'nonce', 'prompt', 'code_challenge']) {
    test(`B6 ${name} twice`, async () => {
      const callback = await ask({ nonce: 'n', prompt: 'none' }, [[name, 'x']]);
      assert.equal(callback.parameters.error, 'invalid_request');
      assert.equal(callback.parameters.code, undefined);
    });
  }

  test('B6 one parameter in the query and again in the body', async () => {
    const form = Object.fromEntries(query({ prompt: 'none' }));
    const callback = await newAgent().post('/oauth2/authorize?scope=openid', form);
    assert.equal(callback.parameters.error, 'invalid_request');
  });

  for (const [error, changes] of [
    ['unsupported_response_type', { response_type: 'token' }],
    ['unsupported_response_type', { response_type: 'code token' }],
    ['unsupported_response_type', { response_type: 'id_token' }],
    ['invalid_request', { response_type: '' }],
    ['unauthorized_client', { client_id: 'no-code' }],
    ['invalid_request', { response_mode: 'fragment' }],
    ['invalid_request', { response_mode: 'web_message' }],
    ['invalid_request', { code_challenge: undefined, code_challenge_method: undefined }],
    ['invalid_request', { code_challenge_method: 'plain' }],
    ['invalid_request', { code_challenge_method: undefined }],
    ['invalid_request', { code_challenge: challenge.slice(1) }],
    ['invalid_request', { code_challenge: `${challenge}=` }],
    ['invalid_scope', { scope: 'openid admin' }],
    ['invalid_scope', { scope: undefined }],
    ['invalid_scope', { scope: 'openid "' }],
    ['invalid_scope', { scope: 'openid \\' }],
    ['invalid_request', { prompt: 'none login' }],
    ['invalid_request', { prompt: 'dance' }],
    ['login_required', { prompt: 'none' }],
    ['invalid_request', { max_age: '-1' }],
    ['invalid_request', { max_age: '99999999999999999999' }],
    ['invalid_request', { max_age: '1e3' }],
    ['invalid_request', { claims: '{' }],
    ['invalid_request', { claims: '[]' }],
    ['invalid_target', { resource: 'https://elsewhere.example' }],
    ['registration_not_supported', { registration: '{}' }],
  ]) {
    test(`B7 to B11 ${JSON.stringify(changes)}`, () => isError(ask(changes), error));
  }

  test('B12 a cancelled prompt=login leaves the session as it was', async () => {
    const agent = await signedIn();
    const authTime = async () => decodeJwt((await redemption(await codeOf(agent))).body.id_token).auth_time;
    const before = await authTime();
    await nextSecond();
    const again = { prompt: 'login' };
    await isError(agent.cancel(await ask(again, [], agent)), 'access_denied');
    assert.equal(await authTime(), before);
    assert.equal((await ask(again, [], agent)).kind, 'login');
  });
});

describe('pages', () => {
  const evil = '"><script>alert(1)</script>';

  test('B13 what a request says is escaped', async () => {
    const page = await ask({ login_hint: evil, ui_locales: evil, display: evil });
    assert.equal(page.kind, 'login');
    assert.ok(!page.html.includes('<script'), page.html);
    assert.equal(page.form.inputs.find(({ name }) => name === 'username').value, evil);
  });

  test('B16 B17 B18 their headers', async () => {
    const agent = newAgent({ origin: 'https://evil.example' });
    const logout = await (await signedIn()).get('/oauth2/logout');
    for (const page of [await ask({}, [], agent), await ask({ client_id: 'nobody' }, [], agent), logout]) {
      const header = (name) => page.headers.get(name) ?? '';
      assert.match(header('content-security-policy'), /default-src 'none'.*frame-ancestors 'none'/);
      assert.equal(header('x-frame-options'), 'DENY');
      assert.equal(header('referrer-policy'), 'no-referrer');
      assert.equal(header('x-content-type-options'), 'nosniff');
      assert.match(header('cache-control'), /no-store/);
      assert.equal(header('access-control-allow-origin'), '');
    }
  });

  test('B17 a preflight of a page is answered without permission', async () => {
    const headers = { origin: 'https://app.example', 'access-control-request-method': 'POST' };
    for (const path of ['/oauth2/authorize', '/login', '/consent', '/logout', '/oauth2/logout']) {
      const answer = await fetch(chancery.issuer + path, { method: 'OPTIONS', headers });
      assert.equal(answer.headers.get('access-control-allow-origin'), null, path);
    }
  });

  test('B76 a form without its token, or with that of another browser, is refused', async () => {
    const agent = newAgent();
    const page = await ask({}, [], agent);
    const token = page.form.hidden.find(([name]) => name !== 'interaction');
    const stranger = (await ask({}, [], newAgent())).form.hidden.find(([name]) => name === token[0]);
    for (const other of [[], [stranger], [[token[0], '']]]) {
      const form = [...page.form.hidden.filter(([name]) => name !== token[0]), ...other];
      const refused = await agent.post('/login', [...form, ['username', 'ada'], ['password', ada.password]]);
      assert.equal(refused.kind, 'error');
      assert.equal(refused.status, 403);
    }
    assert.equal(agent.cookies.size, 1, 'nobody is signed in');
  });

  test('B76 a form that another site posts is refused, token or not', async () => {
    const agent = newAgent();
    const page = await ask({}, [], agent);
    agent.headers = { ...agent.headers, origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' };
    const body = [...page.form.hidden, ['username', 'ada'], ['password', ada.password]];
    assert.equal((await agent.post('/login', body)).status, 403);
    assert.equal(agent.cookies.size, 1, 'nobody is signed in');
  });

  test('B77 each sign-in has a session of its own, whatever was there before', async () => {
    const agent = newAgent();
    const page = await ask({}, [], agent);
    const seen = ['planted'];
    agent.cookies.set('chancery-session', 'planted');
    await agent.signIn(page, ada);
    for (let i = 0; i < 2; i += 1) {
      const session = agent.cookies.get('chancery-session');
      assert.match(session, /^[\w-]{43}$/);
      assert.ok(!seen.includes(session));
      seen.push(session);
      await agent.signIn(await ask({ prompt: 'login' }, [], agent), ada);
    }
    assert.equal(agent.cookies.size, 2);
  });

  test('two tabs show the sign-in page, and both of their forms work', async () => {
    const agent = newAgent();
    const tabs = [await ask({}, [], agent), await ask({}, [], agent)];
    for (const tab of tabs) assert.ok((await agent.walk(tab, ada)) instanceof Callback);
  });

  test('B78 cookies of an https issuer belong to its host alone', async () => {
    const secure = await Chancery.start({ CHANCERY_ISSUER: 'https://login.example.com' });
    try {
      await secure.addBrowserApp('app', redirectUri, scope);
      const answer = await fetch(`${secure.issuer}/oauth2/authorize?${query()}`, { redirect: 'manual' });
      assert.ok(answer.headers.get('location').startsWith('https://login.example.com/login?'));
      const [cookie, ...others] = answer.headers.getSetCookie();
      assert.deepEqual(others, []);
      assert.match(cookie, /^__Host-chancery-browser=[\w-]{43}; /);
      assert.deepEqual(cookie.split('; ').slice(1).sort(), ['HttpOnly', 'Path=/', 'SameSite=Lax', 'Secure']);
    } finally {
      await secure.stop();
    }
  });

  test('B79 an interaction of another browser leads to a page', async () => {
    const victim = await signedIn();
    const page = await ask({}, [], newAgent());
    const interaction = page.form.hidden.find(([name]) => name === 'interaction')[1];
    for (const path of ['/login', '/consent']) {
      await isPage(victim.get(`${path}?${new URLSearchParams({ interaction })}`));
      await isPage(victim.get(`${path}?interaction=forged`));
      await isPage(victim.get(path));
    }
  });

  test('B7 an interaction with a byte changed leads to a page', async () => {
    const agent = newAgent();
    const page = await ask({}, [], agent);
    const interaction = page.form.hidden.find(([name]) => name === 'interaction')[1];
    for (const at of [0, 20, Math.floor(interaction.length / 2), interaction.length - 2]) {
      const other = interaction[at] === 'A' ? 'B' : 'A';
      const changed = interaction.slice(0, at) + other + interaction.slice(at + 1);
      await isPage(agent.get(`/consent?${new URLSearchParams({ interaction: changed })}`));
    }
  });

  test('HEAD, other methods, other types', async () => {
    const status = async (path, options) => (await fetch(chancery.issuer + path, { redirect: 'manual', ...options })).status;
    assert.equal(await status(`/oauth2/authorize?${query()}`, { method: 'HEAD' }), 303);
    assert.equal(await status('/login', { method: 'DELETE' }), 405);
    const json = { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } };
    for (const path of ['/oauth2/authorize', '/login', '/consent', '/logout', '/oauth2/logout']) {
      const answer = await status(path, json);
      assert.ok(answer >= 400 && answer < 500, `${path}: ${answer}`);
    }
  });
});

describe('a code is worth nothing', () => {
  let agent;
  before(async () => {
    agent = await signedIn();
  });

  test('B19 to another client, and still something to its own', async () => {
    const code = await codeOf(agent);
    await isInvalidGrant(redemption(code, { client_id: 'other' }));
    assert.equal((await redemption(code)).status, 200);
  });

  for (const redirect_uri of [undefined, loopback, `${redirectUri}/`, '']) {
    test(`B22 with redirect_uri ${redirect_uri}`, async () => {
      await isInvalidGrant(redemption(await codeOf(agent), { redirect_uri }));
    });
  }

  for (const code_verifier of [undefined, '', verifier.slice(1), 'x'.repeat(43), 'x'.repeat(129), `${verifier.slice(1)}!`]) {
    test(`B23 with verifier ${code_verifier?.slice(0, 12)}, and with the right one afterwards`, async () => {
      const code = await codeOf(agent);
      await isInvalidGrant(redemption(code, { code_verifier }));
      await isInvalidGrant(redemption(code));
    });
  }

  test('B24 with a verifier that was not announced', async () => {
    const secret = (await chancery.command('client', 'rotate-secret', 'plain', '--json')).trim();
    const { client_secret } = JSON.parse(secret);
    const plain = { client_id: 'plain', client_secret };
    const own = await signedIn();
    const unannounced = { client_id: 'plain', code_challenge: undefined, code_challenge_method: undefined };
    const first = await own.walk(ask(unannounced, [], own), ada);
    await isInvalidGrant(redemption(first.parameters.code, plain));
    const code = await codeOf(own, unannounced);
    assert.equal((await redemption(code, { ...plain, code_verifier: undefined })).status, 200);
  });

  test('B25 with the verifier of another request', async () => {
    const other = createHash('sha256').update('x'.repeat(43)).digest('base64url');
    await isInvalidGrant(redemption(await codeOf(agent, { code_challenge: other })));
  });

  test('once its browser has signed out', async () => {
    const own = await signedIn();
    const code = await codeOf(own);
    await own.submit(await own.get('/oauth2/logout'));
    await isInvalidGrant(redemption(code));
  });

  test('once its user was disabled, and the browser session neither', async () => {
    const user = await chancery.addUser('bob');
    const own = newAgent();
    await own.walk(ask({}, [], own), user);
    const code = await codeOf(own);
    await chancery.command('user', 'disable', 'bob');
    await isInvalidGrant(redemption(code));
    await isError(ask({ prompt: 'none' }, [], own), 'login_required');
    const again = await own.signIn(await ask({}, [], own), user);
    assert.match(again.html, /role="alert"/);
  });

  test('B34 if it is no code', async () => {
    for (const code of ['', 'x', 'x'.repeat(43), '%00', 'é', "' OR 1=1--", 'x'.repeat(5000)]) {
      const { status, body } = await redemption(code);
      assert.equal(status, 400);
      assert.ok(['invalid_grant', 'invalid_request'].includes(body.error), body.error);
    }
  });
});

describe('consent', () => {
  test('is asked for more scopes, and remembered for fewer', async () => {
    const agent = newAgent();
    const third = (scopes) => ask({ client_id: 'third-party', scope: scopes }, [], agent);
    const narrow = await agent.signIn(await third('openid profile'), ada);
    assert.equal(narrow.kind, 'consent');
    assert.ok((await agent.submit(narrow, {}, 'allow')) instanceof Callback);
    assert.ok((await third('openid')) instanceof Callback);
    assert.equal((await third('openid profile offline_access')).kind, 'consent');
    await isError(ask({ client_id: 'third-party', scope, prompt: 'none' }, [], agent), 'consent_required');
  });

  test('B7 a consent form gives what it was shown for, whatever is added to it', async () => {
    const agent = newAgent();
    const user = await chancery.addUser('cleo');
    const page = await agent.signIn(await ask({ client_id: 'third-party' }, [], agent), user);
    const callback = await agent.submit(page, { scope, redirect_uri: 'https://evil.example/', client_id: 'app' }, 'allow');
    assert.equal(callback.url.origin + callback.url.pathname, redirectUri);
    const { body } = await redemption(callback.parameters.code, { client_id: 'third-party' });
    assert.equal(body.scope ?? 'openid', 'openid');
  });
});
