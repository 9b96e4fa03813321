// The first-party story with the client that @hey-api/openapi-ts generates.

import { createClient } from '../.generated/hey-api/client/index.js';
import * as api from '../.generated/hey-api/sdk.gen.js';
import type { User } from '../.generated/hey-api/types.gen.js';
import { account, type Cast, expect, status, value } from './expect.js';

const clientOf = (issuer: string, token?: string) => createClient({ baseUrl: issuer, auth: () => token });

export async function ownAccount({ issuer, clientId, person }: Cast): Promise<void> {
  const client = clientOf(issuer);
  const asked = { client, body: person, headers: { 'Idempotency-Key': crypto.randomUUID() } };
  const user: User = account(value(await api.register(asked)));
  expect(account(value(await api.register(asked))).id === user.id, 'asked twice, made once');

  const credentials = { login: person.email, password: person.password, client_id: clientId };
  const wrong = await api.login({ client, body: { ...credentials, password: `wrong${person.password}` } });
  expect(wrong.error?.code === 'invalid_credentials', 'a wrong password has its code');

  const first = value(await api.login({ client, body: credentials }));
  const me = clientOf(issuer, first.access_token);
  expect(value(await api.getMe({ client: me })).id === user.id, 'me is who registered');
  const username = `${person.username}.x`;
  expect(value(await api.updateMe({ client: me, body: { username } })).username === username, 'the username changed');

  value(await api.login({ client, body: credentials }));
  const sessions = value(await api.listMySessions({ client: me, query: { limit: 10 } })).items;
  expect(sessions.length === 2, 'two logins, two sessions');
  const other = sessions.find((session) => !session.current);
  expect(other !== undefined, 'one of them is not this one');
  status(204, await api.endMySession({ client: me, path: { id: other.id } }));
  status(404, await api.endMySession({ client: me, path: { id: other.id } }));

  const body = { refresh_token: first.refresh_token, client_id: clientId };
  const next = value(await api.refresh({ client, body }));
  expect(next.refresh_token !== first.refresh_token, 'the refresh token is another');
  const ending = { refresh_token: next.refresh_token, client_id: clientId };
  status(204, await api.logout({ client, body: ending }));
  status(401, await api.refresh({ client, body: ending }));
  status(401, await api.getMe({ client: clientOf(issuer, next.access_token) }));
}

export async function accountByMail({ issuer, clientId, person, admin, ticketOf }: Cast): Promise<void> {
  const client = clientOf(issuer);
  const tokenOf = async (login: string, password: string) =>
    value(await api.login({ client, body: { login, password, client_id: clientId } })).access_token;
  const administrator = clientOf(issuer, await tokenOf(admin.username, admin.password));
  const email = `invited-${person.email}`;
  expect(value(await api.inviteUser({ client: administrator, body: { email } })).email === email, 'it is invited');
  const invitation = await ticketOf(email, '/invite');
  const asked = { client, body: { email, password: person.password, invitation } };
  expect(account(value(await api.register(asked))).email_verified, 'who was invited has read the mail');

  const me = clientOf(issuer, await tokenOf(email, person.password));
  const elsewhere = `moved-${person.email}`;
  const change = { client: me, body: { email: elsewhere, current_password: person.password } };
  expect(value(await api.updateMe(change)).email === email, 'until that mail is read');
  status(204, await api.verifyEmail({ client, body: { token: await ticketOf(elsewhere, '/verify') } }));
  expect(value(await api.getMe({ client: me })).email === elsewhere, 'it has moved');
  status(202, await api.requestVerify({ client, body: { email: 'nobody@example.org' } }));

  status(202, await api.forgotPassword({ client, body: { email: elsewhere } }));
  const password = `another ${person.password}`;
  const reset = { client, body: { token: await ticketOf(elsewhere, '/reset-password'), password } };
  status(204, await api.resetPassword(reset));
  status(400, await api.resetPassword(reset));
  status(401, await api.getMe({ client: me }));
  const again = clientOf(issuer, await tokenOf(elsewhere, password));
  const passwords = { current_password: password, new_password: person.password };
  status(204, await api.changeMyPassword({ client: again, body: passwords }));
  status(204, await api.deleteMe({ client: again, body: { current_password: person.password } }));
  status(401, await api.getMe({ client: again }));
}

