#!/usr/bin/env node
import { existsSync } from 'node:fs';
import './node-24.js';

const program = new URL('../dist/main.js', import.meta.url);
if (!existsSync(program)) {
  console.error('askusnow is not built yet: run "npm ci && npm run build" in the folder of its package-lock.json.');
  process.exit(78);
}
await import(program);
