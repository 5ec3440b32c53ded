-- loadCorrections: GET /v1/queues/:queue/coverage
select * from "coverage_correction" where "queue_id" in ($1) and "starts_at" < $2 and "ends_at" > $3 order by "id";

-- addCorrection, up to a row that does not come back
insert into "coverage_correction" ("queue_id", "starts_at", "ends_at", "kind", "account_id", "by", "at", "why") values ($1, $2, $3, $4, $5, $6, $7, $8) returning "id";

-- loadDisplayed: GET /v1/libraries/:library/coverage
select "started_at", "ended_at", "state", "tier" from "availability_interval" where "library_id" = $1 and "started_at" >= coalesce((select max("started_at") as "started_at" from "availability_interval" where "library_id" = $2 and "started_at" <= $3), $4) and "started_at" < $5 and ("ended_at" is null or "ended_at" > $6) order by "started_at";

-- loadMissed: the same route
select first.since, extract(isodow from c.date)::integer as weekday, c.hour / 6 as daypart,
      sum("c"."click_phone" + "c"."click_tablet" + "c"."click_desktop") as clicks, sum("c"."viewable_phone" + "c"."viewable_tablet" + "c"."viewable_desktop") as viewable
    from (select min(date) as since from placement_day where library_id = $1) as first
    left join library_hour as c on c.library_id = $2 and c.date between $3 and $4
      and c.class = 'counted' and c.state in ('closed', 'unknown')
    group by first.since, 2, 3;

-- loadMissedOfAll: GET /v1/coverage/missed
select extract(isodow from c.date)::integer as weekday, c.hour / 6 as daypart,
      sum("c"."click_phone" + "c"."click_tablet" + "c"."click_desktop") as clicks, sum("c"."viewable_phone" + "c"."viewable_tablet" + "c"."viewable_desktop") as viewable
    from library_hour as c
    where c.date between $1 and $2 and c.class = 'counted' and c.state in ('closed', 'unknown')
    group by 1, 2;

-- loadPresses: GET /v1/contributions
select * from "desk_press" where "queue_id" in ($1) and "started_at" < $2 and ("ended_at" > $3 or ("ended_at" is null and ("started_at" > $4 or "beat_at" > $5))) order by "started_at", "id";

-- loadDutyCorrections: the same route
select distinct on ("queue_id", "library_id", "service", "starts_at", "ends_at", "side") * from "duty_correction" where "queue_id" in ($1, $2) and "starts_at" < $3 and "ends_at" > $4 order by "queue_id", "library_id", "service", "starts_at", "ends_at", "side", "id" desc;

-- loadQuestions: the same route
select c.library_id as library, sum("c"."click_phone" + "c"."click_tablet" + "c"."click_desktop") as clicks
    from placement_day as c where c.date between $1 and $2 and c.class = 'counted'
    group by c.library_id;
