// `npm run lint:openapi`: an independent linter over what /openapi.json says. It is fetched for the run and is no dependency,
// since a newcomer who installs waits for each.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startApp } from './support/app/app.ts';
import { TWO_LIBRARIES } from './support/app/two-libraries.ts';

const LINTER = '@redocly/cli@2.77.0';

const folder = mkdtempSync(join(tmpdir(), 'askusnow-openapi-'));
const server = await startApp({ engine: 'pglite', cooperative: TWO_LIBRARIES });
const reply = await fetch(`${server.url}/openapi.json`);
writeFileSync(join(folder, 'openapi.json'), await reply.text());
await server.close();
const { status } = spawnSync('npx', ['--yes', LINTER, 'lint', 'openapi.json'], { cwd: folder, stdio: 'inherit' });
rmSync(folder, { recursive: true });
process.exit(status ?? 1);
