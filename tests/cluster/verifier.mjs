// A resource server with `jose`, which keeps the JWKS as it does by default:
//   node verifier.mjs PORT SECONDS
// What it does and prints is said in verifier.cpp.

import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { setTimeout as pause } from 'node:timers/promises';
import { webcrypto } from 'node:crypto';

globalThis.crypto ??= webcrypto; // Node 18 has it under no name

// The packages are those of the interop tests.
const packages = createRequire(new URL('../interop/package.json', import.meta.url));
const { createRemoteJWKSet, decodeProtectedHeader, jwtVerify } = await import(
  pathToFileURL(packages.resolve('jose')).href
);

const [port, span] = process.argv.slice(2).map(Number);
const issuer = `http://127.0.0.1:${port}`;
const secret = process.env.CLUSTER_SECRET;

let fetches = 0;
const known = globalThis.fetch;
globalThis.fetch = (url, options) => {
  if (String(url).endsWith('/jwks.json')) fetches += 1;
  return known(url, options);
};

const metadata = await (await fetch(`${issuer}/.well-known/openid-configuration`)).json();
const keys = createRemoteJWKSet(new URL(metadata.jwks_uri));

async function issue(client) {
  const answer = await fetch(metadata.token_endpoint, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`${client}:${secret}`)}` },
    body: new URLSearchParams({ grant_type: 'client_credentials' }),
  });
  if (answer.status !== 200) throw new Error(`no token: ${answer.status} ${await answer.text()}`);
  const { access_token: token, expires_in: lifetime } = await answer.json();
  return { token, until: Date.now() + (lifetime - 2) * 1000 };
}

const used = new Set();
let verified = 0;
let refused = 0;

async function check({ token }) {
  try {
    await jwtVerify(token, keys, { issuer: metadata.issuer, audience: 'api', typ: 'at+jwt' });
    used.add(decodeProtectedHeader(token).kid);
    verified += 1;
  } catch (error) {
    refused += 1;
    console.error(`not verified: ${error.code} ${error.message} ${token}`);
  }
}

let earlier = [];
const end = Date.now() + span * 1000;
for (let i = 0; Date.now() < end; i += 1) {
  const issued = await issue(i % 2 === 0 ? 'es256' : 'rs256');
  await check(issued);
  earlier.push(issued);
  earlier = earlier.filter(({ until }) => until > Date.now());
  await check(earlier[Math.floor(Math.random() * earlier.length)]);
  await pause(200);
}
console.log(`verified ${verified}\nrefused ${refused}\nkeys ${used.size}\nfetches ${fetches}`);
