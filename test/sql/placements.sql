-- loadCountedPlacements: GET /v1/libraries/:library/placements and /v1/overview
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

-- lastViewsQuery: the same routes, of placements that nobody has viewed since yesterday
select placement_id as "placementId",
  array_agg(date - date '1970-01-01' order by date) as days, array_agg(views::integer order by date) as views
from (
  select c.placement_id, c.date, sum("c"."impression_phone" + "c"."follow_phone" + "c"."impression_tablet" + "c"."follow_tablet" + "c"."impression_desktop" + "c"."follow_desktop") as views
  from (
    select id, (select max(d.date) from placement_day as d where d.placement_id = id and d.class = 'counted') as date
    from unnest($1::integer[]) as asked (id)
  ) as last
  join placement_day as c on c.placement_id = last.id and c.date > last.date - $2::integer
  where true and c.class = 'counted'
  group by c.placement_id, c.date
  having sum("c"."impression_phone" + "c"."follow_phone" + "c"."impression_tablet" + "c"."follow_tablet" + "c"."impression_desktop" + "c"."follow_desktop") > 0
) as daily
group by placement_id;

-- loadUnseenDays: the same routes
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

-- loadRefusals: the same routes
select library_id as "libraryId", reason, sum(count) as count, max(date) as "lastDate"
from refusal_day
where library_id = any($1::text[]) and date between $2 and $3 and reason = any($4::text[])
group by library_id, reason
order by library_id, count desc, reason;

-- loadDiagnoses: GET /v1/libraries/:library/placements
select c.placement_id as "placementId", c.value, sum(c.count) as count, max(c.date) as "lastDate"
from placement as p
join placement_diagnosis_day as c on c.placement_id = p.id
where p.library_id = any($1::text[]) and c.date between $2 and $3 and c.class = 'counted'
  and c.value = any($4::text[])
group by c.placement_id, c.value;

-- loadBranchCounts: the same route, of a branch
select c.placement_id as "placementId", sum("c"."impression_phone" + "c"."impression_tablet" + "c"."impression_desktop") as "impressions",
  sum("c"."impression_phone" + "c"."impression_tablet" + "c"."impression_desktop" - ("c"."unmeasurable_phone" + "c"."unmeasurable_tablet" + "c"."unmeasurable_desktop")) as "measurable",
  sum("c"."viewable_phone" + "c"."viewable_tablet" + "c"."viewable_desktop") as "viewable",
  sum("c"."first_screen_phone" + "c"."first_screen_tablet" + "c"."first_screen_desktop") as "firstScreen",
  sum("c"."click_phone" + "c"."click_tablet" + "c"."click_desktop") as "clicks",
  sum("c"."follow_phone" + "c"."follow_tablet" + "c"."follow_desktop") as "follows"
from branch_day as c
where c.library_id = $1 and c.branch = $2 and c.date between $3 and $4 and c.class = 'counted'
group by c.placement_id;

select placement_id as "placementId",
  array_agg(date - date '1970-01-01' order by date) as days, array_agg(views::integer order by date) as views
from (
  select c.placement_id, c.date, sum("c"."impression_phone" + "c"."follow_phone" + "c"."impression_tablet" + "c"."follow_tablet" + "c"."impression_desktop" + "c"."follow_desktop") as views
from branch_day as c
where c.library_id = $1 and c.branch = $2 and c.date between $3 and $4 and c.class = 'counted'
  group by c.placement_id, c.date
  having sum("c"."impression_phone" + "c"."follow_phone" + "c"."impression_tablet" + "c"."follow_tablet" + "c"."impression_desktop" + "c"."follow_desktop") > 0
) as daily
group by placement_id;

-- loadMoved: GET /v1/overview
select library_id as "libraryId", date, passed, "of", unknown, low, high
from score_day
where library_id = any($1::text[]) and (date >= $2 or date between $3 and $4)
order by library_id, date;

select library_id as "libraryId", count(*)::integer as open, min(created_at) as oldest
from hand_over
where library_id = any($1::text[]) and live_at is null and withdrawn_at is null and expires_at > $2
group by library_id;

-- loadClickChanges: the same route, once a day
select c.library_id as "libraryId", coalesce(sum("c"."click_phone" + "c"."click_tablet" + "c"."click_desktop") filter (where c.date between $1 and $2), 0) as now, coalesce(sum("c"."click_phone" + "c"."click_tablet" + "c"."click_desktop") filter (where c.date between $3 and $4), 0) as before
from library_hour as c
where c.library_id = any($5::text[]) and c.date between $6 and $7 and c.class = 'counted'
  and (select min(date) from placement_day where library_id = c.library_id) <= $8
group by c.library_id
having bool_or(c.date <= $9);
