/** What n8n-core wants to know before it is loaded: a folder for its settings, a key, and silence. */
const { mkdtempSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');

process.env.NODE_ENV ??= 'test';
process.env.N8N_USER_FOLDER ??= mkdtempSync(join(tmpdir(), 'n8n-nodes-authentik-'));
process.env.N8N_ENCRYPTION_KEY ??= 'not-a-secret';
process.env.N8N_LOG_LEVEL ??= 'silent';

require('reflect-metadata');
