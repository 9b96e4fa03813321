// A browser without a screen: it keeps cookies, follows redirects as long as they stay at the issuer,
// and fills in plain forms. What it does works without JavaScript, then.

import assert from 'node:assert/strict';

const maxRedirects = 10;

const entities = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function decode(text) {
  return text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (whole, hex, decimal, name) => {
    if (name) return entities[name] ?? whole;
    return String.fromCodePoint(hex ? parseInt(hex, 16) : Number(decimal));
  });
}

function attributes(tag) {
  const found = {};
  for (const [, name, value] of tag.matchAll(/([\w-]+)(?:="([^"]*)")?/g)) found[name] = decode(value ?? '');
  return found;
}

function readForm(html) {
  const [, head, body] = /<form([^>]*)>(.*?)<\/form>/s.exec(html) ?? [];
  if (head === undefined) return undefined;
  const { action, method } = attributes(head);
  const tags = (name) => [...body.matchAll(new RegExp(`<${name}\\b([^>]*)>`, 'g'))].map(([, tag]) => attributes(tag));
  const inputs = tags('input');
  const hidden = inputs.filter(({ type }) => type === 'hidden').map(({ name, value }) => [name, value]);
  return { action, method, hidden, inputs, buttons: tags('button') };
}

const withoutTags = (html) => decode(html.replace(/<[^>]*>/g, ' ')).replace(/\s+/g, ' ').trim();

/** What the browser shows. */
export class Page {
  constructor(url, status, headers, html) {
    Object.assign(this, { url, status, headers, html });
    this.form = readForm(html);
    this.title = withoutTags(/<h1[^>]*>(.*?)<\/h1>/s.exec(html)?.[1] ?? '');
    this.text = withoutTags(/<main[^>]*>(.*?)<\/main>/s.exec(html)?.[1] ?? html);
  }

  /** `login`, `consent` or `logout` by its form; else `error` or `message`. */
  get kind() {
    if (this.status >= 400) return 'error';
    return this.form ? new URL(this.form.action, this.url).pathname.slice(1) : 'message';
  }

  /** Where the form leads. */
  get target() {
    return new URL(this.form.action, this.url);
  }
}

/** The browser is sent to somewhere else: the request that it would make there. */
export class Callback {
  constructor(url, form) {
    this.url = new URL(url);
    this.form = form;
    this.mode = form ? 'form_post' : 'query';
  }

  /** What the server answers with, and what the client's own URL had in its query. */
  get parameters() {
    return Object.fromEntries(this.form ?? this.url.searchParams);
  }

  /** As a web framework hands it to a client library. */
  request() {
    if (!this.form) return new Request(this.url);
    return new Request(this.url, { method: 'POST', body: this.form });
  }
}

export class UserAgent {
  /** name → value, as the issuer has set them. */
  cookies = new Map();
  /** The kinds of the pages shown, in order. */
  shown = [];

  constructor(issuer, headers = {}) {
    this.origin = new URL(issuer).origin;
    this.headers = { accept: 'text/html', 'user-agent': 'interop', ...headers };
  }

  get(url) {
    return this.#go(new URL(url, this.origin), { method: 'GET' });
  }

  /** A form that is posted from elsewhere, as a client posts an authorization request. */
  post(url, form) {
    return this.#go(new URL(url, this.origin), { method: 'POST', body: new URLSearchParams(form) });
  }

  /** Presses a button of the page's form, with its fields filled in. */
  async submit(page, fields = {}, button = undefined) {
    assert.equal(page.form.method, 'post');
    const pressed = page.form.buttons.find(({ name }) => name === button) ?? page.form.buttons[0];
    const body = new URLSearchParams([...page.form.hidden, ...Object.entries(fields)]);
    if (pressed?.name) body.set(pressed.name, pressed.value);
    const headers = { 'sec-fetch-site': 'same-origin', origin: 'null' };
    return this.#go(page.target, { method: 'POST', body, headers });
  }

  signIn(page, { username, password }) {
    assert.equal(page.kind, 'login', page.text);
    return this.submit(page, { username, password });
  }

  cancel(page) {
    return this.submit(page, {}, 'cancel');
  }

  /**
   * Goes through the pages as a user does who wants in: signs in where asked, allows what is asked.
   * Resolves to the callback, or the page where it ends.
   */
  async walk(start, user) {
    let at = await start;
    for (let i = 0; i < maxRedirects && at instanceof Page; i += 1) {
      if (at.kind === 'login') at = await this.signIn(at, user);
      else if (at.kind === 'consent') at = await this.submit(at, {}, 'allow');
      else return at;
    }
    return at;
  }

  /** The cookies that a person sees are gone when the browser's data are cleared. */
  forget() {
    this.cookies.clear();
  }

  async #go(url, options) {
    let request = options;
    for (let i = 0; i < maxRedirects; i += 1) {
      const answer = await this.#fetch(url, request);
      const location = answer.headers.get('location');
      if (!location) return this.#show(url, answer);
      assert.equal(answer.status, 303, `a redirect from ${url.pathname} is 303`);
      await answer.arrayBuffer();
      const next = new URL(location, url);
      if (next.origin !== this.origin) return new Callback(next);
      url = next;
      request = { method: 'GET' };
    }
    throw new Error(`more than ${maxRedirects} redirects, last to ${url}`);
  }

  async #fetch(url, { headers, ...options }) {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(url, {
      redirect: 'manual',
      headers: { ...this.headers, ...(cookie && { cookie }), ...headers },
      ...options,
    });
    for (const line of answer.headers.getSetCookie()) this.#keep(line);
    return answer;
  }

  #keep(line) {
    const [pair, ...flags] = line.split('; ');
    const at = pair.indexOf('=');
    const name = pair.slice(0, at);
    for (const flag of ['HttpOnly', 'SameSite=Lax', 'Path=/']) assert.ok(flags.includes(flag), `${name}: ${flag}`);
    if (flags.includes('Max-Age=0')) this.cookies.delete(name);
    else this.cookies.set(name, pair.slice(at + 1));
  }

  async #show(url, answer) {
    const page = new Page(url, answer.status, answer.headers, await answer.text());
    if (page.form && page.target.origin !== this.origin) {
      return new Callback(page.target, new URLSearchParams(page.form.hidden));
    }
    this.shown.push(page.kind);
    return page;
  }
}
