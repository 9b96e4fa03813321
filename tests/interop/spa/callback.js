// Where an iframe or a popup ends: hands the answer to the window that opened it.
new oidc.UserManager({ authority: 'none', client_id: 'none', redirect_uri: location.href }).signinCallback();
