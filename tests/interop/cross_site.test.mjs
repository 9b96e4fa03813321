// Forms that a page of another site posts to the authority, in Chromium: the cookies are SameSite=Lax and
// stay behind, which must neither sign anybody out nor hide that somebody is signed in.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import { after, before, describe, test } from 'node:test';

import { Chancery, randomSecret } from './chancery.mjs';
import { chromium } from 'playwright-core';

const escape = (text) => text.replace(/[&"<]/g, (c) => `&#${c.charCodeAt(0)};`);
const input = ([name, value]) => `<input type="hidden" name="${escape(name)}" value="${escape(value)}">`;

let chancery;
let browser;
let site;
let elsewhere;
let form = { action: '', fields: {} };
let ada;

before(async () => {
  // `/form` posts itself as soon as it is there; a port does not count for what a site is, a name does.
  site = createServer((request, response) => {
    response.setHeader('content-type', 'text/html');
    if (!request.url.startsWith('/form')) return response.end('<h1>the app</h1>');
    const fields = Object.entries(form.fields).map(input).join('');
    return response.end(`<form method="post" action="${escape(form.action)}">${fields}</form>
      <script>document.forms[0].submit()</script>`);
  });
  await new Promise((resolve) => site.listen(0, '127.0.0.1', resolve));
  elsewhere = `http://localhost:${site.address().port}`;
  chancery = await Chancery.start();
  ada = await chancery.addUser('ada');
  const home = ['--post-logout-redirect-uri', `${elsewhere}/bye`, '--first-party'];
  await chancery.addBrowserApp('notes', `${elsewhere}/cb`, 'openid', ...home);
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox'],
  });
});

after(async () => {
  await browser?.close();
  await chancery?.stop();
  site?.close();
});

const request = (verifier, more = {}) => ({
  response_type: 'code',
  client_id: 'notes',
  redirect_uri: `${elsewhere}/cb`,
  scope: 'openid',
  code_challenge: createHash('sha256').update(verifier).digest('base64url'),
  code_challenge_method: 'S256',
  ...more,
});

/** Signed in at the authority, and the app's ID token. */
async function signedIn() {
  const context = await browser.newContext({ locale: 'en-GB' });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  const verifier = randomSecret();
  await page.goto(`${chancery.issuer}/oauth2/authorize?${new URLSearchParams(request(verifier))}`);
  await page.fill('#username', ada.username);
  await page.fill('#password', ada.password);
  await page.press('#password', 'Enter');
  await page.waitForURL(`${elsewhere}/cb?**`);
  const body = new URLSearchParams({
    grant_type: 'authorization_code',
    client_id: 'notes',
    code: new URL(page.url()).searchParams.get('code'),
    redirect_uri: `${elsewhere}/cb`,
    code_verifier: verifier,
  });
  const tokens = await (await fetch(`${chancery.issuer}/oauth2/token`, { method: 'POST', body })).json();
  return { context, page, idToken: tokens.id_token };
}

const session = async (context) =>
  (await context.cookies(chancery.issuer)).find(({ name }) => name === 'chancery-session')?.value;

async function post(page, path, fields) {
  form = { action: `${chancery.issuer}${path}`, fields };
  await page.goto(`${elsewhere}/form`);
  await page.waitForURL((url) => url.pathname !== '/form');
}

describe('a form of another site', () => {
  test('B91 signs nobody out: the user is asked', async () => {
    const { context, page } = await signedIn();
    const before = await session(context);
    await post(page, '/oauth2/logout', {});
    await page.locator('form[action$="/logout"]').waitFor();
    assert.equal(new URL(page.url()).pathname, '/oauth2/logout');
    assert.equal(await session(context), before);
    await context.close();
  });

  test('of the app that signed in ends the session, and the browser is back at the app', async () => {
    const { context, page, idToken } = await signedIn();
    const fields = { id_token_hint: idToken, post_logout_redirect_uri: `${elsewhere}/bye`, state: 'a&b' };
    await post(page, '/oauth2/logout', fields);
    await page.waitForURL(`${elsewhere}/bye?**`);
    assert.equal(new URL(page.url()).searchParams.get('state'), 'a&b');
    assert.equal(await session(context), undefined);
    await context.close();
  });

  test('asks for a code, and who is signed in stays so', async () => {
    const { context, page } = await signedIn();
    const before = await context.cookies(chancery.issuer);
    await post(page, '/oauth2/authorize', request(randomSecret(), { prompt: 'none', state: 's' }));
    await page.waitForURL(`${elsewhere}/cb?**`);
    const answer = new URL(page.url()).searchParams;
    assert.ok(answer.get('code'), answer.toString());
    const values = (cookies) => cookies.map(({ name, value }) => `${name}=${value}`).sort();
    assert.deepEqual(values(await context.cookies(chancery.issuer)), values(before));
    await context.close();
  });
});
