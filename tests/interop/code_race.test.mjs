// B20: a code that many bring at the same moment is worth one login, and that one ends.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import './chancery.mjs';
import { onEachEngine } from './engines.mjs';
import { UserAgent } from './user_agent.mjs';
import * as client from 'openid-client';

const redirectUri = 'https://app.example/callback';
const attempts = 1000;

onEachEngine('one code, redeemed by a thousand at once', (server) => {
  test('B20 one success, the rest invalid_grant, and its tokens are revoked', async () => {
    const chancery = server();
    const user = await chancery.addUser('ada');
    const app = await chancery.addBrowserApp('app', redirectUri, 'openid offline_access', '--first-party');
    const verifier = client.randomPKCECodeVerifier();
    const parameters = new URLSearchParams({
      client_id: app.client_id,
      redirect_uri: redirectUri,
      response_type: 'code',
      scope: 'openid offline_access',
      code_challenge: await client.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
    });
    const agent = new UserAgent(chancery.issuer);
    const { url } = await agent.walk(agent.get(`/oauth2/authorize?${parameters}`), user);
    const ask = async (form) => {
      const body = new URLSearchParams({ client_id: app.client_id, ...form });
      const answer = await fetch(`${chancery.issuer}/oauth2/token`, { method: 'POST', body });
      return { status: answer.status, body: await answer.json() };
    };
    const redemption = {
      grant_type: 'authorization_code',
      code: url.searchParams.get('code'),
      redirect_uri: redirectUri,
      code_verifier: verifier,
    };
    const answers = await Promise.all(Array.from({ length: attempts }, () => ask(redemption)));
    const [won, ...others] = answers.filter(({ status }) => status === 200);
    assert.ok(won, 'nobody was given tokens');
    assert.equal(others.length, 0);
    const refused = answers.filter(({ status, body }) => status === 400 && body.error === 'invalid_grant');
    assert.equal(refused.length, attempts - 1);

    const refresh = { grant_type: 'refresh_token', refresh_token: won.body.refresh_token };
    assert.equal((await ask(refresh)).body.error, 'invalid_grant');
    assert.deepEqual(await chancery.sessions(user.username), []);
  });
});
