// The OpenAPI document as the project keeps it: written in YAML, with a copy in JSON beside it.

import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

import { parse } from 'yaml';

export const yamlPath = fileURLToPath(new URL('../../../openapi/chancery.yaml', import.meta.url));
export const jsonPath = fileURLToPath(new URL('../../../openapi/chancery.json', import.meta.url));

/** The document as a value; aliases are resolved, names that occur twice are errors. */
export const readYaml = async () => parse(await readFile(yamlPath, 'utf8'));

/** The text of chancery.json. */
export const toJson = (document) => `${JSON.stringify(document, null, 1)}\n`;
