-- loadAnnouncements: GET /v1/announcements
select n.id, n.text, n.by, n.at, own.at as "acknowledgedAt", n.at >= account.created_at
    and not exists (select from acknowledgement as a where a.announcement_id = n.id and a.account_id = account.id) as "isUnread", (
  select count(*)::integer from acknowledgement as a join account on account.id = a.account_id
  where a.announcement_id = n.id and role = 'liaison' and ended_at is null
) as acknowledged, array(
  select account.label from account where $1 and role = 'liaison' and ended_at is null and n.at >= account.created_at
    and not exists (select from acknowledgement as a where a.announcement_id = n.id and a.account_id = account.id)
  order by account.label, account.id
) as waiting
from announcement as n join account on account.id = $2
  left join acknowledgement as own on own.announcement_id = n.id and own.account_id = account.id
where $3::integer is null or n.id = $4
order by n.at >= account.created_at
    and not exists (select from acknowledgement as a where a.announcement_id = n.id and a.account_id = account.id) desc, n.at desc, n.id desc limit $5;

-- loadSilent: GET /v1/announcements, of the coordinator
select account.id as account, account.label, array(select library_id from account_library where account_id = account.id order by library_id) as libraries, account.signed_in_on as "signedInOn",
  open.unacknowledged
from account cross join lateral (
  select count(*)::integer as unacknowledged from announcement as n
  where n.at >= account.created_at
    and not exists (select from acknowledgement as a where a.announcement_id = n.id and a.account_id = account.id) and n.at <= $1
) as open
where role = 'liaison' and ended_at is null and (account.signed_in_on is null or open.unacknowledged > 0)
order by open.unacknowledged desc, account.signed_in_on nulls first, account.label, account.id;

-- loadSessions: GET /v1/libraries/:library/training
select "id", "date", "topic", "name", "headcount", "by", "added_at" from "training_session" where "library_id" = $1 order by "date" desc, "id" desc;

-- loadPractice: GET /v1/libraries/:library/training
select coalesce(sum(clicks), 0)::integer as clicks, min(date) as first, max(date) as last
from (
  select date, sum("c"."click_phone" + "c"."click_tablet" + "c"."click_desktop") as clicks from placement_day as c
  where library_id = $1 and class = 'practice' group by date
) as days
where clicks > 0;

-- loadServed: GET /v1/libraries/:library/served
select * from "served_lately" where "library_id" = $1 order by "date" desc, "id" desc;

-- loadLatestServed: GET /v1/served
select distinct on ("library_id") * from "served_lately" where "library_id" in ($1, $2) order by "library_id", "date" desc, "id" desc;

-- loadOwingLibraries: the same route
select distinct "library_id" from "schedule_range" where "library_id" in ($1, $2) and "ends_at" > $3;

-- loadRequest: GET /v1/libraries/:library/training
select "at", "data" from "notice" where "library_id" = $1 and "kind" = $2 order by "at" desc limit $3;

-- readiness: GET /v1/readiness, one statement for all libraries
select "origin_id", min(first_seen_at) as "seen_at", min(first_seen_at) filter (where form in ('tag', 'tab', 'frame')) as "tag_at" from "placement" where "library_id" in ($1, $2) group by "origin_id";

