import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createPageCache } from '../../../server/src/serving/entry-points/page-cache.ts';

const open = () => {
  const listeners: (() => void)[] = [];
  const pages = createPageCache<string>({
    onReload: (listener) => (listeners.push(() => listener('all')), () => undefined),
  });
  const builds: string[] = [];
  const ask = (url: string): string =>
    pages(url, () => {
      builds.push(url);
      return `${url} ${builds.length}`;
    });
  return { ask, builds, change: () => listeners.forEach((listener) => listener()) };
};

test('page cache: a page is built once for each change, however often it is asked for', () => {
  const { ask, builds, change } = open();
  assert.deepEqual([ask('/a'), ask('/a'), ask('/b'), ask('/a')], ['/a 1', '/a 1', '/b 2', '/a 1']);
  change();
  assert.deepEqual([ask('/a'), ask('/a')], ['/a 3', '/a 3']);
  assert.equal(builds.length, 3);
});

test('page cache: addresses that differ without end keep no more than some hundred pages', () => {
  const { ask, builds } = open();
  for (let page = 0; page < 1000; page += 1) ask(`/${page}`);
  const before = builds.length;
  for (let page = 999; page > 999 - 256; page -= 1) ask(`/${page}`);
  assert.equal(builds.length, before, 'the latest are kept');
  ask('/0');
  assert.equal(builds.length, before + 1, 'the oldest are not');
});
