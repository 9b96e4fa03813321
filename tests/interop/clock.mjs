// Waiting for the server's clock, which counts in seconds.

import { setTimeout as pause } from 'node:timers/promises';

/** Resolves when the clock shows that second, or at once if it has. */
export const reach = (second) => pause(Math.max(0, second * 1000 - Date.now()));

/** Resolves when the second that now is has passed: what happens then is later than what happened. */
export const nextSecond = () => reach(Math.floor(Date.now() / 1000) + 1);
