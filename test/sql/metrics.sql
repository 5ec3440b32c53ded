-- loadLibraryDays: GET /v1/libraries/:library/metrics and metrics.csv
select first.since, c.date, c.state, c.class,
  sum("c"."impression_phone" + "c"."impression_tablet" + "c"."impression_desktop") as "impressions",
  sum("c"."impression_phone" + "c"."impression_tablet" + "c"."impression_desktop" - ("c"."unmeasurable_phone" + "c"."unmeasurable_tablet" + "c"."unmeasurable_desktop")) as "measurable",
  sum("c"."viewable_phone" + "c"."viewable_tablet" + "c"."viewable_desktop") as "viewable",
  sum("c"."first_screen_phone" + "c"."first_screen_tablet" + "c"."first_screen_desktop") as "firstScreen",
  sum("c"."click_phone" + "c"."click_tablet" + "c"."click_desktop") as "clicks",
  sum("c"."follow_phone" + "c"."follow_tablet" + "c"."follow_desktop") as "follows",
  sum("c"."impression_phone" + "c"."impression_tablet" + "c"."impression_desktop" + "c"."viewable_phone" + "c"."viewable_tablet" + "c"."viewable_desktop" + "c"."click_phone" + "c"."click_tablet" + "c"."click_desktop" + "c"."follow_phone" + "c"."follow_tablet" + "c"."follow_desktop") as events
from (select min(date) as since from placement_day where library_id = $1) as first
left join library_hour as c on c.library_id = $2 and c.date between $3 and $4
group by first.since, c.date, c.state, c.class;

-- loadLibraryDays: the same routes, of a branch
select first.since, c.date, c.state, c.class,
  sum("c"."impression_phone" + "c"."impression_tablet" + "c"."impression_desktop") as "impressions",
  sum("c"."impression_phone" + "c"."impression_tablet" + "c"."impression_desktop" - ("c"."unmeasurable_phone" + "c"."unmeasurable_tablet" + "c"."unmeasurable_desktop")) as "measurable",
  sum("c"."viewable_phone" + "c"."viewable_tablet" + "c"."viewable_desktop") as "viewable",
  sum("c"."first_screen_phone" + "c"."first_screen_tablet" + "c"."first_screen_desktop") as "firstScreen",
  sum("c"."click_phone" + "c"."click_tablet" + "c"."click_desktop") as "clicks",
  sum("c"."follow_phone" + "c"."follow_tablet" + "c"."follow_desktop") as "follows",
  sum("c"."impression_phone" + "c"."impression_tablet" + "c"."impression_desktop" + "c"."viewable_phone" + "c"."viewable_tablet" + "c"."viewable_desktop" + "c"."click_phone" + "c"."click_tablet" + "c"."click_desktop" + "c"."follow_phone" + "c"."follow_tablet" + "c"."follow_desktop") as events
from (select min(date) as since from placement_day where library_id = $1) as first
left join branch_day as c on c.library_id = $2 and c.branch = $3 and c.date between $4 and $5
group by first.since, c.date, c.state, c.class;

-- loadDayLoads: the same routes, and the overview for many libraries
select library_id as "libraryId", date, sum(clicks) as clicks, sum(viewable) as viewable,
  sum(greatest(clicks - viewable - unmeasurable, 0)) as "unseenClicks",
  max(clicks) as "busiestClicks", (array_agg(hour order by clicks desc, hour))[1] as "busiestClicksHour",
  max(viewable) as "busiestViewable", (array_agg(hour order by viewable desc, hour))[1] as "busiestViewableHour"
from (
  select c.library_id, c.date, c.hour, sum("c"."click_phone" + "c"."click_tablet" + "c"."click_desktop") as clicks, sum("c"."viewable_phone" + "c"."viewable_tablet" + "c"."viewable_desktop") as viewable,
    sum("c"."unmeasurable_phone" + "c"."unmeasurable_tablet" + "c"."unmeasurable_desktop") as unmeasurable
  from library_hour as c
  where c.library_id = any($1::text[]) and c.date between $2 and $3 and c.class = 'counted'
  group by c.library_id, c.date, c.hour
) as hours
group by library_id, date
order by library_id, date;

