// What docs/openid.md tells people to paste works as it stands there.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { Chancery, freePort } from './chancery.mjs';
import { Callback, UserAgent } from './user_agent.mjs';

const page = new URL('../../docs/openid.md', import.meta.url);
// Below this folder, so that it finds the libraries.
const folder = new URL('.generated/', import.meta.url);
const script = fileURLToPath(new URL('server.mjs', folder));

let chancery;
let text;
let server;

/** The block of that language whose first line names the file. */
function block(name) {
  const found = new RegExp(`\`\`\`\\w+\\n// ${name}\\n(.*?)\`\`\``, 's').exec(text);
  assert.ok(found, `docs/openid.md has no ${name}`);
  return found[1];
}

/** The flags of the `client add` that registers the client of that id. */
function flags(id) {
  const command = new RegExp(`chancery client add --id ${id} .*?[^\\\\]\\n`, 's').exec(text)[0];
  return command.replace(/\\\n/g, ' ').trim().match(/"[^"]*"|\S+/g).slice(3).map((word) => word.replaceAll('"', ''));
}

before(async () => {
  text = await readFile(page, 'utf8');
  chancery = await Chancery.start();
});

after(async () => {
  if (server && server.exitCode === null) {
    const ended = once(server, 'exit');
    server.kill('SIGTERM');
    await ended;
  }
  await rm(script, { force: true });
  await chancery?.stop();
});

test('every client on the page can be registered as it is written there', async () => {
  for (const id of ['shop', 'spa', 'phone']) {
    const added = await chancery.command('client', 'add', ...flags(id), '--json');
    assert.equal(JSON.parse(added).client_id, id);
    await chancery.command('client', 'remove', id);
  }
});

test('the server app signs in, greets and signs out', async () => {
  const user = await chancery.addUser('ada', '--claim', 'name=Ada King');
  const here = `http://127.0.0.1:${await freePort()}`;
  const words = flags('shop').map((word) => word.replace('http://127.0.0.1:3000', here));
  const { client_secret } = JSON.parse(await chancery.command('client', 'add', ...words, '--json'));
  await mkdir(folder, { recursive: true });
  await writeFile(script, block('server.mjs'));
  const env = { PATH: process.env.PATH, ISSUER: chancery.issuer, CLIENT_SECRET: client_secret, HERE: here };
  server = spawn(process.execPath, [script], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  await once(server.stdout, 'data');

  let cookie;
  const visit = async (path) => {
    const answer = await fetch(here + path, { redirect: 'manual', headers: cookie ? { cookie } : {} });
    cookie ??= answer.headers.get('set-cookie')?.split(';')[0];
    return { location: answer.headers.get('location'), text: await answer.text() };
  };
  const agent = new UserAgent(chancery.issuer);
  const callback = await agent.walk(agent.get((await visit('/')).location), user);
  assert.ok(callback instanceof Callback, callback.text);
  const { location, text: refusal } = await visit(callback.url.pathname + callback.url.search);
  assert.equal(location, '/', refusal);
  assert.equal((await visit('/')).text, 'Hello Ada King\n');
  const back = await agent.get((await visit('/logout')).location);
  assert.equal(back.url.href, `${here}/`);
  assert.ok((await visit('/')).location.startsWith(chancery.issuer), 'the app asks for a sign-in again');
});