export async function secondFactors({ issuer, clientId: client_id, person, admin, codeOf, authenticator, nextSecond }: Cast): Promise<void> {
  const client = clientOf(issuer);
  const body = { email: `factor-${person.email}`, password: person.password };
  const user = account(value(await api.register({ client, body })));
  const login = { client, body: { login: body.email, password: body.password, client_id } };
  const me = clientOf(issuer, value(await api.login(login)).access_token);
  const current_password = body.password;
  const { proof } = value(await api.proveAgain({ client: me, body: { current_password } }));
  const { enrolment, secret } = value(await api.beginTotp({ client: me, body: { proof } }));
  const first = { enrolment, code: await codeOf(secret) };
  const enrolled = value(await api.confirmTotp({ client: me, body: first }));
  const [recovery_code] = enrolled.recovery_codes ?? [];
  expect(recovery_code !== undefined, 'the first factor brings recovery codes');

  const refused = await api.login(login);
  expect(refused.error?.code === 'mfa_required', 'a password is not enough');
  const challenge = refused.error.mfa?.challenge ?? '';
  const answer = { client_id, challenge, code: await codeOf(secret, 1) };
  value(await api.answerFactor({ client, body: answer }));

  const more = await api.proveAgain({ client: me, body: { current_password } });
  expect(more.error?.code === 'mfa_required', 'nor is it to change them');
  const again = { challenge: more.error.mfa?.challenge ?? '', recovery_code };
  const whole = { proof: value(await api.proveAgain({ client: me, body: again })).proof };
  const begun = value(await api.beginPasskey({ client: me, body: whole }));
  const made = { enrolment: begun.enrolment, passkey: authenticator.make(begun.passkey), name: 'Key' };
  value(await api.confirmPasskey({ client: me, body: made }));
  const list = value(await api.listMyFactors({ client: me }));
  expect(list.items.length === 2 && list.recovery_codes === 9, 'an app, a passkey, and a code less');

  const path = { id: enrolled.factor.id };
  const renamed = value(await api.renameFactor({ client: me, path, body: { ...whole, name: 'Phone' } }));
  expect(renamed.name === 'Phone', 'it is renamed');
  const codes = value(await api.replaceRecoveryCodes({ client: me, body: whole }));
  expect(codes.recovery_codes.length === 10, 'new codes');
  status(204, await api.removeFactor({ client: me, path, body: whole }));

  await nextSecond(); // challenges of one second have no order
  const offer = value(await api.askPasskey({ client, body: { client_id } }));
  const used = { client_id, challenge: offer.challenge, passkey: authenticator.use(offer.passkey) };
  value(await api.answerFactor({ client, body: used }));

  const credentials = { login: admin.username, password: admin.password, client_id };
  const { access_token } = value(await api.login({ client, body: credentials }));
  status(204, await api.removeFactors({ client: clientOf(issuer, access_token), path: { id: user.id } }));
  value(await api.login(login));
}

export async function everyAccount({ issuer, clientId, admin }: Cast): Promise<void> {
  const credentials = { login: admin.username, password: admin.password, client_id: clientId };
  const { access_token } = value(await api.login({ client: clientOf(issuer), body: credentials }));
  const client = clientOf(issuer, access_token);

  const body = { email: 'hey-api@example.org', email_verified: true, roles: ['author'] };
  const user: User = value(await api.createUser({ client, body }));
  status(409, await api.createUser({ client, body }));
  const path = { id: user.id };
  expect(value(await api.getUser({ client, path })).email === body.email, 'it is there');
  expect(value(await api.updateUser({ client, path, body: { disabled: true } })).disabled, 'it is switched off');
  const query = { role: 'author', disabled: true, limit: 1 };
  const page = value(await api.listUsers({ client, query }));
  expect(page.items[0]?.id === user.id && page.next_cursor === null, 'the filters find it');
  status(204, await api.deleteUser({ client, path }));
  status(404, await api.getUser({ client, path }));
}

export async function byTheBook({ issuer, clientId, admin }: Cast): Promise<void> {
  const body = { grant_type: 'password' as const, client_id: clientId, ...admin };
  const tokens = value(await api.requestToken({ client: clientOf(issuer), body }));
  expect(tokens.refresh_token !== undefined, 'a pair');
  const info = value(await api.getUserinfo({ client: clientOf(issuer, tokens.access_token) }));
  expect(info.preferred_username === admin.username, 'userinfo knows the user');
}