-- loadBusyLibraries: the overview
select distinct library_id as "libraryId"
from (
  select library_id
  from (
  select c.library_id, c.date, c.hour, sum("c"."click_phone" + "c"."click_tablet" + "c"."click_desktop") as clicks, sum("c"."viewable_phone" + "c"."viewable_tablet" + "c"."viewable_desktop") as viewable,
    sum("c"."unmeasurable_phone" + "c"."unmeasurable_tablet" + "c"."unmeasurable_desktop") as unmeasurable
  from library_hour as c
  where c.library_id = any($1::text[]) and c.date between $2 and $3 and c.class = 'counted'
  group by c.library_id, c.date, c.hour
) as hours
  group by library_id, date
  having max(clicks) > $4 or sum(clicks) > $5
    or max(viewable) > $6 or sum(viewable) > $7
    or sum(greatest(clicks - viewable - unmeasurable, 0)) >= $8
) as busy;

-- loadDaysOf: GET /v1/libraries/:library/metrics/month and month.csv
select first.since, c.date,
  sum("c"."impression_phone" + "c"."impression_tablet" + "c"."impression_desktop") as "impressions",
  sum("c"."impression_phone" + "c"."impression_tablet" + "c"."impression_desktop" - ("c"."unmeasurable_phone" + "c"."unmeasurable_tablet" + "c"."unmeasurable_desktop")) as "measurable",
  sum("c"."viewable_phone" + "c"."viewable_tablet" + "c"."viewable_desktop") as "viewable",
  sum("c"."first_screen_phone" + "c"."first_screen_tablet" + "c"."first_screen_desktop") as "firstScreen",
  sum("c"."click_phone" + "c"."click_tablet" + "c"."click_desktop") as "clicks",
  sum("c"."follow_phone" + "c"."follow_tablet" + "c"."follow_desktop") as "follows"
from (select min(date) as since from placement_day where library_id = $1) as first
left join placement_day as c on c.library_id = $2 and (c.date between $3 and $4 or c.date between $5 and $6 or c.date between $7 and $8) and c.class = 'counted'
group by first.since, c.date;

-- loadViewports: the same routes
select coalesce(sum("c"."impression_phone"), 0) as "impressions_phone",
  coalesce(sum("c"."viewable_phone"), 0) as "viewable_phone",
  coalesce(sum("c"."click_phone"), 0) as "clicks_phone",
  coalesce(sum("c"."impression_tablet"), 0) as "impressions_tablet",
  coalesce(sum("c"."viewable_tablet"), 0) as "viewable_tablet",
  coalesce(sum("c"."click_tablet"), 0) as "clicks_tablet",
  coalesce(sum("c"."impression_desktop"), 0) as "impressions_desktop",
  coalesce(sum("c"."viewable_desktop"), 0) as "viewable_desktop",
  coalesce(sum("c"."click_desktop"), 0) as "clicks_desktop"
from placement_day as c
where c.library_id = $1 and c.date between $2 and $3 and c.class = 'counted';

-- loadMonthClicks: GET /v1/libraries/:library/report
select to_char(c.date, 'YYYY-MM') as month, sum("c"."click_phone" + "c"."click_tablet" + "c"."click_desktop") as clicks
from placement_day as c
where c.library_id = $1 and c.date between $2 and $3 and c.class = 'counted'
group by 1 order by 1;

-- loadCountsOfAll: GET /v1/report
select l.library, (select min(date) from placement_day where library_id = l.library) as since, w."from", counts.*
from unnest($1::text[]) as l (library)
cross join unnest($2::date[], $3::date[]) as w ("from", "to")
cross join lateral (
  select sum("c"."impression_phone" + "c"."impression_tablet" + "c"."impression_desktop") as "impressions",
  sum("c"."impression_phone" + "c"."impression_tablet" + "c"."impression_desktop" - ("c"."unmeasurable_phone" + "c"."unmeasurable_tablet" + "c"."unmeasurable_desktop")) as "measurable",
  sum("c"."viewable_phone" + "c"."viewable_tablet" + "c"."viewable_desktop") as "viewable",
  sum("c"."first_screen_phone" + "c"."first_screen_tablet" + "c"."first_screen_desktop") as "firstScreen",
  sum("c"."click_phone" + "c"."click_tablet" + "c"."click_desktop") as "clicks",
  sum("c"."follow_phone" + "c"."follow_tablet" + "c"."follow_desktop") as "follows"
  from placement_day as c
  where c.library_id = l.library and c.date between w."from" and w."to" and c.class = 'counted'
) as counts;
