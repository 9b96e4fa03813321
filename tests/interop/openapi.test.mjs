// The OpenAPI document: sound, the same in both forms and from every source, and true.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { Chancery, randomSecret } from './chancery.mjs';
import { Mailbox } from './mailbox.mjs';
import { accountsByMail } from './openapi/accounts_by_mail.mjs';
import { Answers } from './openapi/answers.mjs';
import { secondFactors } from './openapi/second_factors.mjs';
import { jsonPath, readYaml, toJson, yamlPath } from './openapi/document.mjs';
import { firstPartyApps } from './openapi/first_party_apps.mjs';
import { UserAgent } from './user_agent.mjs';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

let document;
let chancery;
let mailbox;

before(async () => {
  document = await readYaml();
  mailbox = await Mailbox.make();
  chancery = await Chancery.start(mailbox.settings, 'localhost');
});

after(async () => {
  await chancery?.stop();
  await mailbox?.remove();
});

describe('the document', () => {
  test('is the same in YAML and JSON: npm run openapi --prefix tests/interop', async () => {
    assert.equal(await readFile(jsonPath, 'utf8'), toJson(document));
  });

  test('passes redocly lint without a warning', async () => {
    const args = ['lint', '--config', here('redocly.yaml'), '--format', 'json', yamlPath];
    const env = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' };
    const redocly = here('node_modules/.bin/redocly');
    const { stdout } = await promisify(execFile)(redocly, args, { env }).catch((failed) => failed);
    const { totals, problems } = JSON.parse(stdout);
    assert.deepEqual(totals, { errors: 0, warnings: 0, ignored: 0 }, JSON.stringify(problems, null, 1));
  });

  test('is served and printed as it is', async () => {
    const yaml = await readFile(yamlPath, 'utf8');
    const json = await readFile(jsonPath, 'utf8');
    assert.equal(await chancery.command('openapi'), yaml);
    assert.equal(await chancery.command('openapi', '--json'), json);
    assert.equal(await (await fetch(`${chancery.issuer}/openapi.yaml`)).text(), yaml);
    assert.equal(await (await fetch(`${chancery.issuer}/openapi.json`)).text(), json);
  });
});

