// Which page an address under /dashboard asks for: the compiled files are the ones that ship.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  accountsHref,
  deskHref,
  homeHref,
  LIBRARY_PAGES,
  libraryHref,
  libraryPageHref,
  nowHref,
  ownAccountHref,
  placeOf,
  readRoute,
  systemHref,
} from '../../../server/dashboard/out/app/route.js';

describe('an address', () => {
  const route = (path: string) => readRoute(new URL(path, 'https://ask.example.org'));

  test('names its page and window, and comes back the same', () => {
    assert.deepEqual(route('/dashboard'), { page: 'home', days: 30 });
    assert.deepEqual(route('/dashboard/'), { page: 'home', days: 30 });
    assert.deepEqual(route(libraryHref('anne-arundel', 7)), { page: 'library', library: 'anne-arundel', days: 7 });
    assert.deepEqual(route(homeHref(90)), { page: 'home', days: 90 });
  });

  test('with a window that is not offered shows the usual one', () => {
    for (const days of ['', '8', '-7', '7.0', '1e9', 'x'])
      assert.deepEqual(route(`/dashboard?days=${days}`), { page: 'home', days: 30 });
  });

  test('that is none of ours is unknown', () => {
    for (const path of [
      '/',
      '/dashboards',
      '/dashboard/a/b',
      '/dashboard/a/hours/b',
      '/dashboard/-/x',
      '/dashboard/-',
      '/dashboard/%3Cscript%3E',
      '/dashboard/UPPER',
    ]) {
      assert.deepEqual(route(path), { page: 'unknown' }, path);
    }
  });

  test('of one of a library’s pages names both', () => {
    for (const page of LIBRARY_PAGES) {
      assert.deepEqual(route(libraryPageHref('anne-arundel', page)), { page, library: 'anne-arundel' });
    }
  });

  test('of a page without a library can be no library’s: any id has pages of its own', () => {
    assert.deepEqual(route(deskHref()), { page: 'desk', queue: null });
    assert.deepEqual(route(nowHref()), { page: 'now' });
    assert.deepEqual(route(ownAccountHref()), { page: 'own-account' });
    assert.deepEqual(route(accountsHref()), { page: 'accounts', queue: null });
    assert.deepEqual(route(systemHref()), { page: 'system' });
    assert.deepEqual(route(accountsHref('harford-desk')), { page: 'accounts', queue: 'harford-desk' });
    assert.deepEqual(route(deskHref('harford-desk')), { page: 'desk', queue: 'harford-desk' });
    for (const id of ['desk', 'hours', 'now', 'people']) {
      assert.deepEqual(route(libraryHref(id)), { page: 'library', library: id, days: 30 });
      assert.deepEqual(route(libraryPageHref(id, 'hours')), { page: 'hours', library: id });
    }
  });

  test('with another window is the same place, with another library or desk another', () => {
    assert.equal(placeOf(route(libraryHref('a', 7))), placeOf(route(libraryHref('a', 90))));
    const places = [libraryHref('a'), libraryHref('b'), libraryPageHref('a', 'hours'), deskHref('a'), deskHref()];
    assert.equal(new Set(places.map((href) => placeOf(route(href)))).size, places.length);
  });
});
