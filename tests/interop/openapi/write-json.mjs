// `npm run openapi`: writes openapi/chancery.json anew. Building the server needs no YAML reader then.

import { writeFile } from 'node:fs/promises';

import { jsonPath, readYaml, toJson } from './document.mjs';

await writeFile(jsonPath, toJson(await readYaml()));
