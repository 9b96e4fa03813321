// B100: what the server writes holds none of the secrets that went through it.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Chancery, randomSecret } from './chancery.mjs';

/** A request as raw as a careless caller makes it. */
async function send(chancery, path, { form, headers = {}, method = form ? 'POST' : 'GET' }) {
  const body = form && new URLSearchParams(form);
  const answer = await fetch(chancery.issuer + path, { method, headers, body });
  const text = await answer.text();
  return { status: answer.status, text, json: () => JSON.parse(text) };
}

const basic = (id, secret) => ({ authorization: `Basic ${btoa(`${id}:${secret}`)}` });
const bearer = (token) => ({ authorization: `Bearer ${token}` });

/** Every way that a secret enters or leaves, well and badly. Resolves to the secrets. */
async function useSecretsEverywhere(chancery) {
  await chancery.addApp('app', 'openid offline_access', '--audience', 'api');
  const user = await chancery.addUser('ada');
  const service = await chancery.addService(
    'service',
    ...['--grant', 'client_credentials', '--audience', 'api', '--introspect', 'api'],
  );
  const credentials = { username: 'ada', password: user.password };
  const login = { grant_type: 'password', client_id: 'app', ...credentials };
  const tokens = (await send(chancery, '/oauth2/token', { form: login })).json();
  const again = { grant_type: 'refresh_token', client_id: 'app', refresh_token: tokens.refresh_token };
  const next = (await send(chancery, '/oauth2/token', { form: again })).json();
  const wrong = randomSecret();
  const auth = basic('service', service.secret);
  const requests = [
    ['/oauth2/token', { form: { ...login, password: wrong } }],
    ['/oauth2/token', { form: { ...login, username: wrong } }],
    ['/oauth2/token', { form: { grant_type: 'client_credentials' }, headers: auth }],
    ['/oauth2/token', { form: { grant_type: 'client_credentials' }, headers: basic('service', wrong) }],
    ['/oauth2/token', { form: { ...login, client_secret: wrong } }],
    ['/oauth2/token', { form: { ...again, refresh_token: `${next.refresh_token}x` } }],
    [`/oauth2/token?password=${wrong}`, { form: login }],
    [`/oauth2/userinfo?access_token=${next.access_token}`, {}],
    [`/oauth2/userinfo/${next.access_token}`, {}],
    [`/${wrong}`, {}],
    ['/oauth2/userinfo', { headers: bearer(next.access_token) }],
    ['/oauth2/userinfo', { headers: bearer(`${next.access_token}x`) }],
    ['/oauth2/introspect', { form: { token: next.access_token }, headers: auth }],
    ['/oauth2/introspect', { form: { token: next.refresh_token }, headers: auth }],
    ['/oauth2/revoke', { form: { token: next.refresh_token, client_id: 'app' } }],
  ];
  for (const [path, options] of requests) await send(chancery, path, options);
  return {
    'a password': user.password,
    'a client secret': service.secret,
    'a guess': wrong,
    'Basic credentials': auth.authorization.slice('Basic '.length),
    'an access token': tokens.access_token,
    'an access token\'s signature': next.access_token.split('.')[2],
    'a refresh token': tokens.refresh_token,
    'its successor': next.refresh_token,
    'the end of a refresh token': next.refresh_token.slice(-40),
  };
}

test('B100 no secret is in the log', async () => {
  const chancery = await Chancery.start();
  let secrets;
  try {
    secrets = await useSecretsEverywhere(chancery);
  } finally {
    await chancery.stop();
  }
  assert.match(chancery.output, /\/oauth2\/token/, 'the requests were logged');
  for (const [what, secret] of Object.entries(secrets)) {
    assert.ok(secret.length >= 40, what);
    assert.ok(!chancery.output.includes(secret), `${what} is in the log`);
  }
});

test('B100 every line of the log is JSON with a request id', async () => {
  const chancery = await Chancery.start();
  try {
    await send(chancery, '/health/live', { headers: { 'x-request-id': 'a-caller-chose-this' } });
  } finally {
    await chancery.stop();
  }
  const lines = chancery.output.trim().split('\n').map((line) => JSON.parse(line));
  assert.ok(lines.some((line) => line.request_id === 'a-caller-chose-this' && line.status === 200));
});
