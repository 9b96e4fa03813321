// Second factors in Chromium: passkeys of its virtual authenticator, codes by OATH Toolkit.

import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, describe, test } from 'node:test';

import { Chancery } from './chancery.mjs';
import { nextSecond } from './clock.mjs';
import { totpCode } from './totp.mjs';
import { decodeJwt } from 'jose';
import * as client from 'openid-client';
import { chromium } from 'playwright-core';

let chancery;
let app;
let browser;
let config;

before(async () => {
  app = createServer((_, answer) => answer.end('back at the app'));
  await new Promise((resolve) => app.listen(0, '127.0.0.1', resolve));
  app.callback = `http://127.0.0.1:${app.address().port}/callback`;
  chancery = await Chancery.start({}, 'localhost');
  await chancery.addApp('web', 'openid');
  await chancery.addBrowserApp('shop', app.callback, 'openid', '--first-party');
  config = await client.discovery(new URL(chancery.issuer), 'shop', {}, client.None(), {
    execute: [client.allowInsecureRequests],
  });
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox'],
  });
});

after(async () => {
  await browser?.close();
  if (chancery) assert.equal(await chancery.stop(), 0);
  app?.close();
});

/** Asks the first-party API; resolves to the body of an answer that is no error. */
async function api(path, json, token, method = 'POST') {
  const answer = await fetch(`${chancery.issuer}/api/v1/${path}`, {
    method,
    headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
    body: JSON.stringify(json),
  });
  const body = answer.status === 204 ? undefined : await answer.json();
  assert.ok(answer.ok, `${path}: ${JSON.stringify(body)}`);
  return body;
}

/** A user who is logged in at the API and may change their factors. */
async function newUser(name) {
  const user = await chancery.addUser(name);
  const login = { login: name, password: user.password, client_id: 'web' };
  user.token = (await api('auth/login', login)).access_token;
  const current_password = user.password;
  user.proof = (await api('users/me/proof', { current_password }, user.token)).proof;
  return user;
}

/** A browser of its own, with an authenticator that keeps passkeys, and may know its user. */
async function openBrowser({ verifies = true } = {}) {
  const context = await browser.newContext({ locale: 'en-GB' });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  const devtools = await context.newCDPSession(page);
  await devtools.send('WebAuthn.enable');
  await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: verifies,
      isUserVerified: verifies,
      automaticPresenceSimulation: true,
    },
  });
  return { context, page };
}

/** As an app does it in its own page. */
async function enrolPasskey(page, user) {
  const { enrolment, passkey } = await api('users/me/factors/passkey', { proof: user.proof }, user.token);
  await page.goto(`${chancery.issuer}/docs`);
  const made = await page.evaluate(async (options) => {
    const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options);
    return (await navigator.credentials.create({ publicKey })).toJSON();
  }, passkey);
  const enrolled = await api('users/me/factors/passkey/confirm', { enrolment, passkey: made }, user.token);
  await nextSecond(); // challenges of one second have no order
  return enrolled;
}

async function enrolApp(user) {
  const { enrolment, secret } = await api('users/me/factors/totp', { proof: user.proof }, user.token);
  const code = await totpCode(secret);
  const enrolled = await api('users/me/factors/totp/confirm', { enrolment, code }, user.token);
  return { secret, recoveryCodes: enrolled.recovery_codes };
}

/** An authorization request, and what its code is worth in the end. */
async function begin(page, parameters = {}) {
  const pkceCodeVerifier = client.randomPKCECodeVerifier();
  const url = client.buildAuthorizationUrl(config, {
    redirect_uri: app.callback,
    scope: 'openid',
    code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
    code_challenge_method: 'S256',
    ...parameters,
  });
  await page.goto(url.href);
  return async () => {
    await page.waitForURL(`${app.callback}?**`);
    const tokens = await client.authorizationCodeGrant(config, new URL(page.url()), { pkceCodeVerifier });
    const { acr, amr } = tokens.claims();
    assert.deepEqual(decodeJwt(tokens.access_token).amr, amr);
    return { acr, amr: [...amr].sort() };
  };
}

