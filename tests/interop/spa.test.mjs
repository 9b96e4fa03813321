// An app in the browser with `oidc-client-ts`, in Chromium: sign in, renew, sign out. And the pages as a
// running server sends them, with their headers: in build/screenshots there is a picture of each.

import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';

import axe from 'axe-core';
import { Chancery, randomSecret } from './chancery.mjs';
import { addCompleteUser } from './complete_user.mjs';
import { serveApp } from './spa/serve.mjs';
import { chromium } from 'playwright-core';

const scope = 'openid profile email offline_access';
const pictures = fileURLToPath(new URL('../../build/screenshots/', import.meta.url));
const maxPageBytes = 50 * 1024;

let app;
let chancery;
let browser;
let ada;

before(async () => {
  app = await serveApp();
  chancery = await Chancery.start();
  ada = await addCompleteUser(chancery, 'ada');
  // The same site as the issuer's, and another one: a port does not count, a name does.
  const origins = ['127.0.0.1', 'localhost'].map((host) => `http://${host}:${app.port}`);
  const uris = origins.flatMap((origin) => [`${origin}/`, `${origin}/callback.html`]);
  const flags = [
    ...uris.slice(1).flatMap((uri) => ['--redirect-uri', uri]),
    ...origins.flatMap((origin) => ['--post-logout-redirect-uri', `${origin}/`]),
    ...['--policy-uri', 'https://app.example/privacy', '--tos-uri', 'https://app.example/terms'],
  ];
  await chancery.addBrowserApp('spa', uris[0], scope, ...flags);
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox'],
  });
  await mkdir(pictures, { recursive: true });
});

after(async () => {
  await browser?.close();
  if (chancery) assert.equal(await chancery.stop(), 0);
  await app?.close();
});

/** A new browser, and what it asks of whom. */
async function openBrowser(options = {}) {
  const context = await browser.newContext({ locale: 'en-GB', ...options });
  const page = await context.newPage();
  const requests = [];
  context.on('request', (request) => requests.push(request));
  page.setDefaultTimeout(20_000);
  return { context, page, requests };
}

async function openApp(page, host = '127.0.0.1') {
  await page.goto(`http://${host}:${app.port}/?issuer=${encodeURIComponent(chancery.issuer)}`);
  await state(page, 'signed out');
}

const state = (page, text) => page.locator('#state', { hasText: new RegExp(`^${text}$`) }).waitFor();
const user = async (page) => JSON.parse(await page.locator('#user').textContent());

async function signInAt(page, { username, password }) {
  await page.fill('#username', username);
  await page.fill('#password', password);
  await page.press('#password', 'Enter');
}

/** Through the pages, allowing what is asked if it is asked. */
async function signIn(page, host) {
  await openApp(page, host);
  await page.click('#sign-in');
  await signInAt(page, ada);
  await page.waitForURL((url) => url.port === `${app.port}` || url.pathname === '/consent');
  if (new URL(page.url()).pathname === '/consent') await page.click('button[name=allow]');
  await state(page, 'signed in');
}

describe('oidc-client-ts', () => {
  test('signs in by redirect, and reads userinfo', async () => {
    const { page, context } = await openBrowser();
    await signIn(page);
    const { profile, refresh_token, id_token } = await user(page);
    assert.equal(profile.preferred_username, 'ada');
    assert.equal(profile.email, ada.email);
    assert.ok(refresh_token && id_token);
    assert.equal(new URL(page.url()).search, '');
    await context.close();
  });

  test('renews silently by its refresh token', async () => {
    const { page, context } = await openBrowser();
    await signIn(page);
    const before = await user(page);
    await page.click('#renew');
    await state(page, 'signed in');
    const renewed = await user(page);
    assert.notEqual(renewed.access_token, before.access_token);
    assert.notEqual(renewed.refresh_token, before.refresh_token);
    assert.equal(renewed.profile.sub, before.profile.sub);
    await context.close();
  });

  test('renews by an iframe on the same site: prompt=none redirects and shows no page', async () => {
    const { page, context } = await openBrowser();
    await signIn(page);
    const before = await user(page);
    await page.click('#renew-by-iframe');
    await state(page, 'signed in');
    const renewed = await user(page);
    assert.notEqual(renewed.profile.sid, before.profile.sid);
    assert.equal(renewed.profile.sub, before.profile.sub);
    await context.close();
  });

  test('an iframe of another site is told login_required: it is sent no cookie', async () => {
    const { page, context } = await openBrowser();
    await signIn(page, 'localhost');
    await page.click('#renew-by-iframe');
    await state(page, 'failed: login_required');
    await context.close();
  });

  test('a browser of another site renews by its refresh token', async () => {
    const { page, context } = await openBrowser();
    await signIn(page, 'localhost');
    await page.click('#renew');
    await state(page, 'signed in');
    await context.close();
  });

  test('signs in by popup', async () => {
    const { page, context } = await openBrowser();
    await openApp(page);
    const [popup] = await Promise.all([context.waitForEvent('page'), page.click('#sign-in-popup')]);
    await signInAt(popup, ada);
    await state(page, 'signed in');
    assert.equal((await user(page)).profile.preferred_username, 'ada');
    await context.close();
  });

  test('cancel at the login is access_denied', async () => {
    const { page, context } = await openBrowser();
    await openApp(page);
    await page.click('#sign-in');
    await page.click('button[name=cancel]');
    await state(page, 'failed: access_denied');
    await context.close();
  });

  test('signs out, and then the next sign-in asks for the password', async () => {
    const { page, context } = await openBrowser();
    await signIn(page);
    const { refresh_token } = await user(page);
    await page.click('#sign-out');
    await state(page, 'signed out');
    assert.equal(new URL(page.url()).port, `${app.port}`);
    await page.click('#sign-in');
    await page.locator('#password').waitFor();
    const body = new URLSearchParams({ grant_type: 'refresh_token', client_id: 'spa', refresh_token });
    const refused = await fetch(`${chancery.issuer}/oauth2/token`, { method: 'POST', body });
    assert.equal((await refused.json()).error, 'invalid_grant');
    await context.close();
  });

  test('an app of another site may not read what it is not registered for', async () => {
    const { page, context } = await openBrowser();
    await signIn(page);
    const read = (path) =>
      page.evaluate((url) => fetch(url).then(() => 'read', () => 'refused'), chancery.issuer + path);
    assert.equal(await read('/.well-known/openid-configuration'), 'read');
    assert.equal(await read('/login'), 'refused');
    assert.equal(await read('/oauth2/logout'), 'refused');
    await context.close();
  });
});