select "queue"."id", "queue"."name", "done"."expanded_at", "seen"."sampled_at", "seen"."failing_since", queue.presence is not null as "has_source", (select "ends_at" from "schedule_range" where "queue_id" = "queue"."id" and "kind" = $1 order by "ends_at" desc limit $2) as "hours_through", (select "ends_at" from "schedule_range" where "queue_id" = "queue"."id" and "kind" = $3 order by "ends_at" desc limit $4) as "scheduled_through", least((select greatest(open.starts_at, $5) as "at" from "schedule_range" as "open" where "open"."queue_id" = "queue"."id" and "open"."kind" = $6 and "open"."ends_at" > $7 and "open"."starts_at" < $8 and not exists (select from "schedule_range" as "shift" where shift.queue_id = open.queue_id and "shift"."kind" = $9 and "shift"."ends_at" > greatest(open.starts_at, $10) and "shift"."ends_at" > $11 and shift.starts_at < greatest(open.starts_at, $12) + interval '7 days') order by "at" limit $13), (select done.ends_at as "at" from "schedule_range" as "open" inner join "schedule_range" as "done" on "done"."queue_id" = "open"."queue_id" where "open"."queue_id" = "queue"."id" and "open"."kind" = $14 and "open"."ends_at" > $15 and "open"."starts_at" < $16 and open.ends_at > open.starts_at + interval '7 days' and "done"."kind" = $17 and "done"."ends_at" > "open"."starts_at" and "done"."ends_at" > $18 and "done"."ends_at" < $19 and done.ends_at <= open.ends_at - interval '7 days' and not exists (select from "schedule_range" as "shift" where shift.queue_id = open.queue_id and "shift"."kind" = $20 and "shift"."ends_at" > done.ends_at and "shift"."ends_at" > $21 and shift.starts_at < done.ends_at + interval '7 days') order by "at" limit $22)) as "unscheduled_at" from "queue" left join "schedule_expansion" as "done" on "done"."queue_id" = "queue"."id" left join "queue_presence" as "seen" on "seen"."queue_id" = "queue"."id" where "queue"."id" in ($23);

select "library_id", max(date) as "date" from "placement_day" where "library_id" in ($1, $2) and class = 'practice' and "click_phone" + "follow_phone" + "click_tablet" + "follow_tablet" + "click_desktop" + "follow_desktop" > 0 group by "library_id";

select "library_id", min(coalesce(confirmed_at, created_at)) as "since" from "notice_recipient" where "tier" = $1 and "library_id" in ($2, $3) and ("stopped_at" is null and ("channel" <> $4 or "account_id" is not null or "confirmed_at" is not null)) and 'assistance-opened' = any (kinds) group by "library_id";

select "library_id", count(*)::integer as "written", count(coordinator_reviewed_on)::integer as "reviewed", min(coordinator_reviewed_on) as "reviewed_on", min(review_by) as "review_by" from (select distinct on ("library_id", "topic") "library_id", "text", "coordinator_reviewed_on", "review_by" from "policy_revision" where "library_id" in ($1, $2) and "topic" = any ($3::text[]) order by "library_id", "topic", "revision" desc) as "page" where trim(text) <> '' group by "library_id";

-- loadProposed: GET /v1/libraries/:library/proposed-addresses
select * from "proposed_address" where "library_id" = $1 order by state <> 'waiting', acknowledged_at is not null, "at" desc, "id" desc limit $2;

-- loadWaiting: GET /v1/proposed-addresses
select * from "proposed_address" where "state" = $1 order by "at", "id" limit $2;

-- countWaiting: the coordinator’s tasks
select count(*)::integer as count, min(at) as "firstAt" from proposed_address where state = 'waiting';

-- loadUnread: a liaison’s tasks
select distinct on (library_id) library_id as library, origin, pattern, state,
  count(*) over of::integer as count, min(answered_at) over of as "firstAt"
from proposed_address where account_id = $1 and answered_at is not null and acknowledged_at is null
window of as (partition by library_id)
order by library_id, answered_at desc, id desc;

-- loadComment: GET /v1/libraries/:library/report
select "text", "revision", "by", "at" from "month_comment" where "library_id" = $1 and "month" = $2;

-- months: GET /v1/libraries/:library/report
select "rule", first_met_on as "on" from "rule_result" where "library_id" = $1 and "is_met" = $2 and "first_met_on" >= $3 and "first_met_on" <= $4 order by "first_met_on", "rule";

select origin, pattern, names, "on" from (
  select o.origin, p.pattern, array_agg(p.name order by p.id) as names,
    to_char(min(p.first_seen_at) at time zone $1, 'YYYY-MM-DD') as "on"
  from placement as p
  join library_origin as o on o.id = p.origin_id
  where p.library_id = $2 and p.established and p.retired_on is null and p.form <> 'link'
  group by o.origin, p.pattern
) as places
where "on" between $3 and $4
order by "on", pattern;

select "date", "passed", "of", "unknown", "low", "high" from "score_day" where "library_id" = $1 and "date" >= $2 and "date" <= $3 order by "date" desc limit $4;