async function givePassword(page, user) {
  await page.fill('#username', user.username);
  await page.fill('#password', user.password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

describe('a passkey', () => {
  test('signs in without a password, and is two factors where it verifies its user', async () => {
    const user = await newUser('grace');
    const { context, page } = await openBrowser();
    await enrolPasskey(page, user);
    const done = await begin(page);
    await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
    const { acr, amr } = await done();
    assert.equal(acr, '2');
    assert.ok(amr.includes('mfa') && amr.includes('user') && !amr.includes('pwd'), `${amr}`);
    await context.close();
  });

  test('is asked for behind the password, and then need not verify its user', async () => {
    const user = await newUser('hedy');
    const { context, page } = await openBrowser({ verifies: false });
    await enrolPasskey(page, user);
    const done = await begin(page);
    await givePassword(page, user);
    await page.getByRole('button', { name: 'Use a passkey or security key' }).click();
    const { acr, amr } = await done();
    assert.equal(acr, '2');
    assert.ok(amr.includes('pwd') && amr.includes('mfa'), `${amr}`);
    await context.close();
  });

  test('of nobody leaves the page as it is, and says so', async () => {
    const { context, page } = await openBrowser();
    await begin(page);
    await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
    await page.getByText('The browser gave no passkey').waitFor();
    assert.equal(new URL(page.url()).pathname, '/login');
    await context.close();
  });
});

describe('an authenticator app', () => {
  test('is asked for behind the password; a code counts once, a recovery code helps', async () => {
    const user = await newUser('joan');
    const { secret, recoveryCodes } = await enrolApp(user);
    const { context, page } = await openBrowser();
    const done = await begin(page);
    await givePassword(page, user);
    assert.equal(new URL(page.url()).pathname, '/login/factor');
    await page.fill('#code', '000000');
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByText('That did not work').waitFor();
    const code = await totpCode(secret, 1);
    await page.fill('#code', code);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    assert.deepEqual(await done(), { acr: '2', amr: ['mfa', 'otp', 'pwd'] });

    const other = await openBrowser();
    const again = await begin(other.page);
    await givePassword(other.page, user);
    await other.page.fill('#code', code);
    await other.page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await other.page.getByText('That did not work').waitFor();
    await other.page.getByText('Something else?').click();
    await other.page.fill('#recovery_code', recoveryCodes[0]);
    await other.page.getByRole('button', { name: 'Sign in with a recovery code' }).click();
    assert.deepEqual((await again()).acr, '2');
    await context.close();
    await other.context.close();
  });

  test('is asked for alone when an app wants more of who is signed in (RFC 9470)', async () => {
    const user = await newUser('mary');
    const { context, page } = await openBrowser();
    const first = await begin(page);
    await givePassword(page, user);
    assert.deepEqual(await first(), { acr: '1', amr: ['pwd'] });
    const { secret } = await enrolApp(user);
    const more = await begin(page, { acr_values: '2' });
    assert.equal(new URL(page.url()).pathname, '/login/factor');
    await page.fill('#code', await totpCode(secret, 1));
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    assert.deepEqual(await more(), { acr: '2', amr: ['mfa', 'otp', 'pwd'] });
    await context.close();
  });
});

describe('the account page', () => {
  /** Signs in to it, and proves who it is once more. */
  async function openFactors(page, user) {
    await page.goto(`${chancery.issuer}/account/factors`);
    await givePassword(page, user);
    await page.goto(`${chancery.issuer}/account/factors`);
    await page.fill('#current', user.password);
    await page.getByRole('button', { name: 'Continue' }).click();
  }

  test('takes an authenticator app without any script', async () => {
    const user = await chancery.addUser('ida');
    user.username = 'ida';
    const context = await browser.newContext({ locale: 'en-GB', javaScriptEnabled: false });
    const page = await context.newPage();
    await openFactors(page, user);
    await page.getByRole('button', { name: 'Add an authenticator app' }).click();
    assert.ok(await page.getByRole('img', { name: 'QR code of the key below' }).isVisible());
    const secret = (await page.textContent('code')).replaceAll(' ', '');
    await page.fill('#code', '000000');
    await page.getByRole('button', { name: 'Add an authenticator app' }).click();
    await page.getByText('This is not the code that the app shows now').waitFor();
    await page.fill('#code', await totpCode(secret));
    await page.fill('#name', 'My phone');
    await page.getByRole('button', { name: 'Add an authenticator app' }).click();
    const codes = await page.locator('.codes code').allTextContents();
    assert.equal(codes.length, 10);
    await page.getByRole('button', { name: 'I have kept them' }).click();
    await page.getByText('My phone').waitFor();

    // The session goes on: nobody is asked for a code twice.
    await page.goto(`${chancery.issuer}/account`);
    assert.equal(new URL(page.url()).pathname, '/account');

    // Once more it takes both to change anything.
    await page.goto(`${chancery.issuer}/account/factors`);
    await page.fill('#current', user.password);
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByText('Something else?').click();
    await page.fill('#recovery_code', codes[0]);
    await page.locator('details').getByRole('button', { name: 'Continue' }).click();
    await page.getByText('Recovery codes left: 9').waitFor();
    await page.getByRole('button', { name: 'Change “My phone”' }).click();
    await page.fill('#name', 'Old phone');
    await page.getByRole('button', { name: 'Save the name' }).click();
    await page.getByRole('button', { name: 'Change “Old phone”' }).click();
    await page.getByRole('button', { name: 'Remove it' }).click();
    await page.getByText('It is removed.').waitFor();
    await context.close();
  });

  test('makes a passkey, which then signs in', async () => {
    const user = await chancery.addUser('edith');
    user.username = 'edith';
    const { context, page } = await openBrowser();
    await openFactors(page, user);
    await page.getByRole('button', { name: 'Add a passkey or security key' }).click();
    await page.fill('#name', 'My laptop');
    await page.getByRole('button', { name: 'Add a passkey or security key' }).click();
    await page.getByRole('button', { name: 'I have kept them' }).click();
    await page.getByText('My laptop').waitFor();
    await nextSecond(); // challenges of one second have no order
    await context.clearCookies();
    const done = await begin(page);
    await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
    assert.equal((await done()).acr, '2');

    // To change anything it is asked for behind the password.
    await nextSecond();
    await page.goto(`${chancery.issuer}/account/factors`);
    await page.fill('#current', user.password);
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByRole('button', { name: 'Use a passkey or security key' }).click();
    await page.getByText('My laptop').waitFor();
    assert.ok(await page.getByRole('button', { name: 'Change “My laptop”' }).isVisible());
    await context.close();
  });
});
