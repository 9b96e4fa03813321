// The pages in a browser: axe finds nothing to complain of, nothing overflows, nothing is loaded, and
// the order of focus is the order of reading. With CHANCERY_SCREENSHOTS=FOLDER each is also pictured.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import axe from 'axe-core';
import { chromium } from 'playwright-core';

const writer = process.env.CHANCERY_PAGES ?? 'build/release/tests/write_pages';
const shots = process.env.CHANCERY_SCREENSHOTS;
const widths = [1280, 390, 320];
const base = 'https://login.example.com/';
const schemes = ['light', 'dark'];

let browser;
let page;
let asked;
let folder;
let names;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chancery-pages-'));
  execFileSync(writer, [folder]);
  names = (await readdir(folder)).map((file) => file.replace(/\.html$/, '')).sort();
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox'],
  });
  page = await browser.newPage();
  asked = [];
  await page.route('**', async (route) => {
    const url = route.request().url();
    if (route.request().isNavigationRequest() && url.startsWith(base)) {
      return route.fulfill({ contentType: 'text/html', body: await html(url.slice(base.length)) });
    }
    asked.push(url);
    return route.abort();
  });
  if (shots) await mkdir(shots, { recursive: true });
});

after(async () => {
  await browser?.close();
  await rm(folder, { recursive: true, force: true });
});

/** A page without the script of its own: one that answers by a form would send itself on. */
async function html(name) {
  const text = await readFile(join(folder, `${name}.html`), 'utf8');
  return text.replace(/<script>.*?<\/script>/s, '');
}

/** Shows a page. Resolves to the browser's page, the same one each time. */
async function open(name, { width = 1280, colorScheme = 'light' } = {}) {
  await page.setViewportSize({ width, height: 860 });
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
  await page.goto(base + name);
  return page;
}

async function violations() {
  await page.evaluate(axe.source);
  const found = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations'] }));
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`);
}

test('axe finds no violation on any page, light and dark', async () => {
  for (const name of names) {
    for (const colorScheme of schemes) {
      await open(name, { colorScheme });
      assert.deepEqual(await violations(), [], `${name}, ${colorScheme}`);
      assert.deepEqual(asked, [], `${name} loads something`);
    }
  }
});

test('no page scrolls sideways, down to 320 px', async () => {
  for (const name of names) {
    for (const width of widths) {
      await open(name, { width });
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(wide <= width, `${name} is ${wide} px wide at ${width}`);
    }
  }
});

test('what can be pressed is big enough for a finger', async () => {
  for (const name of names) {
    await open(name, { width: 390 });
    const small = await page.evaluate(() =>
      [...document.querySelectorAll('button, a, input:not([type=hidden])')]
        .map((element) => ({ html: element.outerHTML, height: element.getBoundingClientRect().height }))
        .filter(({ height }) => height < 24),
    );
    assert.deepEqual(small, [], name);
  }
});

test('focus begins in the first field to fill in and goes on in the order of reading', async () => {
  const order = async (name) => {
    await open(name);
    const seen = [];
    for (let i = 0; i < 6; i += 1) {
      seen.push(await page.evaluate(() => document.activeElement.id || document.activeElement.textContent));
      await page.keyboard.press('Tab');
    }
    return seen;
  };
  assert.deepEqual(await order('login-en'), [
    'username',
    'password',
    'Sign in',
    'Cancel',
    'Privacy policy',
    'Terms of service',
  ]);
  assert.equal((await order('login-wrong-en'))[0], 'password');
});

test('Enter in a field presses the button that signs in', async () => {
  await open('login-en');
  await page.evaluate(() => {
    document.querySelector('form').addEventListener('submit', (event) => {
      event.preventDefault();
      globalThis.pressed = event.submitter.textContent;
    });
  });
  await page.fill('#username', 'ada');
  await page.fill('#password', 'correct horse');
  await page.press('#password', 'Enter');
  assert.equal(await page.evaluate(() => globalThis.pressed), 'Sign in');
});

test('pictures', { skip: !shots && 'CHANCERY_SCREENSHOTS names no folder' }, async () => {
  for (const name of names) {
    for (const width of [1280, 390]) {
      for (const colorScheme of schemes) {
        await open(name, { width, colorScheme });
        await page.screenshot({ path: join(shots, `${name}-${width}-${colorScheme}.png`), fullPage: true });
      }
    }
  }
});
