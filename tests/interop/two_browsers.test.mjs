// One user, two apps, two browsers: a logout ends what it is about, and nothing else.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { BackChannel } from './back_channel.mjs';
import './chancery.mjs';
import { nextSecond } from './clock.mjs';
import { onEachEngine } from './engines.mjs';
import { Callback, UserAgent } from './user_agent.mjs';
import { decodeJwt } from 'jose';
import * as client from 'openid-client';

const scope = 'openid offline_access';
const uriOf = (id) => `https://${id}.example/callback`;
const goneOf = (id) => `https://${id}.example/signed-out`;

/** An app of one of the two, and what it does in a browser. */
class App {
  static async register(chancery, channel, id, ...flags) {
    const logout = ['--post-logout-redirect-uri', goneOf(id), '--backchannel-logout-uri', channel.uri(`/${id}`)];
    const registered = await chancery.addWebApp(id, uriOf(id), scope, ...logout, ...flags);
    const app = new App();
    app.id = id;
    app.config = await client.discovery(
      new URL(chancery.issuer), id, {}, client.ClientSecretBasic(registered.secret),
      { execute: [client.allowInsecureRequests] });
    return app;
  }

  /** Resolves to the login: its tokens, its `sid`, and which pages were shown for it. */
  async signIn(agent, user, parameters = {}) {
    const pkceCodeVerifier = client.randomPKCECodeVerifier();
    const url = client.buildAuthorizationUrl(this.config, {
      redirect_uri: uriOf(this.id),
      scope,
      code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
      code_challenge_method: 'S256',
      ...parameters,
    });
    const from = agent.shown.length;
    const end = await agent.walk(agent.get(url), user);
    assert.ok(end instanceof Callback, end.text);
    const tokens = await client.authorizationCodeGrant(this.config, end.url, { pkceCodeVerifier });
    return { app: this, tokens, sid: tokens.claims().sid, shown: agent.shown.slice(from) };
  }

  async isSignedIn(agent, user) {
    return this.signIn(agent, user, { prompt: 'none' }).then(
      () => true,
      ({ error }) => (assert.equal(error, 'login_required'), false),
    );
  }

  signOut(agent, { tokens }) {
    return agent.get(client.buildEndSessionUrl(this.config, {
      id_token_hint: tokens.id_token,
      post_logout_redirect_uri: goneOf(this.id),
    }));
  }
}

const isAlive = async ({ app, tokens }) => {
  const answer = await client.refreshTokenGrant(app.config, tokens.refresh_token).catch((error) => error);
  if (answer.access_token) return true;
  assert.equal(answer.error, 'invalid_grant');
  return false;
};

