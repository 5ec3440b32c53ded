// In:    the tables of 0001-foundation.ts.
// Out:   a column for the cooperative's page words; patterns with few views become candidates again.
// Never: uses the current vocabulary: a migration must stay as it was released.
import { sql, type Kysely } from 'kysely';

/** First segments that were published when this migration was written. */
const PUBLISHED = [
  ...[':id', ':slug', 'record=:id', 'ask-a-librarian', 'ask-us', 'branches', 'browse', 'c.php', 'catalog', 'cgi-bin'],
  ...['contact-us', 'default', 'detailnonmodal', 'fulldisplay', 'index.php', 'koha', 'opac', 'opac-detail.pl'],
  ...[
    'opac-search.pl',
    'opac-user.pl',
    'prf.php',
    'record',
    'results',
    'search',
    'searchresults.aspx',
    'show',
    'v2',
    '',
  ],
];
const MIN_VIEWABLE = 20;

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table cooperative add column page_words jsonb`.execute(db);
  await sql`
    update placement set established = false
    where established and pattern <> '(other)' and not split_part(pattern, '/', 2) = any(${PUBLISHED}::text[])
      and not exists (select from key_page where key_page.library_id = placement.library_id and key_page.pattern = placement.pattern)
      and (
        select coalesce(sum(viewable_phone + viewable_tablet + viewable_desktop), 0) from placement_day as day
        where day.placement_id = placement.id and day.class = 'counted'
      ) < ${MIN_VIEWABLE}`.execute(db);
}
