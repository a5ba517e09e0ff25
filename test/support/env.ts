/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- it runs in Node, never in n8n */
/** What n8n-core requires before it is loaded: a folder for its settings, a key, and silence. */
import 'reflect-metadata';

import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

process.env.NODE_ENV ??= 'test';
process.env.N8N_USER_FOLDER ??= mkdtempSync(join(tmpdir(), 'n8n-nodes-authentik-'));
process.env.N8N_ENCRYPTION_KEY ??= 'not-a-secret';
process.env.N8N_LOG_LEVEL ??= 'silent';
