-- loadPlans: plans of libraries, and the one for all
select "library_id", "plan", "revision" from "sample_plan" where (library_id is null or library_id = any($1::text[]));

-- loadDays: GET /v1/libraries/:library/questions
select distinct on ("date") "date", "revision", "state", "questions", "levels", "pages", "source", "by", "at" from "question_day" where "library_id" = $1 and date between $2 and $3 order by "date", "revision" desc;

-- loadDaysOfAll: GET /v1/report and GET /v1/state-sheet
select library, json_agg(json_build_array(date, state, questions)) as entries
from (
  select distinct on (y.library, q.date) y.library, q.date, q.state, q.questions
  from unnest($1::text[], $2::date[],
    $3::date[]) as y (library, "from", "to")
  join question_day as q on q.library_id = y.library and q.date between y."from" and y."to"
  order by y.library, q.date, q.revision desc
) as latest
group by library;

-- loadClicksOfAll: the same routes
select l.library, (select min(date) from placement_day where library_id = l.library) as since,
  coalesce(sum(part.clicks), 0) as total,
  coalesce(json_object_agg(part.date, part.clicks) filter (where part.date is not null), '{}') as "byDay"
from unnest($1::text[]) as l (library)
left join (
  select c.library_id, entered.date, sum("c"."click_phone" + "c"."click_tablet" + "c"."click_desktop") as clicks
  from (select * from placement_day where library_id = any($2::text[]) and date between $3 and $4 and class = 'counted') as c
  left join (select distinct library_id, date from question_day where library_id = any($5::text[]) and date between $6 and $7) as entered
    on entered.library_id = c.library_id and entered.date = c.date
  group by c.library_id, entered.date
) as part on part.library_id = l.library
group by l.library;

-- loadEntered: reminders
select library_id as "libraryId", date
from (
  select distinct on (library_id, date) library_id, date, state
  from question_day
  where library_id = any($1::text[]) and date between $2 and $3
  order by library_id, date, revision desc
) as latest
where state <> 'removed';

-- loadSurvey: GET /v1/libraries/:library/survey
select distinct on ("month", "library_id") "library_id", "month", "revision", "chats", "questions", "source", "by", "at" from "survey_month" where library_id = any($1::text[]) and ($2::text[] is null or month = any($3::text[])) order by "month" desc, "library_id", "revision" desc limit $4;

-- loadRatings: GET /v1/libraries/:library/report and GET /v1/report
select distinct on ("month", "library_id") "library_id", "month", "revision", "chats", "questions", "source", "by", "at" from "survey_month" where library_id = any($1::text[]) and ($2::text[] is null or month = any($3::text[])) order by "month" desc, "library_id", "revision" desc;

-- loadHistory: GET /v1/libraries/:library/questions/:date
select "date", "revision", "state", "questions", "levels", "pages", "source", "by", "at" from "question_day" where "library_id" = $1 and "date" = $2 order by "revision" desc;
