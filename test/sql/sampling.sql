-- loadPlans: plans of libraries, and the one for all
select "library_id", "plan", "revision" from "sample_plan" where (library_id is null or library_id = any($1::text[]));

-- loadDays: GET /v1/libraries/:library/questions
select distinct on ("date") "date", "revision", "state", "questions", "levels", "pages", "source", "by", "at" from "question_day" where "library_id" = $1 and date between $2 and $3 order by "date", "revision" desc;

-- loadEntered: reminders
select library_id as "libraryId", date
from (
  select distinct on (library_id, date) library_id, date, state
  from question_day
  where library_id = any($1::text[]) and date between $2 and $3
  order by library_id, date, revision desc
) as latest
where state <> 'removed';

-- loadHistory: GET /v1/libraries/:library/questions/:date
select "date", "revision", "state", "questions", "levels", "pages", "source", "by", "at" from "question_day" where "library_id" = $1 and "date" = $2 order by "revision" desc;
