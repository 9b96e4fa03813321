// The mails of a server that puts them into a folder (MAIL_URL=file:FOLDER), as their readers see them.

import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const deadline = 20_000;
const pollInterval = 10;

/** Quoted-printable (RFC 2045 §6.7). */
const decode = (text) =>
  Buffer.from(
    text.replace(/=\r?\n/g, '').replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(parseInt(hex, 16))),
    'latin1',
  ).toString('utf8');

const parts = (mail) =>
  mail
    .split(/\r?\n--/)
    .map((part) => (/^Content-Transfer-Encoding: quoted-printable/im.test(part) ? decode(part) : part))
    .join('\n');

export class Mailbox {
  #read = new Set();

  constructor(folder) {
    this.folder = folder;
  }

  static async make() {
    return new Mailbox(await mkdtemp(join(tmpdir(), 'chancery-mails-')));
  }

  get settings() {
    return { CHANCERY_MAIL_URL: `file:${this.folder}` };
  }

  remove() {
    return rm(this.folder, { recursive: true, force: true });
  }

  /** The next mail to `address` that has a link to `path` in it, and was not read before: its link. */
  async link(address, path) {
    for (const until = Date.now() + deadline; Date.now() < until; await pause(pollInterval)) {
      for (const mail of await this.#unread()) {
        if (!mail.text.includes(`To: ${address}`) && !mail.text.includes(`To: <${address}>`)) continue;
        const found = mail.text.match(new RegExp(`https?://[^\\s"<>]*${path}\\?token=[\\w-]+`));
        if (!found) continue;
        this.#read.add(mail.file);
        return new URL(found[0]);
      }
    }
    throw new Error(`no mail to ${address} with a link to ${path}`);
  }

  /** The ticket of that link. */
  async ticket(address, path) {
    return (await this.link(address, path)).searchParams.get('token');
  }

  async #unread() {
    const files = (await readdir(this.folder)).filter((file) => file.endsWith('.eml') && !this.#read.has(file));
    return Promise.all(
      files.sort().map(async (file) => ({ file, text: parts(await readFile(join(this.folder, file), 'latin1')) })),
    );
  }
}
