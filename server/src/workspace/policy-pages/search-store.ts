// In:    words; libraries and topics in the order of the results.
// Out:   paragraphs of the newest revisions, and scripts by their name, that have every word; the library's name may have some.
// Never: reads a sealed field, a contact, or an earlier revision of a page.
import { sql, type Kysely } from 'kysely';
import { POLICY_SEARCH_LIMIT, type PolicyTopic } from '@askusnow/sdk/contract';
import { likePattern } from '../../platform/db/like-pattern.ts';
import { acrossLibraries } from '../../platform/db/request-deadline.ts';
import type { Tables } from '../../platform/db/tables.ts';

type Db = Kysely<Tables>;

interface Named {
  id: string;
  name: string;
}

interface FoundParagraph {
  library: string;
  topic: string;
  name: string;
  text: string;
}

interface FoundScript {
  /** Null: for all libraries. */
  library: string | null;
  name: string;
  text: string;
}

/** The first ones in their order; `isMore`: there are others. */
interface Found<Row> {
  rows: Row[];
  isMore: boolean;
}

const toFound = <Row>(rows: readonly Row[]): Found<Row> => ({
  rows: rows.slice(0, POLICY_SEARCH_LIMIT),
  isMore: rows.length > POLICY_SEARCH_LIMIT,
});

/** A word that is everywhere is found in the first libraries: the texts of the others are not read. */
const LIBRARIES_AT_ONCE = 20;

const patternsOf = (words: readonly string[]) => sql`(${words.map(likePattern)}::text[])`;

/**
 * A word in a topic's name finds all of the topic. One in a library's name narrows to that library: it alone finds nothing,
 * since "county" is in most names. A page without the words is not split into paragraphs.
 */
async function findIn(
  db: Db,
  words: readonly string[],
  libraries: readonly Named[],
  topics: readonly PolicyTopic[],
): Promise<FoundParagraph[]> {
  const patterns = patternsOf(words);
  const { rows } = await sql<FoundParagraph>`
with page as (
  select library.id as library, library.name as library_name, library.place as library_place, topic.id as topic, topic.place as topic_place, topic.name,
    newest.text
  from unnest(${libraries.map(({ id }) => id)}::text[], ${libraries.map(({ name }) => name)}::text[])
    with ordinality as library (id, name, place)
  cross join unnest(${topics.map(({ id }) => id)}::text[], ${topics.map(({ name }) => name)}::text[])
    with ordinality as topic (id, name, place)
  cross join lateral (
    select revision.text from policy_revision as revision
    where revision.library_id = library.id and revision.topic = topic.id
    order by revision.revision desc limit 1
  ) as newest
  where concat_ws(' ', library.name, topic.name, newest.text) ilike all ${patterns}
    and topic.name || ' ' || newest.text ilike any ${patterns}
)
select library, topic, name, paragraph.text
from page
cross join lateral regexp_split_to_table(page.text, ${String.raw`\r?\n\s*\n`}) with ordinality as paragraph (text, place)
where concat_ws(' ', library_name, name, paragraph.text) ilike all ${patterns}
  and name || ' ' || paragraph.text ilike any ${patterns} and paragraph.text ~ ${String.raw`\S`}
order by library_place, topic_place, paragraph.place
limit ${POLICY_SEARCH_LIMIT + 1}`.execute(db);
  return rows;
}

/** In the order of the libraries and the topics. */
export async function findParagraphs(
  db: Db,
  words: readonly string[],
  { libraries, topics }: { libraries: readonly Named[]; topics: readonly PolicyTopic[] },
): Promise<Found<FoundParagraph>> {
  const rows: FoundParagraph[] = [];
  for (let at = 0; at < libraries.length && rows.length <= POLICY_SEARCH_LIMIT; at += LIBRARIES_AT_ONCE)
    rows.push(...(await findIn(db, words, libraries.slice(at, at + LIBRARIES_AT_ONCE), topics)));
  return toFound(rows);
}

/** Those of every library: people who answer chats answer for all of them. */
export const findScripts = async (
  db: Db,
  words: readonly string[],
  libraries: readonly Named[],
): Promise<Found<FoundScript>> => {
  const { rows } = await acrossLibraries(() =>
    sql<FoundScript>`
select script.library_id as library, script.name, script.text
from script
left join unnest(${libraries.map(({ id }) => id)}::text[], ${libraries.map(({ name }) => name)}::text[])
  with ordinality as library (id, name, place) on library.id = script.library_id
where concat_ws(' ', library.name, script.name) ilike all ${patternsOf(words)}
  and script.name ilike any ${patternsOf(words)} and (script.library_id is null or library.id is not null)
order by library.place nulls last, lower(script.name), script.id
limit ${POLICY_SEARCH_LIMIT + 1}`.execute(db),
  );
  return toFound(rows);
};
