// The weekly audit of many libraries, three in ten of whose sites are broken or refuse programs.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startApp } from '../../support/app/app.ts';
import { pageOf, SCRIPT, TAG } from '../../support/data/doctor-pages.ts';
import { libraryAt, manySitesFile, startManySites, type SiteKind } from '../../support/data/many-sites.ts';
import { timesByTier } from '../../support/tier.ts';
import { loadPageChecks } from '../../../server/src/visibility/doctor/store.ts';
import { eventually } from '../../support/waiting.ts';
import { GATE_ENGINE } from '../../support/app/database.ts';

const STATES: Record<SiteKind, string> = {
  good: 'found',
  bare: 'absent',
  refuses: 'blocked',
  fails: 'unreachable',
  redirects: 'unreachable',
  closed: 'unreachable',
  hangs: 'unreachable',
};

const isReadable = (kind: SiteKind): boolean => kind === 'good' || kind === 'bare';

const LIBRARIES = timesByTier(60, 500);

test(`page checks: ${LIBRARIES} libraries with 30 % broken sites finish, and no broken site is called absent`, async (context) => {
  const { sites, close } = await startManySites(LIBRARIES, {
    good: (library) => pageOf(SCRIPT + TAG.replace('"harford"', `"${library}"`)),
    bare: pageOf(''),
  });
  const startMs = performance.now();
  const app = await startApp({
    engine: GATE_ENGINE,
    cooperative: manySitesFile(sites),
    environment: { EGRESS_ALLOW: sites.map(({ host }) => host).join(',') },
  });
  try {
    const ids = sites.map((_, index) => libraryAt(index));
    const checks = await eventually(async () => {
      const found = await loadPageChecks(app.database.db, ids);
      return found.size === sites.length ? found : null;
    });
    context.diagnostic(`${((performance.now() - startMs) / 1000).toFixed(1)} s`);
    const seen = sites.map(({ kind }, index) => ({ kind, state: checks.get(ids[index]!)![0]!.state }));
    const others = seen.filter(({ kind, state }) => state !== STATES[kind]);
    // A site has ten seconds, and so has a busy machine: a page that it has not read in time is one that it cannot say
    // anything about.
    assert.deepEqual(
      others.filter(({ kind, state }) => !isReadable(kind) || state !== 'unreachable'),
      [],
    );
    assert.ok(others.length < seen.length / 2, `${others.length} of ${seen.length} were not read in time`);
  } finally {
    await app.close();
    await close();
  }
});
