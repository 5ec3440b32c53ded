-- loadFollowUps: GET /v1/follow-ups, of a liaison
select f.id, f.library_id as library, f.reference, f.due_on as "dueOn", f.state, f.resolution, f.opened_at as "openedAt",
  f.ended_at as "endedAt", f.revision, (f.state = 'open' and f.due_on < l.today) as "isOverdue", (f.state = 'open' and f.due_on = l.today) as "isDueToday",
  (f.state <> 'open' and (f.library_id = any ($1::text[]) or $2 =
  (select account_id from follow_up_step where follow_up_id = f.id order by id desc limit 1))) as "mayUndo", (count(*) over ())::integer as total
from follow_up as f 
join unnest($3::text[], $4::date[]) as l (id, today)
  on l.id = f.library_id
where (f.library_id = any ($5::text[]) or f.opened_by = $6) and (f.state = 'open' and f.due_on < l.today)
order by f.due_on, f.id
limit $7 offset $8;

select follow_up_id as of, at, account_label(account_id) as by, step, library_id as library, resolution
from follow_up_step where follow_up_id = any ($1::integer[]) order by id;

-- loadFollowUps: GET /v1/follow-ups, of the coordinator
select f.id, f.library_id as library, f.reference, f.due_on as "dueOn", f.state, f.resolution, f.opened_at as "openedAt",
  f.ended_at as "endedAt", f.revision, (f.state = 'open' and f.due_on < l.today) as "isOverdue", (f.state = 'open' and f.due_on = l.today) as "isDueToday",
  f.state <> 'open' as "mayUndo", (count(*) over ())::integer as total
from follow_up as f 
join unnest($1::text[], $2::date[]) as l (id, today)
  on l.id = f.library_id
where true and f.state <> 'open'
order by f.ended_at desc, f.id
limit $3 offset $4;

select follow_up_id as of, at, account_label(account_id) as by, step, library_id as library, resolution
from follow_up_step where follow_up_id = any ($1::integer[]) order by id;

-- loadExpectation: GET /v1/follow-ups
select count(*)::integer as due,
  (count(*) filter (where f.state = 'resolved' and f.ended_at <= f.opened_at + $1 * interval '1 hour'))::integer as within
from follow_up as f
where f.library_id = $2 and f.state <> 'withdrawn' and f.resolution is distinct from 'practice'
  and f.opened_at >= $3 and f.opened_at <= $4::timestamptz - $5 * interval '1 hour';

-- loadOpenCounts: GET /v1/follow-ups, and tasks of a provider
select count(*)::integer as all, (count(*) filter (where (f.state = 'open' and f.due_on < l.today)))::integer as overdue,
  (count(*) filter (where (f.state = 'open' and f.due_on = l.today)))::integer as "dueToday"
from follow_up as f 
join unnest($1::text[], $2::date[]) as l (id, today)
  on l.id = f.library_id
where f.state = 'open' and f.library_id = $3;

-- insertFollowUps: POST /v1/follow-ups and POST /v1/follow-ups/lists
with added as (
  insert into follow_up (library_id, reference, due_on, opened_at, opened_by, from_list)
  select $1, reference, due_on, $2, $3, $4
  from unnest($5::text[], $6::date[])
    as rows (reference, due_on)
  on conflict (library_id, reference) do nothing
  returning id, reference
), opened as (
  insert into follow_up_step (follow_up_id, at, account_id, step, library_id)
  select id, $7, $8, 'opened', $9 from added
)
select id, reference from added;

-- loadOverdue: reminders and tasks
select l.id as library, l.today, count(*)::integer as count, min(f.due_on) as "firstDue", max(f.due_on) as "lastDue"
from follow_up as f 
join unnest($1::text[], $2::date[]) as l (id, today)
  on l.id = f.library_id
where (f.state = 'open' and f.due_on < l.today)
group by l.id, l.today order by l.id;

-- deleteEnded: job of follow-ups
delete from "follow_up" where ended_at < $1::timestamptz - $2 * interval '1 month';
