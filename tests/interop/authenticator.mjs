// A passkey in plain Node (WebAuthn Level 2 §6): one key on P-256, its user verified, its attestation
// "none". It takes and gives the JSON that browsers do.

import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';

const sha256 = (bytes) => createHash('sha256').update(bytes).digest();
const bytes = (text) => Buffer.from(text, 'base64url');

/** CBOR (RFC 8949) of a small item: numbers, texts, bytes and maps given as lists of pairs. */
function cbor(value) {
  const head = (major, count) => {
    const tag = major << 5;
    if (count < 24) return Buffer.from([tag | count]);
    if (count < 256) return Buffer.from([tag | 24, count]);
    return Buffer.from([tag | 25, count >> 8, count & 0xff]);
  };
  if (typeof value === 'number') return value < 0 ? head(1, -1 - value) : head(0, value);
  if (typeof value === 'string') return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);
  if (Buffer.isBuffer(value)) return Buffer.concat([head(2, value.length), value]);
  return Buffer.concat([head(5, value.length), ...value.flat().map(cbor)]);
}

const userPresent = 0x01;
const userVerified = 0x04;
const hasCredential = 0x40;

export class Authenticator {
  #keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  #id = randomBytes(16);
  #counter = 0;
  #userHandle;

  constructor(origin) {
    this.origin = origin;
  }

  /** PublicKeyCredentialCreationOptionsJSON → RegistrationResponseJSON */
  make({ challenge, rp, user }) {
    this.#userHandle = user.id;
    const { x, y } = this.#keys.publicKey.export({ format: 'jwk' });
    const key = cbor([[1, 2], [3, -7], [-1, 1], [-2, bytes(x)], [-3, bytes(y)]]);
    const credential = Buffer.concat([Buffer.alloc(16), Buffer.from([0, this.#id.length]), this.#id, key]);
    const authData = Buffer.concat([this.#data(rp.id, hasCredential), credential]);
    return this.#answer({
      clientDataJSON: this.#clientData('webauthn.create', challenge).toString('base64url'),
      attestationObject: cbor([['fmt', 'none'], ['attStmt', []], ['authData', authData]]).toString('base64url'),
      transports: ['usb'],
    });
  }

  /** PublicKeyCredentialRequestOptionsJSON → AuthenticationResponseJSON */
  use({ challenge, rpId }) {
    const clientData = this.#clientData('webauthn.get', challenge);
    const authenticatorData = this.#data(rpId, 0);
    const message = Buffer.concat([authenticatorData, sha256(clientData)]);
    return this.#answer({
      clientDataJSON: clientData.toString('base64url'),
      authenticatorData: authenticatorData.toString('base64url'),
      signature: sign('sha256', message, this.#keys.privateKey).toString('base64url'),
      userHandle: this.#userHandle,
    });
  }

  #answer(response) {
    const id = this.#id.toString('base64url');
    return { id, rawId: id, type: 'public-key', response, clientExtensionResults: {} };
  }

  #clientData(type, challenge) {
    return Buffer.from(JSON.stringify({ type, challenge, origin: this.origin, crossOrigin: false }));
  }

  #data(rpId, flags) {
    this.#counter += 1;
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(this.#counter);
    return Buffer.concat([sha256(rpId), Buffer.from([userPresent | userVerified | flags]), counter]);
  }
}
