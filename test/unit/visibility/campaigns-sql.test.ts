import { test } from 'node:test';
import { loadByToken, loadCampaigns, loadFollows } from '../../../server/src/visibility/campaigns/store.ts';
import { assertSameSql, statementsOf } from '../../support/data/sql.ts';

test('campaigns SQL: the SQL of campaigns is the reviewed one, with one statement for the counts of all', async () => {
  assertSameSql('campaigns', {
    'loadCampaigns: GET /v1/libraries/:library/campaigns': await statementsOf((db) => loadCampaigns(db, 'harford')),
    'loadByToken: GET /campaign/:token': await statementsOf((db) => loadByToken(db, Buffer.alloc(32))),
    'loadFollows: followed links of each campaign': await statementsOf((db) =>
      loadFollows(db, 'harford', { from: '2026-05-01', to: '2026-06-30' }),
    ),
  });
});
