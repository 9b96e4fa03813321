// What the OpenID Foundation's conformance suite checks in every one of its modules, and the steps that
// they share. Nothing here belongs to a client library.

import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';

import { Callback, UserAgent } from './user_agent.mjs';
import { createRemoteJWKSet, decodeProtectedHeader, jwtVerify } from 'jose';

const responseMembers = ['code', 'state', 'iss', 'error', 'error_description', 'error_uri', 'session_state'];
const year = 365 * 24 * 3600;

export const random = (bytes = 32) => randomBytes(bytes).toString('base64url');
export const now = () => Math.floor(Date.now() / 1000);

/** Shannon's measure of a text, in bits, as if its characters were drawn one by one. */
function entropy(text) {
  const counts = new Map();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= count * Math.log2(count / text.length);
  return bits;
}

function checkErrorText(text) {
  if (text === undefined || text === null) return;
  assert.match(text, /^[\x20\x21\x23-\x5b\x5d-\x7e]*$/, 'error_description (RFC 6749 §5.2)');
}

/** OpenID Connect Core §5.1: claims are of their types, and never empty. */
function checkClaimTypes(claims) {
  for (const [name, value] of Object.entries(claims)) {
    assert.ok(value !== null && value !== '' && value !== 'null', name);
    if (name.endsWith('_verified')) assert.equal(typeof value, 'boolean', name);
    else if (name === 'updated_at') assert.equal(typeof value, 'number', name);
    else if (name === 'birthdate') assert.match(value, /^\d{4}(-\d{2}-\d{2})?$/);
    else if (name === 'address') assert.equal(typeof value, 'object', name);
    else assert.equal(typeof value, 'string', name);
  }
}

/** The claims that OpenID Connect Core §2 puts into an ID token, and `sid` of the logout specifications. */
const idTokenMembers = ['iss', 'sub', 'aud', 'exp', 'iat', 'auth_time', 'nonce', 'acr', 'amr', 'at_hash', 'sid'];

/** One run of one module: a browser without cookies, and the suite's checks. */
export class Run {
  constructor(suite) {
    this.suite = suite;
    this.agent = new UserAgent(suite.issuer);
  }

  /** The parameters of a plain request; `undefined` takes one away. */
  parameters(client, changes = {}) {
    const all = {
      client_id: client.client_id,
      redirect_uri: client.redirectUri,
      response_type: 'code',
      scope: 'openid',
      state: random(),
      nonce: random(),
      ...(this.suite.mode === 'form_post' && { response_mode: 'form_post' }),
      ...changes,
    };
    return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
  }

  /** The authorization request as the browser makes it. */
  request(parameters, method = 'GET') {
    const endpoint = this.suite.metadata.authorization_endpoint;
    if (method === 'POST') return this.agent.post(endpoint, parameters);
    return this.agent.get(`${endpoint}?${new URLSearchParams(parameters)}`);
  }

