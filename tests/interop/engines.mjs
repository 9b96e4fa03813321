// A test on both databases: the program on SQLite, and on a PostgreSQL of its own.

import { randomBytes } from 'node:crypto';
import { after, before, describe } from 'node:test';

import { Chancery } from './chancery.mjs';
import { Postgres } from './postgres.mjs';

/** Calls `define` once for each engine, with a function that gives the running server. */
export function onEachEngine(title, define, settings = {}) {
  describe(`${title}, on SQLite`, () => {
    let chancery;
    before(async () => {
      chancery = await Chancery.start(settings);
    });
    after(() => chancery?.stop());
    define(() => chancery);
  });

  describe(`${title}, on PostgreSQL`, () => {
    let postgres;
    let chancery;
    before(async () => {
      postgres = await Postgres.start();
      chancery = await Chancery.start({
        CHANCERY_DATABASE_URL: postgres.url,
        CHANCERY_MASTER_KEY: randomBytes(32).toString('base64'),
        ...settings,
      });
    });
    after(async () => {
      await chancery?.stop();
      await postgres?.stop();
    });
    define(() => chancery);
  });
}
