// Apps that ask their users themselves, as the document has it.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';

import { randomSecret } from '../chancery.mjs';

const scope = 'openid offline_access';

/** `world` gives what the tests beside these have once they run. */
export function firstPartyApps(world) {
  test('an app asks its user without a browser', async () => {
    const { ask, status, chancery, registered } = world();
    const client_id = 'phone';
    await chancery.addBrowserApp(client_id, 'https://phone.example/cb', scope, '--first-party');
    const person = await registered();
    const verifier = randomSecret();
    const first = {
      client_id,
      scope,
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: 'S256',
    };
    const challenge = (form) => ask('answerChallenge', { form });

    const begun = await status(400, challenge(first));
    assert.equal(begun.error, 'insufficient_authorization');
    assert.equal(begun.factors[0], 'password');
    const next = { client_id, auth_session: begun.auth_session, username: person.username };
    const met = await status(200, challenge({ ...next, password: person.password }));
    const redemption = { grant_type: 'authorization_code', client_id, code: met.authorization_code };
    const form = { ...redemption, code_verifier: verifier };
    const tokens = await status(200, ask('requestToken', { form }));
    const { sub, amr, acr } = JSON.parse(Buffer.from(tokens.id_token.split('.')[1], 'base64url'));
    assert.deepEqual([sub, amr, acr], [person.id, ['pwd'], '1']);
    assert.equal((await status(200, ask('getUserinfo', { token: tokens.access_token }))).sub, person.id);
    await status(400, ask('requestToken', { form }));

    const right = { ...first, username: person.username, password: person.password };
    for (const [form, code] of [
      [{ ...right, password: randomSecret() }, 'invalid_grant'],
      [{ ...next, password: person.password, auth_session: 'forged' }, 'invalid_session'],
      [{ ...right, code_challenge_method: 'plain' }, 'invalid_request'],
      [{ ...right, scope: 'more' }, 'invalid_scope'],
      [{ ...right, resource: 'https://other.example' }, 'invalid_target'],
      [{ ...right, client_id: 'web' }, 'unauthorized_client'],
      [{ ...right, acr_values: '2' }, 'unmet_authentication_requirements'],
    ]) {
      assert.equal((await status(400, challenge(form))).error, code);
    }
    await status(401, challenge({ ...right, client_id: 'nobody' }));
  });
}