  /** Asks, and goes through the pages. Resolves to a checked callback, or to the page where it ends. */
  async authorize(client, changes = {}, method = 'GET') {
    const parameters = this.parameters(client, changes);
    const from = this.agent.shown.length;
    const end = await this.agent.walk(this.request(parameters, method), this.suite.user);
    const shown = this.agent.shown.slice(from);
    if (end instanceof Callback) this.#checkCallback(end, client, parameters);
    return { end, parameters, shown, answer: end instanceof Callback ? this.#answer(end, client) : undefined };
  }

  /** Asks for what is refused. Resolves to the error's parameters. */
  async refused(client, changes = {}) {
    const { end, answer } = await this.authorize(client, changes);
    assert.ok(end instanceof Callback, `a page, not a redirect: ${end.text}`);
    assert.equal(answer.code, undefined);
    return answer;
  }

  /** From the request to userinfo, everything checked. */
  async flow(client, changes = {}, { method = 'GET', verifier } = {}) {
    const authorized = await this.authorize(client, changes, method);
    assert.ok(authorized.answer, `no redirect, but: ${authorized.end.text}`);
    const { code, error, error_description } = authorized.answer;
    assert.equal(error, undefined, error_description);
    assert.ok(code.length >= 16);
    assert.ok(entropy(code) >= 96);
    const redeemed = await this.redeem(client, code, verifier);
    assert.equal(redeemed.status, 200, JSON.stringify(redeemed.body));
    const tokens = redeemed.body;
    const idToken = await this.checkTokens(client, tokens, authorized.parameters.nonce);
    const userinfo = await this.userinfo(tokens.access_token);
    assert.equal(userinfo.status, 200);
    assert.equal(userinfo.body.sub, idToken.sub);
    checkClaimTypes(userinfo.body);
    return { ...authorized, code, tokens, idToken, userinfo: userinfo.body };
  }

  redeem(client, code, verifier) {
    return this.token(client, {
      grant_type: 'authorization_code',
      code,
      redirect_uri: client.redirectUri,
      ...(verifier && { code_verifier: verifier }),
    });
  }

  /** A request to the token endpoint, by the client's own way to authenticate. */
  async token({ client_id, secret, method = 'client_secret_basic' }, parameters) {
    const body = new URLSearchParams(parameters);
    const headers = {};
    if (method === 'client_secret_basic') headers.authorization = `Basic ${btoa(`${client_id}:${secret}`)}`;
    else for (const [name, value] of Object.entries({ client_id, client_secret: secret })) body.set(name, value);
    const answer = await fetch(this.suite.metadata.token_endpoint, { method: 'POST', headers, body });
    assert.match(answer.headers.get('content-type'), /^application\/json/);
    assert.match(answer.headers.get('cache-control'), /no-store/);
    const json = await answer.json();
    checkErrorText(json.error_description);
    return { status: answer.status, body: json };
  }

  /** Resolves to the claims of the ID token. */
  async checkTokens(client, tokens, nonce) {
    assert.match(tokens.token_type, /^Bearer$/i);
    assert.ok(tokens.access_token.length >= 16);
    assert.ok(tokens.expires_in > 0);
    const { kid, alg } = decodeProtectedHeader(tokens.id_token);
    assert.equal(typeof kid, 'string');
    assert.equal(alg, 'RS256');
    const expected = { issuer: this.suite.issuer, audience: client.client_id, clockTolerance: 5 };
    const { payload } = await jwtVerify(tokens.id_token, this.suite.keys, expected);
    assert.ok(Math.abs(payload.iat - now()) < 300);
    assert.equal(payload.nonce, nonce);
    assert.ok(payload.sub.length > 0 && payload.sub.length <= 255);
    assert.ok(Math.abs(payload.auth_time - now()) < year);
    const half = createHash('sha256').update(tokens.access_token).digest().subarray(0, 16);
    assert.equal(payload.at_hash, half.toString('base64url'));
    assert.notEqual(payload.acr, '');
    return payload;
  }

  /** Nothing of the user's profile is in there. */
  checkBareIdToken(claims) {
    for (const name of Object.keys(claims)) assert.ok(idTokenMembers.includes(name), name);
  }

  async userinfo(token, { method = 'GET', inBody = false } = {}) {
    const request = inBody
      ? { method: 'POST', body: new URLSearchParams({ access_token: token }) }
      : { method, headers: { authorization: `Bearer ${token}` } };
    const answer = await fetch(this.suite.metadata.userinfo_endpoint, request);
    const text = await answer.text();
    if (answer.status === 200) assert.match(answer.headers.get('content-type'), /^application\/json/);
    return { status: answer.status, body: answer.status === 200 ? JSON.parse(text) : text };
  }

  /** A request to the logout endpoint as the browser makes it. */
  logOut(parameters = {}) {
    return this.agent.get(`${this.suite.metadata.end_session_endpoint}?${new URLSearchParams(parameters)}`);
  }

  /** Whether the browser is signed in, as a client finds it out. */
  async isSignedIn(client) {
    const { answer } = await this.authorize(client, { prompt: 'none' });
    if (answer.error) assert.equal(answer.error, 'login_required');
    return answer.error === undefined;
  }

  #answer(callback, client) {
    const own = new URL(client.redirectUri).searchParams;
    return Object.fromEntries(Object.entries(callback.parameters).filter(([name]) => !own.has(name)));
  }

  #checkCallback(callback, client, parameters) {
    const registered = new URL(client.redirectUri);
    assert.equal(callback.url.origin + callback.url.pathname, registered.origin + registered.pathname);
    assert.equal(callback.url.hash, '');
    for (const [name, value] of registered.searchParams) assert.equal(callback.url.searchParams.get(name), value);
    const answer = this.#answer(callback, client);
    for (const name of Object.keys(answer)) assert.ok(responseMembers.includes(name), name);
    if (parameters.response_mode === 'form_post') {
      assert.equal(callback.mode, 'form_post');
      assert.equal(callback.url.href, client.redirectUri, 'nothing in the URL');
    } else {
      assert.equal(callback.mode, 'query');
    }
    assert.equal(answer.state, parameters.state);
    assert.equal(answer.iss, this.suite.issuer);
    checkErrorText(answer.error_description);
  }
}

/** A plan's clients and user at one server. */
export class Suite {
  /** `mode` is `query` or `form_post`. */
  constructor(chancery, mode, parts) {
    Object.assign(this, { issuer: chancery.issuer, mode }, parts);
  }

  static async open(chancery, mode, parts) {
    const suite = new Suite(chancery, mode, parts);
    const answer = await fetch(`${chancery.issuer}/.well-known/openid-configuration`);
    suite.metadata = await answer.json();
    suite.keys = createRemoteJWKSet(new URL(suite.metadata.jwks_uri));
    return suite;
  }

  /** A module begins: nobody is signed in. */
  run() {
    return new Run(this);
  }
}
