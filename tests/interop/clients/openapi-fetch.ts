// The first-party story with openapi-fetch, by the types that openapi-typescript generates.

import createClient from 'openapi-fetch';

import type { components, paths } from '../.generated/openapi-typescript/schema.js';
import { account, type Cast, expect, status, value } from './expect.js';

type User = components['schemas']['User'];

const clientOf = (issuer: string, token?: string) =>
  createClient<paths>({ baseUrl: issuer, headers: token ? { authorization: `Bearer ${token}` } : {} });

export async function ownAccount({ issuer, clientId, person }: Cast): Promise<void> {
  const anyone = clientOf(issuer);
  const key = { 'Idempotency-Key': crypto.randomUUID() };
  const asked = { body: person, params: { header: key } };
  const user: User = account(value(await anyone.POST('/api/v1/auth/register', asked)));
  expect(account(value(await anyone.POST('/api/v1/auth/register', asked))).id === user.id, 'asked twice, made once');

  const wrong = await anyone.POST('/api/v1/auth/login', { body: { login: person.email, password: 'wrong' + person.password, client_id: clientId } });
  expect(wrong.error?.code === 'invalid_credentials', 'a wrong password has its code');

  const body = { login: person.email, password: person.password, client_id: clientId };
  const first = value(await anyone.POST('/api/v1/auth/login', { body }));
  const me = clientOf(issuer, first.access_token);
  expect(value(await me.GET('/api/v1/users/me')).id === user.id, 'me is who registered');
  const renamed = value(await me.PATCH('/api/v1/users/me', { body: { username: `${person.username}.x` } }));
  expect(renamed.username === `${person.username}.x`, 'the username changed');

  value(await anyone.POST('/api/v1/auth/login', { body }));
  const listed = await me.GET('/api/v1/users/me/sessions', { params: { query: { limit: 10 } } });
  const sessions = value(listed).items;
  expect(sessions.length === 2, 'two logins, two sessions');
  const other = sessions.find((session) => !session.current);
  expect(other !== undefined, 'one of them is not this one');
  const path = { path: { id: other.id } };
  status(204, await me.DELETE('/api/v1/users/me/sessions/{id}', { params: path }));
  status(404, await me.DELETE('/api/v1/users/me/sessions/{id}', { params: path }));

  const refreshing = { refresh_token: first.refresh_token, client_id: clientId };
  const next = value(await anyone.POST('/api/v1/auth/refresh', { body: refreshing }));
  expect(next.refresh_token !== first.refresh_token, 'the refresh token is another');
  const ending = { refresh_token: next.refresh_token, client_id: clientId };
  status(204, await anyone.POST('/api/v1/auth/logout', { body: ending }));
  status(401, await anyone.POST('/api/v1/auth/refresh', { body: ending }));
  status(401, await clientOf(issuer, next.access_token).GET('/api/v1/users/me'));
}

export async function accountByMail({ issuer, clientId, person, admin, ticketOf }: Cast): Promise<void> {
  const anyone = clientOf(issuer);
  const tokenOf = async (login: string, password: string) =>
    value(await anyone.POST('/api/v1/auth/login', { body: { login, password, client_id: clientId } })).access_token;
  const administrator = clientOf(issuer, await tokenOf(admin.username, admin.password));
  const email = `invited-${person.email}`;
  const invited = value(await administrator.POST('/api/v1/users/invites', { body: { email } }));
  expect(invited.email === email, 'it is invited');
  const invitation = await ticketOf(email, '/invite');
  const asked = { email, password: person.password, invitation };
  const made = account(value(await anyone.POST('/api/v1/auth/register', { body: asked })));
  expect(made.email_verified, 'who was invited has read the mail');

  const me = clientOf(issuer, await tokenOf(email, person.password));
  const elsewhere = `moved-${person.email}`;
  const change = { email: elsewhere, current_password: person.password };
  expect(value(await me.PATCH('/api/v1/users/me', { body: change })).email === email, 'until that mail is read');
  const verification = { token: await ticketOf(elsewhere, '/verify') };
  status(204, await anyone.POST('/api/v1/auth/verify', { body: verification }));
  expect(value(await me.GET('/api/v1/users/me')).email === elsewhere, 'it has moved');
  status(202, await anyone.POST('/api/v1/auth/request-verify', { body: { email: 'nobody@example.org' } }));

  status(202, await anyone.POST('/api/v1/auth/forgot-password', { body: { email: elsewhere } }));
  const password = `another ${person.password}`;
  const reset = { token: await ticketOf(elsewhere, '/reset-password'), password };
  status(204, await anyone.POST('/api/v1/auth/reset-password', { body: reset }));
  status(400, await anyone.POST('/api/v1/auth/reset-password', { body: reset }));
  status(401, await me.GET('/api/v1/users/me'));
  const again = clientOf(issuer, await tokenOf(elsewhere, password));
  const passwords = { current_password: password, new_password: person.password };
  status(204, await again.PUT('/api/v1/users/me/password', { body: passwords }));
  status(204, await again.DELETE('/api/v1/users/me', { body: { current_password: person.password } }));
  status(401, await again.GET('/api/v1/users/me'));
}

