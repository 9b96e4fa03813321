// What the documentation of oidc-client-ts tells an app to do, and nothing that it does not.

const here = location.origin;
const element = (id) => document.getElementById(id);

const manager = new oidc.UserManager({
  authority: new URLSearchParams(location.search).get('issuer') ?? sessionStorage.getItem('issuer'),
  client_id: 'spa',
  redirect_uri: `${here}/`,
  silent_redirect_uri: `${here}/callback.html`,
  popup_redirect_uri: `${here}/callback.html`,
  post_logout_redirect_uri: `${here}/`,
  scope: 'openid profile email offline_access',
  loadUserInfo: true,
  automaticSilentRenew: false,
  silentRequestTimeoutInSeconds: 10,
  userStore: new oidc.WebStorageStateStore({ store: sessionStorage }),
});
sessionStorage.setItem('issuer', manager.settings.authority);

async function show(state) {
  const user = await manager.getUser();
  element('user').textContent = user ? JSON.stringify({ ...user, profile: user.profile }) : '';
  element('state').textContent = state ?? (user ? 'signed in' : 'signed out');
}

function on(id, action) {
  element(id).addEventListener('click', async () => {
    element('state').textContent = 'busy';
    await action().then(
      () => show(),
      (error) => show(`failed: ${error.error ?? error.message}`),
    );
  });
}

on('sign-in', () => manager.signinRedirect());
on('sign-in-popup', () => manager.signinPopup());
on('renew', () => manager.signinSilent());
on('renew-by-iframe', () => manager.signinSilent({ forceIframeAuth: true }));
on('sign-out', () => manager.signoutRedirect());

async function begin() {
  const parameters = new URLSearchParams(location.search);
  try {
    if (parameters.has('state')) {
      const isSignIn = parameters.has('code') || parameters.has('error');
      await (isSignIn ? manager.signinCallback() : manager.signoutCallback());
      history.replaceState(null, '', '/');
    }
    await show();
  } catch (error) {
    await show(`failed: ${error.error ?? error.message}`);
  }
}

begin();
