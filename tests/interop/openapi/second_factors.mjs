// Second factors, as the document has them: codes by OATH Toolkit, a passkey in plain Node.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Authenticator } from '../authenticator.mjs';
import { nextSecond } from '../clock.mjs';
import { totpCode } from '../totp.mjs';

/** `world` gives what the tests beside these have once they run. */
export function secondFactors(world) {
  const client_id = 'web';

  test('an authenticator app', async () => {
    const { ask, status, registered, login, tokenOf } = world();
    const person = await registered();
    const token = await tokenOf(person);
    const current_password = person.password;
    assert.deepEqual(await status(200, ask('listMyFactors', { token })), { items: [], recovery_codes: 0 });
    await status(422, ask('proveAgain', { token, json: { current_password: `not ${current_password}` } }));
    await status(403, ask('beginTotp', { token, json: { proof: 'none' } }));
    const { proof } = await status(200, ask('proveAgain', { token, json: { current_password } }));
    const { enrolment, secret, uri, qr } = await status(200, ask('beginTotp', { token, json: { proof } }));
    assert.equal(new URL(uri).searchParams.get('secret'), secret);
    assert.ok(qr.startsWith('<svg '));
    await status(422, ask('confirmTotp', { token, json: { enrolment, code: 'none' } }));
    const code = await totpCode(secret);
    const { factor, recovery_codes } =
      await status(201, ask('confirmTotp', { token, json: { enrolment, code, name: 'Phone' } }));
    assert.deepEqual([factor.kind, factor.name, recovery_codes.length], ['totp', 'Phone', 10]);

    const { mfa } = await status(403, login(person));
    assert.deepEqual(mfa.factors, ['totp', 'recovery_code']);
    const { challenge } = mfa;
    const used = await status(401, ask('answerFactor', { json: { client_id, challenge, code } }));
    assert.equal(used.code, 'wrong_factor', 'a code counts once');
    const next = await totpCode(secret, 1);
    const pair = await status(200, ask('answerFactor', { json: { client_id, challenge, code: next } }));
    await status(200, ask('getMe', { token: pair.access_token }));
    await status(401, ask('answerFactor', { json: { client_id, challenge: 'none', code: next } }));
    await status(422, ask('answerFactor', { json: { client_id, challenge } }));
    const form = { grant_type: 'password', client_id, username: person.username, password: person.password };
    assert.equal((await status(403, ask('requestToken', { form }))).error, 'mfa_required');

    const more = await status(403, ask('proveAgain', { token, json: { current_password } }));
    const answer = { challenge: more.mfa.challenge, recovery_code: recovery_codes[0] };
    const whole = await status(200, ask('proveAgain', { token, json: answer }));
    await status(403, ask('proveAgain', { token, json: answer }));
    const path = { id: factor.id };
    const named = { proof: whole.proof, name: 'Old phone' };
    assert.equal((await status(200, ask('renameFactor', { token, path, json: named }))).name, 'Old phone');
    await status(403, ask('renameFactor', { token, path, json: { proof, name: 'x' } }), 'a password is not enough now');
    const codes = await status(201, ask('replaceRecoveryCodes', { token, json: { proof: whole.proof } }));
    assert.equal(codes.recovery_codes.length, 10);
    await status(204, ask('removeFactor', { token, path, json: { proof: whole.proof } }));
    await status(404, ask('removeFactor', { token, path, json: { proof: whole.proof } }));
    await status(200, login(person));
    for (const operation of ['listMyFactors', 'replaceRecoveryCodes', 'renameFactor', 'removeFactor']) {
      await status(401, ask(operation, { path, ...(operation !== 'listMyFactors' && { json: {} }) }));
    }
    for (const operation of ['proveAgain', 'beginTotp', 'confirmTotp', 'beginPasskey', 'confirmPasskey']) {
      await status(401, ask(operation, { json: {} }));
    }
  });

  test('a passkey', async () => {
    const { ask, status, registered, login, tokenOf, admin, issuer } = world();
    const person = await registered();
    const token = await tokenOf(person);
    const key = new Authenticator(issuer);
    const { proof } = await status(200, ask('proveAgain', { token, json: { current_password: person.password } }));
    const begun = await status(200, ask('beginPasskey', { token, json: { proof } }));
    const json = { enrolment: begun.enrolment, passkey: key.make(begun.passkey), name: 'Key' };
    await status(422, ask('confirmPasskey', { token, json: { ...json, passkey: {} } }));
    const { factor, recovery_codes } = await status(201, ask('confirmPasskey', { token, json }));
    assert.deepEqual([factor.kind, recovery_codes.length], ['passkey', 10]);

    await nextSecond(); // challenges of one second have no order
    const alone = await status(200, ask('askPasskey', { json: { client_id } }));
    await status(422, ask('askPasskey', { json: { client_id, surprise: true } }));
    assert.deepEqual([alone.factors, alone.passkey.allowCredentials], [['passkey'], []]);
    const answer = { client_id, challenge: alone.challenge, passkey: key.use(alone.passkey) };
    await status(200, ask('answerFactor', { json: answer }));
    await status(401, ask('answerFactor', { json: answer }), 'a challenge counts once');
    await nextSecond();
    const { mfa } = await status(403, login(person));
    assert.equal(mfa.passkey.allowCredentials.length, 1);
    const second = { client_id, challenge: mfa.challenge, passkey: key.use(mfa.passkey) };
    await status(200, ask('answerFactor', { json: second }));

    const path = { id: person.id };
    await status(403, ask('removeFactors', { token: await tokenOf(await registered()), path }));
    const administrator = await tokenOf(admin);
    await status(204, ask('removeFactors', { token: administrator, path }));
    await status(404, ask('removeFactors', { token: administrator, path }));
    await status(200, login(person));
  });
}
