// Starts the built program on a database of its own and talks to its command line.

import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomBytes, webcrypto } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

// Node 18 has WebCrypto, but not under the name the libraries look for: import this file first.
globalThis.crypto ??= webcrypto;

const binary =
  process.env.CHANCERY_BINARY ??
  fileURLToPath(new URL('../../build/release/app/chancery', import.meta.url));

const startDeadline = 20_000;
const pollInterval = 10;

/** A random text of 64 hexadecimal digits, for secrets and passwords. */
export const randomSecret = () => randomBytes(32).toString('hex');

/** A port of loopback that nobody listens on just now. */
export function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

/** Runs a command to its end; resolves to its output, rejects with what it said when it failed. */
function run(args, environment, input = '') {
  return new Promise((resolve, reject) => {
    const child = spawn(binary, args, { env: environment });
    let output = '';
    let errors = '';
    child.stdout.on('data', (text) => (output += text));
    child.stderr.on('data', (text) => (errors += text));
    child.once('error', reject);
    child.once('close', (status) =>
      status === 0
        ? resolve(output)
        : reject(new Error(`chancery ${args.join(' ')}: status ${status}\n${output}${errors}`)),
    );
    child.stdin.end(input);
  });
}

export class Chancery {
  /** Everything the server wrote, log and errors. */
  output = '';

  constructor(folder, port, host, environment) {
    this.folder = folder;
    this.issuer = `http://${host}:${port}`;
    this.environment = {
      PATH: process.env.PATH,
      CHANCERY_DATABASE_URL: `sqlite:${join(folder, 'chancery.db')}`,
      CHANCERY_LISTEN: `127.0.0.1:${port}`,
      CHANCERY_ISSUER: this.issuer,
      CHANCERY_LOG_LEVEL: 'debug',
      ...environment,
    };
  }

  /**
   * `environment` holds settings beside, or instead of, those of every test. Passkeys need a `host` that
   * is a name.
   */
  static async start(environment = {}, host = '127.0.0.1') {
    const folder = await mkdtemp(join(tmpdir(), 'chancery-interop-'));
    const chancery = new Chancery(folder, await freePort(), host, environment);
    await chancery.command('migrate', 'up');
    chancery.serve();
    await chancery.ready();
    return chancery;
  }

  serve() {
    this.server = spawn(binary, ['serve'], { env: this.environment });
    this.server.stdout.on('data', (text) => (this.output += text));
    this.server.stderr.on('data', (text) => (this.output += text));
    this.ended = new Promise((resolve) => this.server.once('close', resolve));
  }

  async ready() {
    const until = Date.now() + startDeadline;
    while (this.server.exitCode === null && Date.now() < until) {
      const answer = await fetch(`${this.issuer}/health/ready`).catch(() => undefined);
      if (answer?.status === 200) return;
      await pause(pollInterval);
    }
    throw new Error(`the server is not ready:\n${this.output}`);
  }

  /** Ends the server and resolves to its exit status, once its output is complete. */
  async stop() {
    this.server.kill('SIGTERM');
    const status = await this.ended;
    await rm(this.folder, { recursive: true, force: true });
    return status;
  }

  command(...args) {
    return run(args, this.environment);
  }

  /** Adds a confidential client with a random secret. */
  async addService(id, ...flags) {
    const secret = randomSecret();
    const args = ['client', 'add', '--id', id, '--name', id, '--secret-stdin', ...flags];
    await run(args, this.environment, `${secret}\n`);
    return { client_id: id, secret };
  }

  /** Adds a public first-party client that may use the password and refresh_token grants. */
  async addApp(id, scope, ...flags) {
    const grants = ['--grant', 'password', '--grant', 'refresh_token'];
    const kind = ['--public', '--first-party', ...grants];
    await this.command('client', 'add', '--id', id, '--name', id, ...kind, '--scope', scope, ...flags);
    return { client_id: id };
  }

  /** Adds a confidential client that signs users in; `flags` may take away what it has by default. */
  addWebApp(id, redirectUri, scope, ...flags) {
    const grants = ['--grant', 'authorization_code', '--grant', 'refresh_token'];
    return this.addService(id, ...grants, '--redirect-uri', redirectUri, '--scope', scope, ...flags);
  }

  /** Adds a public client that signs users in. */
  async addBrowserApp(id, redirectUri, scope, ...flags) {
    const grants = ['--grant', 'authorization_code', '--grant', 'refresh_token'];
    const kind = ['--public', ...grants, '--redirect-uri', redirectUri, '--scope', scope];
    await this.command('client', 'add', '--id', id, '--name', id, ...kind, ...flags);
    return { client_id: id };
  }

  /** The live logins, of a user if one is named. */
  async sessions(user) {
    const of = user ? ['--user', user] : [];
    return JSON.parse(await this.command('session', 'list', '--json', ...of));
  }

  /** Adds a user with a random password. */
  async addUser(username, ...flags) {
    const password = randomSecret();
    const email = `${username}@example.org`;
    const args = ['user', 'add', '--username', username, '--email', email, '--password-stdin'];
    await run([...args, ...flags], this.environment, `${password}\n`);
    return { username, email, password };
  }
}
