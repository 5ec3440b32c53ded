// Out:   every migration by name, in order.
// Never: reads a folder: a bundled or compiled server must find the same list.
import type { Migration } from 'kysely/migration';
import * as foundation from './0001-foundation.ts';
import * as coverage from './0002-coverage.ts';
import * as node from './0003-node.ts';
import * as accounts from './0004-accounts.ts';
import * as leftOut from './0005-feed-left-out.ts';
import * as pageWords from './0006-page-words.ts';
import * as languages from './0007-languages.ts';
import * as job from './0008-job.ts';

export const MIGRATIONS: Record<string, Migration> = {
  '0001-foundation': foundation,
  '0002-coverage': coverage,
  '0003-node': node,
  '0004-accounts': accounts,
  '0005-feed-left-out': leftOut,
  '0006-page-words': pageWords,
  '0007-languages': languages,
  '0008-job': job,
};
