// Logout tokens reach apps that were away, and one app's trouble is not another's.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { after, before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';

import { BackChannel } from './back_channel.mjs';
import { freePort } from './chancery.mjs';
import { onEachEngine } from './engines.mjs';
import { Callback, UserAgent } from './user_agent.mjs';
import { decodeJwt } from 'jose';

const verifier = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk';
const challenge = createHash('sha256').update(verifier).digest('base64url');
const uriOf = (id) => `https://${id}.example/cb`;

onEachEngine('logout tokens', (server) => {
  let chancery;
  let channel;
  let user;

  before(async () => {
    chancery = server();
    channel = await BackChannel.listen();
    user = await chancery.addUser('ada');
    const away = `http://127.0.0.1:${await freePort()}/`;
    for (const [id, uri] of [['first', channel.uri('/first')], ['second', channel.uri('/second')], ['away', away]]) {
      const told = ['--backchannel-logout-uri', uri, '--first-party'];
      await chancery.addBrowserApp(id, uriOf(id), 'openid', ...told);
    }
  });
  after(() => channel?.close());

  /** Signs in at the app, and redeems the code. Resolves to the `sid`. */
  async function signIn(agent, id) {
    const parameters = new URLSearchParams({
      client_id: id,
      redirect_uri: uriOf(id),
      response_type: 'code',
      scope: 'openid',
      code_challenge: challenge,
      code_challenge_method: 'S256',
    });
    const callback = await agent.walk(agent.get(`/oauth2/authorize?${parameters}`), user);
    assert.ok(callback instanceof Callback, callback.text);
    const body = new URLSearchParams({
      grant_type: 'authorization_code',
      client_id: id,
      redirect_uri: uriOf(id),
      code: callback.parameters.code,
      code_verifier: verifier,
    });
    const answer = await fetch(`${chancery.issuer}/oauth2/token`, { method: 'POST', body });
    return decodeJwt((await answer.json()).id_token).sid;
  }

  const signOut = async (agent) => agent.submit(await agent.get('/oauth2/logout'));
  const claimsOf = ({ form }) => decodeJwt(form.get('logout_token'));
  const received = async (count) => (await channel.received(count)).map(claimsOf);

  test('an app that cannot be reached keeps no other from hearing of it', async () => {
    const agent = new UserAgent(chancery.issuer);
    await signIn(agent, 'away');
    const sids = [await signIn(agent, 'first'), await signIn(agent, 'second')];
    await signOut(agent);
    const claims = await received(2);
    assert.deepEqual(claims.map(({ sid }) => sid).sort(), sids.sort());
  });

  test('several logins of one app in one browser: it hears of each that is left', async () => {
    const from = channel.posts.length;
    const agent = new UserAgent(chancery.issuer);
    const sids = [await signIn(agent, 'first'), await signIn(agent, 'first')];
    await signOut(agent);
    const claims = (await received(from + 2)).slice(from);
    assert.deepEqual(claims.map(({ sid }) => sid).sort(), sids.sort());
    assert.notEqual(claims[0].jti, claims[1].jti);
  });

  for (const status of [500, 404, 302]) {
    test(`an app that answers ${status} is asked again, with a fresh token`, async () => {
      const from = channel.posts.length;
      const agent = new UserAgent(chancery.issuer);
      const sid = await signIn(agent, 'first');
      channel.status = status;
      await signOut(agent);
      await received(from + 1);
      channel.status = 204;
      const [first, second] = (await received(from + 2)).slice(from);
      assert.equal(first.sid, sid);
      assert.equal(second.sid, sid);
      assert.notEqual(first.jti, second.jti);
    });
  }

  test('what was not delivered outlives the server', async () => {
    const from = channel.posts.length;
    const agent = new UserAgent(chancery.issuer);
    const sid = await signIn(agent, 'second');
    channel.status = 500;
    await signOut(agent);
    // Between the second attempt and the third are two seconds in which nobody delivers it.
    await received(from + 2);
    await pause(500);
    const ended = once(chancery.server, 'exit');
    chancery.server.kill('SIGKILL');
    await ended;
    channel.status = 200;
    chancery.serve();
    await chancery.ready();
    assert.equal((await received(from + 3)).at(-1).sid, sid);
  });
});
