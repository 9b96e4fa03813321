/** What the stories know before they begin. */
export interface Cast {
  issuer: string;
  clientId: string;
  person: { email: string; username: string; password: string };
  admin: { username: string; password: string };
  /** What the link in a mail to that address has as its `token`. */
  ticketOf: (address: string, path: string) => Promise<string>;
  /** What an authenticator app with that key shows, so many steps from now. */
  codeOf: (secret: string, later?: number) => Promise<string>;
  authenticator: Authenticator;
  nextSecond: () => Promise<void>;
}

/** A passkey, as a browser hands it on. */
export interface Authenticator {
  make: (options: unknown) => NewPasskey;
  use: (options: unknown) => UsedPasskey;
}
interface NewPasskey {
  id: string;
  type: 'public-key';
  response: { clientDataJSON: string; attestationObject: string; transports: string[] };
}
interface UsedPasskey {
  id: string;
  type: 'public-key';
  response: { clientDataJSON: string; authenticatorData: string; signature: string; userHandle: string };
}

/** Fails unless it is so. */
export function expect(fact: boolean, what: string): asserts fact {
  if (!fact) throw new Error(what);
}

/** What generated clients call an answer: its value, or the error that came instead. */
export interface Answer<T> {
  data?: T | undefined;
  error?: unknown;
  response?: Response;
}

/** The value of a success. */
export function value<T>({ data, error, response }: Answer<T>): T {
  if (data === undefined) throw new Error(`${response?.status}: ${JSON.stringify(error)}`);
  return data;
}

/** Of two things that an answer may be, the account. */
export function account<A extends object>(answer: A): Extract<A, { id: string }> {
  if (!('id' in answer)) throw new Error(`no account: ${JSON.stringify(answer)}`);
  return answer as Extract<A, { id: string }>;
}

/** Fails unless the answer has this status. */
export function status(expected: number, { error, response }: Answer<unknown>): void {
  expect(response?.status === expected, `${response?.status}, not ${expected}: ${JSON.stringify(error)}`);
}
