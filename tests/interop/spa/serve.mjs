// Serves the app on a port of loopback.

import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';

const file = (path) => fileURLToPath(new URL(path, import.meta.url));

const files = {
  '/': ['text/html', file('index.html')],
  '/callback.html': ['text/html', file('callback.html')],
  '/app.js': ['text/javascript', file('app.js')],
  '/callback.js': ['text/javascript', file('callback.js')],
  '/oidc-client-ts.js': [
    'text/javascript',
    file('../node_modules/oidc-client-ts/dist/browser/oidc-client-ts.min.js'),
  ],
};

/** Resolves to `{ port, close }`. */
export async function serveApp() {
  const server = createServer(async (request, answer) => {
    const found = files[new URL(request.url, 'http://app').pathname];
    if (!found) return answer.writeHead(404).end();
    const [type, path] = found;
    return answer.writeHead(200, { 'content-type': `${type}; charset=utf-8` }).end(await readFile(path));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: server.address().port,
    async close() {
      server.closeAllConnections?.();
      server.close();
      await once(server, 'close');
    },
  };
}