onEachEngine('two apps and two browsers', (server) => {
  let chancery;
  let channel;
  let mail;
  let photos;

  before(async () => {
    chancery = server();
    channel = await BackChannel.listen();
    mail = await App.register(chancery, channel, 'mail', '--first-party');
    photos = await App.register(chancery, channel, 'photos');
  });
  after(() => channel?.close());

  const live = async (user) => (await chancery.sessions(user.username)).map(({ id }) => id).sort();

  /** Both apps in both browsers: four logins. */
  async function signInEverywhere(user) {
    const laptop = new UserAgent(chancery.issuer);
    const phone = new UserAgent(chancery.issuer);
    const logins = {
      mailOnLaptop: await mail.signIn(laptop, user),
      photosOnLaptop: await photos.signIn(laptop, user),
      mailOnPhone: await mail.signIn(phone, user),
      photosOnPhone: await photos.signIn(phone, user),
    };
    return { laptop, phone, logins };
  }

  const sids = (...logins) => logins.map(({ sid }) => sid).sort();

  test('one sign-in a browser does for both apps, and consent is asked once', async () => {
    const user = await chancery.addUser('ada');
    const { logins } = await signInEverywhere(user);
    assert.deepEqual(logins.mailOnLaptop.shown, ['login']);
    assert.deepEqual(logins.photosOnLaptop.shown, ['consent']);
    assert.deepEqual(logins.mailOnPhone.shown, ['login']);
    assert.deepEqual(logins.photosOnPhone.shown, []);
    assert.deepEqual(await live(user), sids(...Object.values(logins)));
  });

  test('signing out of one app ends both apps in that browser, and nothing in the other', async () => {
    const user = await chancery.addUser('bob');
    const { laptop, phone, logins } = await signInEverywhere(user);
    const posted = channel.posts.length;

    const end = await mail.signOut(laptop, logins.mailOnLaptop);
    assert.equal(end.url.href, goneOf('mail'));

    assert.deepEqual(await live(user), sids(logins.mailOnPhone, logins.photosOnPhone));
    assert.equal(await mail.isSignedIn(laptop, user), false);
    assert.equal(await photos.isSignedIn(laptop, user), false);
    assert.equal(await isAlive(logins.mailOnLaptop), false);
    assert.equal(await isAlive(logins.photosOnLaptop), false);
    assert.equal(await photos.isSignedIn(phone, user), true);
    assert.equal(await isAlive(logins.mailOnPhone), true);
    assert.equal(await isAlive(logins.photosOnPhone), true);

    const told = (await channel.received(posted + 2)).slice(posted);
    const claims = told.map(({ form }) => decodeJwt(form.get('logout_token')));
    assert.deepEqual(claims.map(({ sid }) => sid).sort(), sids(logins.mailOnLaptop, logins.photosOnLaptop));
    assert.deepEqual(claims.map(({ aud }) => aud).sort(), ['mail', 'photos']);
    assert.deepEqual(told.map(({ path }) => path).sort(), ['/mail', '/photos']);
  });

  test('the user sees the same in /api/v1/users/me/sessions', async () => {
    const user = await chancery.addUser('cleo');
    const { laptop, logins } = await signInEverywhere(user);
    await mail.signOut(laptop, logins.mailOnLaptop);
    const answer = await fetch(`${chancery.issuer}/api/v1/users/me/sessions`, {
      headers: { authorization: `Bearer ${logins.mailOnPhone.tokens.access_token}` },
    });
    assert.equal(answer.status, 200);
    const { items } = await answer.json();
    assert.deepEqual(items.map(({ id }) => id).sort(), sids(logins.mailOnPhone, logins.photosOnPhone));
    assert.deepEqual(items.filter(({ current }) => current).map(({ id }) => id), sids(logins.mailOnPhone));
  });

  test('revoking one login leaves the browser and its other app alone', async () => {
    const user = await chancery.addUser('dora');
    const { phone, logins } = await signInEverywhere(user);
    await chancery.command('session', 'revoke', logins.photosOnPhone.sid);
    assert.equal(await isAlive(logins.photosOnPhone), false);
    assert.equal(await isAlive(logins.mailOnPhone), true);
    assert.equal(await mail.isSignedIn(phone, user), true);
  });

  test('ending all logins of a user signs both browsers out', async () => {
    const user = await chancery.addUser('eve');
    const { laptop, phone, logins } = await signInEverywhere(user);
    await chancery.command('session', 'revoke', '--user', user.username);
    for (const login of Object.values(logins)) assert.equal(await isAlive(login), false);
    assert.deepEqual(await live(user), []);
    for (const agent of [laptop, phone]) assert.equal(await mail.isSignedIn(agent, user), false);
  });

  test('who signs in as somebody else in a browser ends what was there', async () => {
    const first = await chancery.addUser('fay');
    const second = await chancery.addUser('gil');
    const { laptop, logins } = await signInEverywhere(first);
    await nextSecond();
    const other = await mail.signIn(laptop, second, { prompt: 'login' });
    assert.deepEqual(await live(first), sids(logins.mailOnPhone, logins.photosOnPhone));
    assert.deepEqual(await live(second), sids(other));
  });
});
