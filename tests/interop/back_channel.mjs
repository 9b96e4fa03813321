// The end of a client that logout tokens are sent to: keeps them until somebody asks.

import { once } from 'node:events';
import { createServer } from 'node:http';

// Longer than a server that was killed while it delivered keeps the notice to itself.
const patience = 90_000;

export class BackChannel {
  /** Everything that was posted: `{ path, contentType, form }`. */
  posts = [];
  /** What it answers with; another one than 200 or 204 makes the server try again. */
  status = 200;
  #waiting = new Set();

  static async listen() {
    const channel = new BackChannel();
    channel.server = createServer((request, answer) => channel.#take(request, answer));
    channel.server.listen(0, '127.0.0.1');
    await once(channel.server, 'listening');
    channel.origin = `http://127.0.0.1:${channel.server.address().port}`;
    return channel;
  }

  uri(path) {
    return this.origin + path;
  }

  /** Resolves to the posts as soon as there are `count` of them. */
  async received(count) {
    const signal = AbortSignal.timeout(patience);
    while (this.posts.length < count) {
      await new Promise((resolve, reject) => {
        this.#waiting.add(resolve);
        signal.addEventListener('abort', () =>
          reject(new Error(`${this.posts.length} of ${count} logout tokens came`)),
        );
      });
    }
    return this.posts;
  }

  async close() {
    this.server.closeAllConnections?.();
    this.server.close();
    await once(this.server, 'close');
  }

  async #take(request, answer) {
    let body = '';
    for await (const text of request) body += text;
    this.posts.push({
      method: request.method,
      path: request.url,
      contentType: request.headers['content-type'],
      form: new URLSearchParams(body),
    });
    answer.writeHead(this.status, { 'cache-control': 'no-store' }).end();
    for (const resolve of this.#waiting) resolve();
    this.#waiting.clear();
  }
}
