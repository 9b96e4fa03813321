// A PostgreSQL of the tests' own: a cluster in a temporary folder, on a socket in there.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chown, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const programs = '/usr/lib/postgresql/15/bin';
const password = 'only-in-here';

/** The server refuses to run as root. */
async function unprivilegedUser() {
  if (process.geteuid() !== 0) return undefined;
  const users = (await readFile('/etc/passwd', 'utf8')).split('\n').map((line) => line.split(':'));
  const [, , uid, gid] = ['postgres', 'nobody'].map((name) => users.find(([own]) => own === name)).find(Boolean);
  return { uid: Number(uid), gid: Number(gid) };
}

/** Starts a program that is told to end when this one does. */
function start(user, ...command) {
  const as = user ? ['--reuid', `${user.uid}`, '--regid', `${user.gid}`, '--clear-groups'] : [];
  return spawn('setpriv', ['--pdeathsig', 'QUIT', ...as, ...command], { stdio: ['ignore', 'pipe', 'pipe'] });
}

/** Resolves when the server's log says that it is ready; rejects when it ends before that. */
function ready(server) {
  return new Promise((resolve, reject) => {
    let log = '';
    server.once('error', reject);
    server.once('exit', () => reject(new Error(`PostgreSQL ended:\n${log}`)));
    server.stderr.on('data', (text) => {
      log += text;
      if (log.includes('ready to accept connections')) resolve();
    });
  });
}

export class Postgres {
  static async start() {
    const folder = await mkdtemp(join(tmpdir(), 'chancery-postgres-'));
    const user = await unprivilegedUser();
    const passwordFile = join(folder, 'password');
    await writeFile(passwordFile, `${password}\n`);
    if (user) for (const path of [folder, passwordFile]) await chown(path, user.uid, user.gid);

    const data = join(folder, 'data');
    const locale = ['--encoding', 'UTF8', '--locale', 'C.UTF-8', '--locale-provider', 'icu', '--icu-locale', 'en'];
    const access = ['--username', 'chancery', '--pwfile', passwordFile, '--auth', 'scram-sha-256'];
    const initdb = start(user, `${programs}/initdb`, '--pgdata', data, ...access, ...locale);
    const [status] = await once(initdb, 'exit');
    if (status !== 0) throw new Error('initdb failed; is postgresql-15 installed?');

    const postgres = new Postgres();
    postgres.folder = folder;
    postgres.server = start(user, `${programs}/postgres`, '-D', data, '-k', folder, '-c', 'listen_addresses=');
    await ready(postgres.server);
    return postgres;
  }

  get url() {
    return `postgresql://chancery:${password}@/postgres?host=${this.folder}`;
  }

  async stop() {
    const ended = once(this.server, 'exit');
    this.server.kill('SIGINT');
    await ended;
    await rm(this.folder, { recursive: true, force: true });
  }
}
