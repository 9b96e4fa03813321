// What accounts do by mail, as the document has it.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { randomSecret } from '../chancery.mjs';

/** `world` gives what the tests beside these have once they run. */
export function accountsByMail(world) {
  test('an address is verified', async () => {
    const { ask, status, registered, tokenOf, mailbox } = world();
    const person = await registered();
    const token = await tokenOf(person);
    assert.equal((await status(200, ask('getMe', { token }))).email_verified, false);
    await status(202, ask('requestVerify', { json: { email: person.email } }));
    await status(202, ask('requestVerify', { json: { email: 'nobody@example.org' } }));
    await status(422, ask('requestVerify', { json: { email: 'no address' } }));
    const json = { token: await mailbox.ticket(person.email, '/verify') };
    await status(204, ask('verifyEmail', { json }));
    assert.equal((await status(200, ask('getMe', { token }))).email_verified, true);
    const again = await status(400, ask('verifyEmail', { json }));
    assert.equal(again.code, 'invalid_link');
    await status(422, ask('verifyEmail', { json: {} }));
  });

  test('a forgotten password is replaced, and every login ends', async () => {
    const { ask, status, registered, login, tokenOf, mailbox } = world();
    const person = await registered();
    const token = await tokenOf(person);
    await status(202, ask('forgotPassword', { json: { email: person.email } }));
    await status(202, ask('forgotPassword', { json: { email: 'nobody@example.org' } }));
    await status(422, ask('forgotPassword', { json: { email: 'no address' } }));
    const ticket = await mailbox.ticket(person.email, '/reset-password');
    await status(422, ask('resetPassword', { json: { token: ticket, password: 'short' } }));
    const password = randomSecret();
    await status(204, ask('resetPassword', { json: { token: ticket, password } }));
    await status(400, ask('resetPassword', { json: { token: ticket, password } }));
    await status(401, ask('getMe', { token }));
    await status(401, login(person));
    await status(200, login({ ...person, password }));
  });

  test('another address counts once its mail was read', async () => {
    const { ask, status, registered, tokenOf, mailbox } = world();
    const person = await registered();
    const token = await tokenOf(person);
    const email = `renamed-${person.email}`;
    const change = { email, current_password: person.password };
    await status(422, ask('updateMe', { token, json: { email } }));
    assert.equal((await status(202, ask('updateMe', { token, json: change }))).email, person.email);
    const json = { token: await mailbox.ticket(email, '/verify') };
    await status(204, ask('verifyEmail', { json }));
    const now = await status(200, ask('getMe', { token }));
    assert.deepEqual([now.email, now.email_verified], [email, true]);
  });

  test('who was invited makes an account', async () => {
    const { ask, status, newPerson, registered, tokenOf, admin, mailbox } = world();
    const token = await tokenOf(admin);
    const person = newPerson();
    const invited = await status(201, ask('inviteUser', { token, json: { email: person.email } }));
    assert.deepEqual([invited.email, invited.link], [person.email, null]);
    const invitation = await mailbox.ticket(person.email, '/invite');
    const user = await status(201, ask('register', { json: { ...person, invitation } }));
    assert.equal(user.email_verified, true);
    await status(400, ask('register', { json: { ...newPerson(), invitation } }));
    await status(409, ask('inviteUser', { token, json: { email: person.email } }));
    await status(422, ask('inviteUser', { token, json: { email: 'no address' } }));
    const stranger = await tokenOf(await registered());
    await status(403, ask('inviteUser', { token: stranger, json: { email: 'x@example.org' } }));
    await status(401, ask('inviteUser', { json: { email: 'x@example.org' } }));
  });
}
