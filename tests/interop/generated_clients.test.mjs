// Clients that two generators make of the OpenAPI document compile under tsc --strict and run the whole
// first-party story, on SQLite and on PostgreSQL.

import { execFile } from 'node:child_process';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { Authenticator } from './authenticator.mjs';
import { Chancery, randomSecret } from './chancery.mjs';
import { nextSecond } from './clock.mjs';
import { Mailbox } from './mailbox.mjs';
import { jsonPath } from './openapi/document.mjs';
import { Postgres } from './postgres.mjs';
import { totpCode } from './totp.mjs';
import { createClient as generateHeyApi } from '@hey-api/openapi-ts';
import openapiTypescript, { astToString } from 'openapi-typescript';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const generated = (path) => here(`.generated/${path}`);
const stories = ['ownAccount', 'accountByMail', 'secondFactors', 'everyAccount', 'byTheBook'];

async function generate() {
  await rm(generated(''), { recursive: true, force: true });
  await mkdir(generated('openapi-typescript'), { recursive: true });
  const types = await openapiTypescript(new URL(`file://${jsonPath}`));
  await writeFile(generated('openapi-typescript/schema.d.ts'), astToString(types));
  await generateHeyApi({
    input: jsonPath,
    output: { path: generated('hey-api'), importFileExtension: '.js' },
    logs: { level: 'silent' },
  });
}

/** Rejects with what the compiler says. */
async function compile() {
  const tsc = here('node_modules/.bin/tsc');
  await promisify(execFile)(tsc, ['-p', here('clients/tsconfig.json')]).catch(({ stdout }) => {
    throw new Error(stdout);
  });
}

const databases = {
  SQLite: async () => ({ environment: {}, stop: async () => {} }),
  PostgreSQL: async () => {
    const postgres = await Postgres.start();
    const key = Buffer.from(randomSecret(), 'hex').toString('base64');
    const environment = { CHANCERY_DATABASE_URL: postgres.url, CHANCERY_MASTER_KEY: key };
    return { environment, stop: () => postgres.stop() };
  },
};

test('the generated clients compile under tsc --strict', async () => {
  await generate();
  await compile();
});

for (const [name, open] of Object.entries(databases)) {
  describe(`on ${name}`, () => {
    let database;
    let mailbox;
    let chancery;
    let admin;

    before(async () => {
      database = await open();
      mailbox = await Mailbox.make();
      chancery = await Chancery.start({ ...database.environment, ...mailbox.settings }, 'localhost');
      await chancery.addApp('web', 'openid profile email offline_access');
      admin = await chancery.addUser('root', '--role', 'admin');
    });

    after(async () => {
      await chancery?.stop();
      await database?.stop();
      await mailbox?.remove();
    });

    for (const client of ['openapi-fetch', 'hey-api']) {
      for (const story of stories) {
        test(`${client}: ${story}`, async () => {
          const module = await import(generated(`out/clients/${client}.js`));
          const username = `ada-${client}`;
          await module[story]({
            issuer: chancery.issuer,
            clientId: 'web',
            codeOf: totpCode,
            nextSecond,
            authenticator: new Authenticator(chancery.issuer),
            ticketOf: (address, path) => mailbox.ticket(address, path),
            person: { username, email: `${username}@example.org`, password: randomSecret() },
            admin: { username: admin.username, password: admin.password },
          });
        });
      }
    }
  });
}
