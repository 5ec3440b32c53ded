-- loadRequests: GET /v1/libraries/:library/shift-requests
select * from "shift_request" where "library_id" = $1 and "state" <> $2 order by state <> 'waiting', acknowledged_at is not null, "at" desc, "id" desc limit $3;

-- loadSharedPatterns: GET /v1/libraries/:library/shift-requests
select "id", "name", "tier", "zone", "shifts" from "queue" where "tier" <> $1 and "removed" = $2 order by "name", "id";

-- loadAllRequests: GET /v1/shift-requests
select "shift_request".* from "shift_request" inner join "queue" on "queue"."id" = "shift_request"."queue_id" inner join "library" on "library"."id" = "shift_request"."library_id" where "queue"."removed" = $1 and "library"."removed" = $2 and ("shift_request"."state" = $3 or ("shift_request"."decided_at" > $4 and "shift_request"."accepted_revision" = "queue"."shifts_revision")) order by "shift_request"."at", "shift_request"."id" limit $5;

-- countWaiting: the coordinator’s Home
select count(*)::integer as count, min(request.at) as "firstAt"
from shift_request as request
  join queue on queue.id = request.queue_id and not queue.removed
  join library on library.id = request.library_id and not library.removed
where request.state = 'waiting';

-- loadUnread: the Home of a library
select distinct on (library_id) library_id as library, state,
  count(*) over of::integer as count, min(decided_at) over of as "firstAt"
from shift_request
where library_id = any($1::text[]) and state in ('accepted', 'declined') and acknowledged_at is null
window of as (partition by library_id)
order by library_id, decided_at desc, id desc;
