// What an authenticator app shows, by OATH Toolkit.

import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const step = 30_000;

/** The code for a key in base32, so many steps from now. */
export async function totpCode(secret, later = 0) {
  const at = new Date(Date.now() + later * step).toISOString().replace('T', ' ').replace(/\.\d+Z$/, ' UTC');
  const { stdout } = await promisify(execFile)('oathtool', ['--totp', '--base32', '--now', at, secret]);
  return stdout.trim();
}
