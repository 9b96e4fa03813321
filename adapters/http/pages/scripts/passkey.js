for (const form of document.querySelectorAll('form.passkey')) {
  if (!window.PublicKeyCredential) break;
  const bytes = (text) =>
    Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (c) => c.charCodeAt(0));
  const text = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/[+]/g, '-').replace(/[/]/g, '_').replace(/=/g, '');
  const ids = (list) => list.map((one) => ({ ...one, id: bytes(one.id) }));
  const [answer] = form.querySelectorAll('input[name=passkey]');
  const button = form.querySelector('button[type=submit]');
  const failed = form.querySelector('[role=alert]');
  const get = async () => {
    const o = JSON.parse(form.dataset.get);
    const publicKey = { ...o, challenge: bytes(o.challenge), allowCredentials: ids(o.allowCredentials) };
    const { id, type, response: r } = await navigator.credentials.get({ publicKey });
    return { id, type, response: {
      clientDataJSON: text(r.clientDataJSON), authenticatorData: text(r.authenticatorData),
      signature: text(r.signature), userHandle: r.userHandle ? text(r.userHandle) : null } };
  };
  const create = async () => {
    const o = JSON.parse(form.dataset.create);
    const publicKey = { ...o, challenge: bytes(o.challenge), user: { ...o.user, id: bytes(o.user.id) },
      excludeCredentials: ids(o.excludeCredentials) };
    const { id, type, response: r } = await navigator.credentials.create({ publicKey });
    return { id, type, response: {
      clientDataJSON: text(r.clientDataJSON), attestationObject: text(r.attestationObject),
      transports: r.getTransports ? r.getTransports() : [] } };
  };
  form.addEventListener('submit', async (event) => {
    if (answer.value) return;
    event.preventDefault();
    button.disabled = true;
    failed.hidden = true;
    try {
      answer.value = JSON.stringify(await (form.dataset.create ? create() : get()));
      HTMLFormElement.prototype.submit.call(form);
    } catch {
      failed.hidden = false;
      button.disabled = false;
    }
  });
  button.hidden = false;
}