describe('the pages of a running server', () => {
  const request = (parameters = {}) =>
    `${chancery.issuer}/oauth2/authorize?${new URLSearchParams({
      client_id: 'spa',
      redirect_uri: `http://127.0.0.1:${app.port}/`,
      response_type: 'code',
      scope,
      code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
      code_challenge_method: 'S256',
      ...parameters,
    })}`;

  /** Every page there is, one after another, as one person meets them. */
  async function visitAll(page, see) {
    await page.goto(request({ prompt: 'consent' }));
    await see('login');
    await signInAt(page, { username: 'ada', password: randomSecret() });
    await page.locator('[role=alert]').waitFor();
    await see('login-error');
    await signInAt(page, ada);
    await page.waitForURL(/\/consent/);
    await see('consent');
    await page.goto(`${chancery.issuer}/oauth2/logout`);
    await see('logout');
    await page.click('button.main');
    await page.waitForLoadState();
    await see('signed-out');
    await page.goto(request({ redirect_uri: 'https://elsewhere.example/' }));
    await see('error');
  }

  for (const width of [1280, 390]) {
    for (const colorScheme of ['light', 'dark']) {
      test(`at ${width} px, ${colorScheme}: no violation, nothing from elsewhere, at most 50 KB`, async () => {
        const viewport = { width, height: 860 };
        const { page, context, requests } = await openBrowser({ viewport, colorScheme });
        const seen = [];
        const bytes = [];
        page.on('response', async (response) => {
          if (response.status() < 300) bytes.push((await response.body()).length);
        });
        await visitAll(page, async (name) => {
          seen.push(name);
          await page.screenshot({ path: `${pictures}${name}-${width}-${colorScheme}.png`, fullPage: true });
          await page.evaluate(axe.source);
          const { violations } = await page.evaluate(() =>
            globalThis.axe.run(document, { resultTypes: ['violations'] }));
          const told = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`);
          assert.deepEqual(told, [], name);
        });
        assert.deepEqual(seen, ['login', 'login-error', 'consent', 'logout', 'signed-out', 'error']);
        for (const asked of requests) {
          assert.equal(new URL(asked.url()).origin, chancery.issuer);
          assert.equal(asked.resourceType(), 'document', 'a page loads nothing besides itself');
        }
        assert.ok(bytes.length > 0 && Math.max(...bytes) <= maxPageBytes, `${Math.max(...bytes)} bytes`);
        await context.close();
      });
    }
  }

  test('B16 no page can be framed', async () => {
    const { page, context } = await openBrowser();
    await page.goto(`http://127.0.0.1:${app.port}/`);
    for (const url of [request(), `${chancery.issuer}/oauth2/logout`, request({ client_id: 'nobody' })]) {
      await page.evaluate(async (src) => {
        const frame = document.createElement('iframe');
        const loaded = new Promise((resolve) => frame.addEventListener('load', resolve));
        frame.src = src;
        document.body.append(frame);
        await loaded;
      }, url);
    }
    assert.equal(page.frames().length, 4);
    for (const frame of page.frames().slice(1)) assert.match(frame.url(), /^chrome-error:/);
    await context.close();
  });

  test('without JavaScript the same people get in', async () => {
    const { page, context } = await openBrowser({ javaScriptEnabled: false });
    await page.goto(request({ response_mode: 'form_post' }));
    await page.fill('#username', 'ada');
    await page.fill('#password', ada.password);
    await page.click('button.main');
    await page.waitForLoadState();
    if (new URL(page.url()).pathname === '/consent' && (await page.locator('button[name=allow]').count())) {
      await page.click('button[name=allow]');
      await page.waitForLoadState();
    }
    const [posted] = await Promise.all([
      page.waitForRequest((asked) => asked.url() === `http://127.0.0.1:${app.port}/`),
      page.click('button.main'),
    ]);
    assert.ok(new URLSearchParams(posted.postData()).get('code'));
    await context.close();
  });

  for (const [locale, title] of [['de-AT', 'Anmelden'], ['fr', 'Se connecter'], ['pt-BR', 'Sign in']]) {
    test(`a browser that prefers ${locale} reads “${title}”`, async () => {
      const { page, context } = await openBrowser({ locale });
      await page.goto(request());
      assert.equal(await page.locator('h1').textContent(), title);
      await context.close();
    });
  }
});
