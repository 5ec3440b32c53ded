#!/usr/bin/env node
import { existsSync } from 'node:fs';

// Runs on any Node, so that it can say which one is needed: node:sqlite and built-in time zones come with 24.
// 78 is EXIT.refused in src/cli/exit-codes.ts: a supervisor need not try again.
if (Number(process.versions.node.split('.')[0]) < 24) {
  console.error(`Node 24 or newer is needed, this is ${process.versions.node}: https://nodejs.org/en/download`);
  process.exit(78);
}
const program = new URL('../dist/main.js', import.meta.url);
if (!existsSync(program)) {
  console.error('askusnow is not built yet: run "npm ci && npm run build" in the folder of its package-lock.json.');
  process.exit(78);
}
await import(program);