describe('answers are as documented:', () => {
  const scope = 'openid profile email offline_access';
  const audience = 'https://api.example';
  const request = {
    response_type: 'code',
    client_id: 'notes',
    redirect_uri: 'https://notes.example/cb',
    scope: 'openid email',
    code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
    code_challenge_method: 'S256',
  };

  let answers;
  let ask;
  let admin;
  let service;

  const login = ({ username, password }) =>
    ask('login', { json: { login: username, password, client_id: 'web' } });
  const tokenOf = async (person) => (await login(person)).body.access_token;
  const basic = ({ client_id, secret }) => ({ authorization: `Basic ${btoa(`${client_id}:${secret}`)}` });
  let people = 0;
  const newPerson = () => {
    people += 1;
    return { username: `person-${people}`, email: `person-${people}@example.org`, password: randomSecret() };
  };
  const registered = async () => {
    const person = newPerson();
    const { status, body } = await ask('register', { json: person });
    assert.equal(status, 201);
    return { ...person, id: body.id };
  };

  const status = async (expected, answer) => {
    const { status: actual, body } = await answer;
    assert.equal(actual, expected, JSON.stringify(body));
    return body;
  };

  before(async () => {
    answers = new Answers(document, chancery.issuer);
    ask = answers.ask.bind(answers);
    await chancery.addApp('web', scope);
    admin = await chancery.addUser('root', '--verified', '--role', 'admin');
    service = await chancery.addService(
      'service',
      ...['--grant', 'client_credentials', '--scope', 'orders', '--audience', audience],
      ...['--introspect', audience, '--introspect', chancery.issuer],
    );
  });

  test('register', async () => {
    const person = newPerson();
    const user = await status(201, ask('register', { json: person }));
    assert.equal(user.email, person.email);
    assert.deepEqual(user.roles, []);
    const again = await status(409, ask('register', { json: { ...person, username: 'another' } }));
    assert.equal(again.code, 'account_exists');
    await status(422, ask('register', { json: { ...newPerson(), password: 'short' } }));
    await status(422, ask('register', { json: { ...newPerson(), surprise: true } }));
    await status(400, ask('register', { text: '{', headers: { 'content-type': 'application/json' } }));
    await status(415, ask('register', { form: person }));
    const large = JSON.stringify({ email: 'x'.repeat(70_000) });
    await status(413, ask('register', { text: large, headers: { 'content-type': 'application/json' } }));
    await status(403, ask('register', { json: { ...newPerson(), roles: ['admin'] } }));
  });

  test('register with an idempotency key', async () => {
    const person = newPerson();
    const headers = { 'idempotency-key': randomSecret() };
    const user = await status(201, ask('register', { json: person, headers }));
    assert.deepEqual(await status(201, ask('register', { json: person, headers })), user);
    const other = await status(422, ask('register', { json: newPerson(), headers }));
    assert.equal(other.code, 'idempotency_key_reused');
    await status(400, ask('register', { json: newPerson(), headers: { 'idempotency-key': 'short' } }));
  });

  test('login, refresh and logout', async () => {
    const person = await registered();
    const first = await status(200, login(person));
    const json = { refresh_token: first.refresh_token, client_id: 'web' };
    const second = await status(200, ask('refresh', { json }));
    const last = { refresh_token: second.refresh_token, client_id: 'web' };
    await status(204, ask('logout', { json: last }));
    await status(401, ask('refresh', { json: last }));
    await status(401, ask('getMe', { token: second.access_token }));

    const wrong = await status(401, login({ ...person, password: randomSecret() }));
    assert.equal(wrong.code, 'invalid_credentials');
    await status(401, ask('login', { json: { login: 'a', password: 'b', client_id: 'nobody' } }));
    await status(422, ask('login', { json: { login: 'a', client_id: 'web' } }));
    for (const operation of ['refresh', 'logout']) {
      await status(422, ask(operation, { json: { client_id: 'web' } }));
      await status(415, ask(operation, { form: last }));
    }
  });

  test('the account', async () => {
    const person = await registered();
    const token = await tokenOf(person);
    assert.equal((await status(200, ask('getMe', { token }))).id, person.id);
    const username = `${person.username}-renamed`;
    assert.equal((await status(200, ask('updateMe', { token, json: { username } }))).username, username);
    await status(409, ask('updateMe', { token, json: { username: admin.username } }));
    await status(422, ask('updateMe', { token, json: { email: 'other@example.org' } }));
    await status(403, ask('updateMe', { token, json: { roles: ['admin'] } }));

    const other = await tokenOf(person);
    const passwords = { current_password: randomSecret(), new_password: randomSecret() };
    await status(422, ask('changeMyPassword', { token, json: passwords }));
    passwords.current_password = person.password;
    await status(204, ask('changeMyPassword', { token, json: passwords }));
    await status(401, ask('getMe', { token: other }));
    const json = { current_password: passwords.new_password };
    await status(422, ask('deleteMe', { token, json: {} }));
    await status(204, ask('deleteMe', { token, json }));
    await status(401, ask('deleteMe', { token, json }));

    for (const operation of ['getMe', 'updateMe', 'changeMyPassword']) {
      await status(401, ask(operation, operation === 'getMe' ? {} : { json: {} }));
    }
  });

  test('the sessions of an account', async () => {
    const person = await registered();
    const token = await tokenOf(person);
    const other = await tokenOf(person);
    const ids = [];
    for (let cursor = null; ; ) {
      const query = { limit: 1, ...(cursor && { cursor }) };
      const page = await status(200, ask('listMySessions', { token, query }));
      ids.push(...page.items.map(({ id }) => id));
      cursor = page.next_cursor;
      if (cursor === null) break;
    }
    assert.equal(ids.length, 2);
    const { items } = await status(200, ask('listMySessions', { token, headers: { 'user-agent': 'x' } }));
    assert.deepEqual(items.map(({ id }) => id), ids);
    assert.deepEqual(items.map(({ current }) => current).sort(), [false, true]);
    assert.deepEqual([...new Set(items.map(({ client_id }) => client_id))], ['web']);

    const path = { id: items.find(({ current }) => !current).id };
    await status(204, ask('endMySession', { token, path }));
    await status(404, ask('endMySession', { token, path }));
    await status(401, ask('listMySessions', { token: other }));
    const strangers = await tokenOf(await registered());
    await status(404, ask('endMySession', { token: strangers, path: { id: items.find((i) => i.current).id } }));
    await status(200, ask('getMe', { token }));
    await status(400, ask('listMySessions', { token, query: { cursor: 'forged' } }));
    await status(422, ask('listMySessions', { token, query: { limit: 201 } }));
    await status(401, ask('endMySession', { path }));
  });

  test('what a user has allowed apps', async () => {
    const person = await registered();
    await chancery.addBrowserApp('notes', 'https://notes.example/cb', 'openid email');
    const agent = new UserAgent(chancery.issuer);
    const callback = await agent.walk(agent.get(`/oauth2/authorize?${new URLSearchParams(request)}`), person);
    assert.ok(callback.parameters.code);

    const token = await tokenOf(person);
    const { items } = await status(200, ask('listMyConsents', { token }));
    assert.deepEqual(items.map(({ client_id, scope }) => [client_id, scope]), [['notes', 'email openid']]);
    await status(204, ask('revokeMyConsent', { token, path: { id: 'notes' } }));
    await status(404, ask('revokeMyConsent', { token, path: { id: 'notes' } }));
    assert.deepEqual((await status(200, ask('listMyConsents', { token }))).items, []);
    await status(400, ask('listMyConsents', { token, query: { limit: 1 } }));
    await status(401, ask('listMyConsents'));
    await status(401, ask('revokeMyConsent', { path: { id: 'notes' } }));
    const again = await agent.get(`/oauth2/authorize?${new URLSearchParams(request)}`);
    assert.equal(again.kind, 'consent', 'it is asked for again');
  });

  test('where browsers are sent', async () => {
    const headers = { cookie: 'chancery-browser=known' };
    for (const [operation, as] of [['authorize', 'query'], ['authorizeByForm', 'form']]) {
      const send = (parameters) => ask(operation, { [as]: parameters, headers });
      await status(303, send(request));
      await status(303, send({ ...request, prompt: 'none' }));
      await status(200, send({ ...request, prompt: 'none', response_mode: 'form_post' }));
      await status(400, send({ ...request, client_id: 'nobody' }));
    }
    for (const [operation, as] of [['endSession', 'query'], ['endSessionByForm', 'form']]) {
      await status(200, ask(operation, { [as]: { state: 's' }, headers }));
      await status(400, ask(operation, { [as]: [['state', 's'], ['state', 's']], headers }));
    }
    for (const operation of ['authorizeByForm', 'endSessionByForm']) {
      await status(303, ask(operation, { form: { state: 's' } })); // by GET, which brings cookies
    }
  });

  firstPartyApps(() => ({ ask, status, chancery, registered }));

  accountsByMail(() => ({ ask, status, registered, newPerson, login, tokenOf, admin, mailbox }));

  secondFactors(() => ({ ask, status, registered, login, tokenOf, admin, issuer: chancery.issuer }));

  test('all accounts', async () => {
    const token = await tokenOf(admin);
    const { username, email } = newPerson();
    const headers = { 'idempotency-key': randomSecret() };
    const json = { username, email, roles: ['editor'], email_verified: true };
    const user = await status(201, ask('createUser', { token, json, headers }));
    assert.deepEqual(await status(201, ask('createUser', { token, json, headers })), user);
    await status(409, ask('createUser', { token, json }));
    await status(422, ask('createUser', { token, json: { email: 'no address' } }));

    const path = { id: user.id };
    assert.deepEqual(await status(200, ask('getUser', { token, path })), user);
    const disabled = await status(200, ask('updateUser', { token, path, json: { disabled: true } }));
    assert.equal(disabled.disabled, true);
    await status(422, ask('updateUser', { token, path, json: { disabled: 'yes' } }));
    await status(204, ask('deleteUser', { token, path }));
    for (const operation of ['getUser', 'deleteUser']) await status(404, ask(operation, { token, path }));
    await status(404, ask('updateUser', { token, path, json: { disabled: false } }));
  });

  test('all clients', async () => {
    const token = await tokenOf(admin);
    const headers = { 'idempotency-key': randomSecret() };
    const json = {
      client_id: 'made-over-http',
      client_name: 'Made over HTTP',
      grant_types: ['authorization_code', 'refresh_token'],
      scope: 'openid',
      redirect_uris: ['https://shop.example/cb'],
      userinfo_signed_response_alg: 'EdDSA',
      backchannel_logout_uri: 'https://shop.example/out',
    };
    const { client_secret, ...client } = await status(201, ask('createClient', { token, json, headers }));
    assert.equal(client_secret.length, 43);
    assert.deepEqual(await status(201, ask('createClient', { token, json, headers })), client);
    await status(409, ask('createClient', { token, json }));
    await status(422, ask('createClient', { token, json: { grant_types: ['implicit'] } }));
    await status(422, ask('createClient', { token, json: { grant_types: ['authorization_code'] } }));

    const path = { id: client.client_id };
    assert.deepEqual(await status(200, ask('getClient', { token, path })), client);
    const changed = await status(
      200,
      ask('updateClient', { token, path, json: { userinfo_signed_response_alg: null, require_pkce: false } }),
    );
    assert.equal(changed.userinfo_signed_response_alg, null);
    assert.equal(changed.require_pkce, false);
    await status(422, ask('updateClient', { token, path, json: { logo_uri: 'http://shop.example/logo' } }));
    const another = await status(200, ask('replaceClientSecret', { token, path, json: {} }));
    assert.notEqual(another.client_secret, client_secret);
    await status(422, ask('replaceClientSecret', { token, path, json: { client_secret: 'short' } }));

    const first = await status(200, ask('listClients', { token, query: { limit: 1 } }));
    const next = await status(200, ask('listClients', { token, query: { limit: 1, cursor: first.next_cursor } }));
    assert.ok(first.items[0].client_id < next.items[0].client_id);
    await status(400, ask('listClients', { token, query: { cursor: 'forged' } }));
    await status(204, ask('deleteClient', { token, path }));
    for (const operation of ['getClient', 'deleteClient']) await status(404, ask(operation, { token, path }));
    await status(404, ask('replaceClientSecret', { token, path, json: {} }));
  });

  test('pages of accounts', async () => {
    const token = await tokenOf(admin);
    for (let i = 0; i < 3; i += 1) await registered();
    const ids = [];
    for (let cursor = null; ; ) {
      const page = await status(200, ask('listUsers', { token, query: { limit: 2, ...(cursor && { cursor }) } }));
      ids.push(...page.items.map(({ id }) => id));
      cursor = page.next_cursor;
      if (cursor === null) break;
    }
    assert.ok(ids.length >= 4);
    assert.deepEqual(ids, [...new Set(ids)].sort());
    const admins = await status(200, ask('listUsers', { token, query: { role: 'admin', disabled: false } }));
    assert.deepEqual(admins.items.map(({ username }) => username), ['root']);
    await status(400, ask('listUsers', { token, query: { cursor: 'forged' } }));
    await status(422, ask('listUsers', { token, query: { limit: 201 } }));
  });

  test('who is no administrator is refused', async () => {
    const person = await registered();
    const token = await tokenOf(person);
    const path = { id: person.id };
    await status(403, ask('listUsers', { token }));
    await status(403, ask('createUser', { token, json: { email: 'x@example.org' } }));
    await status(403, ask('getUser', { token, path }));
    await status(403, ask('updateUser', { token, path, json: { roles: ['admin'] } }));
    await status(403, ask('deleteUser', { token, path }));
  });

  test('tokens by the book', async () => {
    const person = await registered();
    const credentials = { client_id: 'web', username: person.username, password: person.password };
    const tokens = await status(200, ask('requestToken', { form: { grant_type: 'password', ...credentials } }));
    const again = { grant_type: 'refresh_token', client_id: 'web', refresh_token: tokens.refresh_token };
    const next = await status(200, ask('requestToken', { form: again }));
    const headers = basic(service);
    const own = await status(200, ask('requestToken', { headers, form: { grant_type: 'client_credentials' } }));
    for (const [form, code] of [
      [{ grant_type: 'password', ...credentials, password: 'wrong' }, 'invalid_grant'],
      [{ ...again, refresh_token: 'crt_none' }, 'invalid_grant'],
      [{ client_id: 'web' }, 'invalid_request'],
      [{ grant_type: 'magic', client_id: 'web' }, 'unsupported_grant_type'],
      [{ grant_type: 'client_credentials', client_id: 'web' }, 'unauthorized_client'],
      [{ grant_type: 'password', ...credentials, scope: 'more' }, 'invalid_scope'],
      [{ grant_type: 'password', ...credentials, resource: 'https://other.example' }, 'invalid_target'],
    ]) {
      assert.equal((await status(400, ask('requestToken', { form }))).error, code);
    }
    const stranger = { authorization: `Basic ${btoa('service:wrong')}` };
    const asked = { headers: stranger, form: { grant_type: 'client_credentials' } };
    await status(401, ask('requestToken', asked));
    await status(413, ask('requestToken', { form: { grant_type: 'x'.repeat(70_000) } }));

    for (const token of [next.access_token, own.access_token]) {
      assert.equal((await status(200, ask('introspectToken', { headers, form: { token } }))).active, true);
    }
    assert.deepEqual(await status(200, ask('introspectToken', { headers, form: { token: 'none' } })), { active: false });
    await status(400, ask('introspectToken', { headers, form: { a: 'b' } }));
    await status(401, ask('introspectToken', { headers: stranger, form: { token: 'none' } }));

    await status(200, ask('revokeToken', { form: { token: next.refresh_token, client_id: 'web' } }));
    await status(400, ask('revokeToken', { form: { client_id: 'web' } }));
    await status(401, ask('revokeToken', { headers: stranger, form: { token: 'none' } }));
  });

  test('userinfo', async () => {
    const person = await registered();
    const token = await tokenOf(person);
    assert.equal((await status(200, ask('getUserinfo', { token }))).email, person.email);
    assert.equal((await status(200, ask('postUserinfo', { form: { access_token: token } }))).sub, person.id);
    await status(401, ask('getUserinfo', { bodiless: true }));
    await status(401, ask('getUserinfo', { token: 'x.y.z' }));
    await status(400, ask('getUserinfo', { query: { access_token: token } }));
    await status(400, ask('postUserinfo', { token, form: { access_token: token } }));
    const credentials = { username: person.username, password: person.password };
    const narrow = { grant_type: 'password', client_id: 'web', scope: 'profile', ...credentials };
    const { access_token } = await status(200, ask('requestToken', { form: narrow }));
    await status(403, ask('getUserinfo', { token: access_token }));
  });

  test('documents and health', async () => {
    for (const operation of [
      ...['getOpenidConfiguration', 'getAuthorizationServerMetadata', 'getJwks'],
      ...['getOpenapiJson', 'getOpenapiYaml', 'getDocs'],
    ]) {
      const { status: first, headers } = await ask(operation);
      assert.equal(first, 200);
      const etag = headers.get('etag');
      assert.equal((await ask(operation, { headers: { 'if-none-match': etag } })).status, 304);
    }
    await status(200, ask('getLiveness'));
    await status(200, ask('getReadiness'));
    await status(200, ask('getMetrics'));
  });

  after(() => {
    for (const [id, { operation }] of answers.operations) {
      const seen = [...(answers.seen.get(id) ?? [])];
      assert.ok(seen.some((code) => code < 300), `${id}: a success was seen`);
      const hasErrors = Object.keys(operation.responses).some((code) => code >= '400' && code < '500');
      assert.ok(!hasErrors || seen.some((code) => code >= 400), `${id}: an error was seen`);
    }
  });
});