export async function secondFactors({ issuer, clientId: client_id, person, admin, codeOf, authenticator, nextSecond }: Cast): Promise<void> {
  const anyone = clientOf(issuer);
  const body = { email: `factor-${person.email}`, password: person.password };
  const user = account(value(await anyone.POST('/api/v1/auth/register', { body })));
  const login = { login: body.email, password: body.password, client_id };
  const me = clientOf(issuer, value(await anyone.POST('/api/v1/auth/login', { body: login })).access_token);
  const current_password = body.password;
  const { proof } = value(await me.POST('/api/v1/users/me/proof', { body: { current_password } }));
  const { enrolment, secret } = value(await me.POST('/api/v1/users/me/factors/totp', { body: { proof } }));
  const first = { enrolment, code: await codeOf(secret) };
  const enrolled = value(await me.POST('/api/v1/users/me/factors/totp/confirm', { body: first }));
  const [recovery_code] = enrolled.recovery_codes ?? [];
  expect(recovery_code !== undefined, 'the first factor brings recovery codes');

  const refused = await anyone.POST('/api/v1/auth/login', { body: login });
  expect(refused.error?.code === 'mfa_required' && 'mfa' in refused.error, 'a password is not enough');
  const { challenge } = refused.error.mfa ?? { challenge: '' };
  const answer = { client_id, challenge, code: await codeOf(secret, 1) };
  value(await anyone.POST('/api/v1/auth/factor', { body: answer }));

  const more = await me.POST('/api/v1/users/me/proof', { body: { current_password } });
  expect(more.error?.code === 'mfa_required' && 'mfa' in more.error, 'nor is it to change them');
  const again = { challenge: more.error.mfa?.challenge ?? '', recovery_code };
  const whole = value(await me.POST('/api/v1/users/me/proof', { body: again }));
  const begun = value(await me.POST('/api/v1/users/me/factors/passkey', { body: { proof: whole.proof } }));
  const made = { enrolment: begun.enrolment, passkey: authenticator.make(begun.passkey), name: 'Key' };
  value(await me.POST('/api/v1/users/me/factors/passkey/confirm', { body: made }));
  const list = value(await me.GET('/api/v1/users/me/factors'));
  expect(list.items.length === 2 && list.recovery_codes === 9, 'an app, a passkey, and a code less');

  const path = { path: { id: enrolled.factor.id } };
  const renaming = { params: path, body: { proof: whole.proof, name: 'Phone' } };
  expect(value(await me.PATCH('/api/v1/users/me/factors/{id}', renaming)).name === 'Phone', 'it is renamed');
  const codes = value(await me.POST('/api/v1/users/me/recovery-codes', { body: { proof: whole.proof } }));
  expect(codes.recovery_codes.length === 10, 'new codes');
  status(204, await me.DELETE('/api/v1/users/me/factors/{id}', { params: path, body: { proof: whole.proof } }));

  await nextSecond(); // challenges of one second have no order
  const offer = value(await anyone.POST('/api/v1/auth/passkey', { body: { client_id } }));
  const used = { client_id, challenge: offer.challenge, passkey: authenticator.use(offer.passkey) };
  value(await anyone.POST('/api/v1/auth/factor', { body: used }));

  const credentials = { login: admin.username, password: admin.password, client_id };
  const { access_token } = value(await anyone.POST('/api/v1/auth/login', { body: credentials }));
  const params = { path: { id: user.id } };
  status(204, await clientOf(issuer, access_token).DELETE('/api/v1/users/{id}/factors', { params }));
  value(await anyone.POST('/api/v1/auth/login', { body: login }));
}

export async function everyAccount({ issuer, clientId, admin }: Cast): Promise<void> {
  const body = { login: admin.username, password: admin.password, client_id: clientId };
  const { access_token } = value(await clientOf(issuer).POST('/api/v1/auth/login', { body }));
  const api = clientOf(issuer, access_token);

  const wanted = { email: 'openapi-fetch@example.org', email_verified: true, roles: ['editor'] };
  const user: User = value(await api.POST('/api/v1/users', { body: wanted }));
  status(409, await api.POST('/api/v1/users', { body: wanted }));
  const params = { path: { id: user.id } };
  expect(value(await api.GET('/api/v1/users/{id}', { params })).email === wanted.email, 'it is there');
  const changed = value(await api.PATCH('/api/v1/users/{id}', { params, body: { disabled: true } }));
  expect(changed.disabled, 'it is switched off');
  const query = { role: 'editor', disabled: true, limit: 1 };
  const page = value(await api.GET('/api/v1/users', { params: { query } }));
  expect(page.items[0]?.id === user.id && page.next_cursor === null, 'the filters find it');
  status(204, await api.DELETE('/api/v1/users/{id}', { params }));
  status(404, await api.GET('/api/v1/users/{id}', { params }));
}

export async function byTheBook({ issuer, clientId, admin }: Cast): Promise<void> {
  const form = { grant_type: 'password' as const, client_id: clientId, ...admin };
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const tokens = value(await clientOf(issuer).POST('/oauth2/token', { body: form, headers }));
  expect(tokens.refresh_token !== undefined, 'a pair');
  const info = value(await clientOf(issuer, tokens.access_token).GET('/oauth2/userinfo'));
  expect(info.preferred_username === admin.username, 'userinfo knows the user');
}
