// Asks by operationId, and holds each answer against the document: status, media type, header fields
// and body. Members that the document does not name are an error, too.

import assert from 'node:assert/strict';

import addFormats from 'ajv-formats';
import Ajv2020 from 'ajv/dist/2020.js';

const methods = ['get', 'post', 'put', 'patch', 'delete'];

/** Clients must expect further members; the server must not have any that are not documented. */
function closed(document) {
  const copy = structuredClone(document);
  for (const schema of Object.values(copy.components.schemas)) {
    if (schema.properties) schema.additionalProperties ??= false;
  }
  return copy;
}

function validatorOf(document) {
  const ajv = new Ajv2020({ allErrors: true, allowUnionTypes: true, strictSchema: false });
  addFormats(ajv);
  ajv.addSchema(document, 'openapi');
  return ajv;
}

/** Two parts for a JSON pointer inside a URI fragment. */
const pointer = (...parts) =>
  parts.map((part) => `/${encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'))}`).join('');

export class Answers {
  /** operationId → the statuses that were seen */
  seen = new Map();

  constructor(document, server) {
    this.document = closed(document);
    this.ajv = validatorOf(this.document);
    this.server = server;
    this.operations = new Map();
    for (const [path, item] of Object.entries(document.paths)) {
      for (const method of methods.filter((name) => item[name])) {
        this.operations.set(item[method].operationId, { method, path, operation: item[method] });
      }
    }
  }

  /**
   * Runs an operation: `path` fills the placeholders, `query`, `headers`, and a body in `json`, `form`
   * or, as it is, in `text`. `bodiless` expects no body where the document has one. Resolves to the
   * status, the header fields and the body's value, once the answer was found to be as documented.
   */
  async ask(operationId, { path = {}, query, headers = {}, token, json, form, text, bodiless = false } = {}) {
    const known = this.operations.get(operationId);
    assert.ok(known, `${operationId} is in the document`);
    const filled = known.path.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(path[name]));
    const search = query ? `?${new URLSearchParams(query)}` : '';
    const answer = await fetch(this.server + filled + search, {
      method: known.method.toUpperCase(),
      redirect: 'manual',
      headers: {
        ...(json !== undefined && { 'content-type': 'application/json' }),
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...headers,
      },
      body: text ?? (json !== undefined ? JSON.stringify(json) : form && new URLSearchParams(form)),
    });
    const body = await answer.text();
    this.note(operationId, answer.status);
    return this.check(known, answer, body, bodiless);
  }

  note(operationId, status) {
    if (!this.seen.has(operationId)) this.seen.set(operationId, new Set());
    this.seen.get(operationId).add(status);
  }

  check({ method, path, operation }, answer, body, bodiless) {
    const what = `${method.toUpperCase()} ${path}: ${answer.status} ${body}`;
    const at = ['paths', path, method, 'responses', `${answer.status}`];
    const { value: response, at: where } = this.resolve(operation.responses[answer.status], at);
    assert.ok(response, `${what}: a status that is not documented`);
    assert.match(answer.headers.get('x-request-id') ?? '', /^[A-Za-z0-9._-]{8,128}$/, what);
    this.checkHeaders(response, answer, what);

    const type = answer.headers.get('content-type');
    if (!response.content || bodiless) {
      assert.equal(body, '', what);
      assert.equal(type, null, what);
      return { status: answer.status, headers: answer.headers, body: undefined };
    }
    assert.ok(response.content[type], `${what}: ${type} is not documented`);
    const value = type.endsWith('json') ? JSON.parse(body) : body;
    this.validate(value, pointer(...where, 'content', type, 'schema'), what);
    if (type === 'application/problem+json') {
      assert.equal(value.status, answer.status, what);
      assert.equal(value.request_id, answer.headers.get('x-request-id'), what);
      this.checkCode(response.content[type], value.code, what);
    }
    return { status: answer.status, headers: answer.headers, body: value };
  }

  /** Programs go by the codes, so each is in an example. */
  checkCode({ example, examples }, code, what) {
    const documented = example ? [example.code] : Object.values(examples).map(({ value }) => value.code);
    assert.ok(documented.includes(code), `${what}: the code is not one of ${documented}`);
  }

  checkHeaders(response, answer, what) {
    for (const [name, reference] of Object.entries(response.headers ?? {})) {
      const { value: header, at } = this.resolve(reference, []);
      const text = answer.headers.get(name);
      if (text === null) {
        assert.ok(!header.required, `${what}: without ${name}`);
      } else {
        const value = header.schema.type === 'integer' ? Number(text) : text;
        this.validate(value, `${pointer(...at)}/schema`, `${what}: ${name}`);
      }
    }
  }

  /** What a `$ref` points to and where that is; else what it is given. */
  resolve(value, at) {
    if (!value?.$ref) return { value, at };
    const parts = value.$ref.slice('#/'.length).split('/');
    return this.resolve(parts.reduce((node, part) => node[part], this.document), parts);
  }

  validate(value, where, what) {
    const check = this.ajv.compile({ $ref: `openapi#${where}` });
    assert.ok(check(value), `${what}\n${this.ajv.errorsText(check.errors, { separator: '\n' })}`);
  }
}
