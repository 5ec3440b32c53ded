-- loadStandard: GET /v1/standard and every score
select "standard", "standard_revision", "standard_edited_at" from "cooperative";

-- loadFacts: GET /v1/libraries/:library/score, previews, and the job that stores scores
select * from "queue" where "removed" = $1 and "id" in ($2) order by "id";

select (
  select count(*) from (select id from library where live and not removed order by id limit $1::integer) as sample
  where exists (select from placement_day as c where c.library_id = sample.id and c.date = day::date)
)::integer as seen
from generate_series($2::date, $3::date, '1 day') as day
order by day;

select extract(epoch from ended_at)::float8 * 1000 as "fromMs", extract(epoch from next)::float8 * 1000 as "toMs"
from (
  select ended_at, lead(started_at) over (order by started_at) as next
  from availability_interval
  where library_id = (select id from library where live and not removed order by id limit 1)
    and (ended_at is null or ended_at >= $1::date)
) as told
where next > ended_at + interval '6 hours';

select p.id, p.library_id as "libraryId", o.origin, p.pattern, p.name, p.form, p.widget,
  p.established, p.first_seen_at as "firstSeenAt", p.last_seen_at as "lastSeenAt", p.retired_on as "retiredOn",
  (recent.placement_id is not null or (
    select true from placement_day as d where d.placement_id = p.id and d.class = 'counted' order by d.date limit 1
  ) is not null) as "everCounted",
  coalesce("impressions", 0) as "impressions", coalesce("measurable", 0) as "measurable", coalesce("viewable", 0) as "viewable", coalesce("firstScreen", 0) as "firstScreen", coalesce("clicks", 0) as "clicks", coalesce("follows", 0) as "follows",
  coalesce("on_phone", 0) as "on_phone", coalesce("on_tablet", 0) as "on_tablet", coalesce("on_desktop", 0) as "on_desktop"
from placement as p
join library_origin as o on o.id = p.origin_id
left join (
  select c.placement_id,
  sum("c"."impression_phone" + "c"."impression_tablet" + "c"."impression_desktop") as "impressions",
  sum("c"."impression_phone" + "c"."impression_tablet" + "c"."impression_desktop" - ("c"."unmeasurable_phone" + "c"."unmeasurable_tablet" + "c"."unmeasurable_desktop")) as "measurable",
  sum("c"."viewable_phone" + "c"."viewable_tablet" + "c"."viewable_desktop") as "viewable",
  sum("c"."first_screen_phone" + "c"."first_screen_tablet" + "c"."first_screen_desktop") as "firstScreen",
  sum("c"."click_phone" + "c"."click_tablet" + "c"."click_desktop") as "clicks",
  sum("c"."follow_phone" + "c"."follow_tablet" + "c"."follow_desktop") as "follows"
  from placement_day as c
  where c.library_id = any($1::text[]) and c.date between $2 and $3 and c.class = 'counted'
  group by c.placement_id
) as shown on shown.placement_id = p.id
left join (
  select c.placement_id,
  sum("c"."impression_phone" + "c"."follow_phone") as "on_phone",
  sum("c"."impression_tablet" + "c"."follow_tablet") as "on_tablet",
  sum("c"."impression_desktop" + "c"."follow_desktop") as "on_desktop"
  from placement_day as c
  where c.library_id = any($4::text[]) and c.date between $5 and $6 and c.class = 'counted'
  group by c.placement_id
) as recent on recent.placement_id = p.id
where p.library_id = any($7::text[])
order by p.last_seen_at desc, p.id;

select placement_id as "placementId",
  array_agg(date - date '1970-01-01' order by date) as days, array_agg(views::integer order by date) as views
from (
  select c.placement_id, c.date, sum("c"."impression_phone" + "c"."follow_phone" + "c"."impression_tablet" + "c"."follow_tablet" + "c"."impression_desktop" + "c"."follow_desktop") as views
  from placement_day as c
  where c.library_id = any($1::text[]) and c.date between $2 and $3 and c.class = 'counted'
  group by c.placement_id, c.date
  having sum("c"."impression_phone" + "c"."follow_phone" + "c"."impression_tablet" + "c"."follow_tablet" + "c"."impression_desktop" + "c"."follow_desktop") > 0
) as daily
group by placement_id;

select c.placement_id as "placementId",
  sum(c.impression_phone - c.unmeasurable_phone) as measurable_phone, sum(c.first_screen_phone) as first_phone,
  sum(c.impression_desktop - c.unmeasurable_desktop) as measurable_desktop, sum(c.first_screen_desktop) as first_desktop
from placement_day as c
where c.placement_id = any($1::integer[]) and c.date >= $2 and c.class = 'counted'
group by c.placement_id;

select c.placement_id as "placementId", c.value, sum(c.count) as count
from placement_diagnosis_day as c
where c.placement_id = any($1::integer[]) and c.date >= $2 and c.class = 'counted'
  and c.value = any($3::text[])
group by c.placement_id, c.value
order by c.placement_id, c.value;

select library_id as "libraryId", rule, verdict, date, by, revision
from rule_statement
where library_id = any($1::text[]);

select "library_id", "origin", "path", "checked_at", "state", "findings", "other_widgets" from "page_check" where library_id = any($1::text[]) order by "library_id", "origin", "path";

-- loadLatestScores: the median of peers
select distinct on ("library_id") "library_id", "passed", "of", "unknown", "low", "high" from "score_day" where "date" >= $1 order by "library_id", "date" desc;

-- loadScoreDays: GET /v1/libraries/:library/scores
select * from "score_day" where "library_id" = $1 and "date" >= $2 order by "date";

-- loadDayCounts: before and after, campaigns, and what a rule is worth
select c.library_id as "libraryId", c.date, sum("c"."click_phone" + "c"."click_tablet" + "c"."click_desktop") as count
from placement_day as c
where c.library_id = any($1::text[]) and c.date between $2 and $3 and c.class = 'counted'
group by c.library_id, c.date;

-- loadCountingSince: before and after, campaigns, and what a rule is worth
select library.id, first.since
from unnest($1::text[]) as library (id)
cross join lateral (select min(date) as since from placement_day where library_id = library.id) as first
where first.since is not null;
