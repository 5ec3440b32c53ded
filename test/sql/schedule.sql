-- loadCovers: GET /v1/libraries/:library/covers
select * from "cover_offer" where "starts_at" < $1 and "ends_at" > $2 and ("state" = $3 or "library_id" in ($4, $5) or "taken_by" in ($6, $7)) order by "starts_at", "id";

-- loadFacts: who may accept hours, in a list and under the locks of an accept
select "id" from "queue" where "tier" <> $1;

select "queue_id", "library_id", "service", "people", "ends_at_closing", "starts_at", "ends_at" from "schedule_range" where "queue_id" in ($1) and "kind" = $2 and "library_id" is not null and "service" is not null and "starts_at" < $3 and "ends_at" > $4;

select "library_id", "starts_at", "ends_at" from "library_closing" where "withdrawn_at" is null and "starts_at" < $1 and "ends_at" > $2 order by "starts_at", "id";

select distinct "queue_id", "library_id" from "schedule_range" where "queue_id" in ($1) and "kind" = $2 and "library_id" is not null and "ends_at" > $3;

-- loadRanges: coverage, forecasts and GET /v1/queues/:queue/schedule
select * from "schedule_range" where "queue_id" in ($1) and "starts_at" < $2 and "ends_at" > $3 order by "starts_at", "id";

select "queue_id", "library_id", "service", "taken_by", "starts_at", "ends_at" from "cover_offer" where "queue_id" in ($1) and "state" != $2 and "starts_at" < $3 and "ends_at" > $4;

select "queue_id", "library_id", "service", "starts_at", "ends_at" from "made_up_hour" where "queue_id" in ($1) and "removed_at" is null and "starts_at" < $2 and "ends_at" > $3;

-- loadOpenHours: with loadRanges and loadDuties, where libraries make hours up
select "queue_id", "starts_at", "ends_at" from "schedule_range" where "queue_id" in ($1) and "kind" = $2 and "starts_at" < $3 and "ends_at" > $4;

-- loadScheduled: GET /v1/queues/:queue/schedule
select "queue"."tier", "queue"."zone", "queue"."weekly", "queue"."shifts", "feed"."events", "done"."expanded_at", "done"."tz" from "queue" left join "schedule_expansion" as "done" on "done"."queue_id" = "queue"."id" left join "shift_feed" as "feed" on "feed"."queue_id" = "queue"."id" where "queue"."id" = $1;

-- loadDue: every half minute, and with every change of rules
select "queue"."id" from "queue" left join "schedule_expansion" as "done" on "done"."queue_id" = "queue"."id" left join "shift_feed" as "feed" on "feed"."queue_id" = "queue"."id" where ("done"."queue_id" is null or "done"."hours_revision" <> "queue"."revision" or "done"."shifts_revision" <> "queue"."shifts_revision" or "done"."feed_good_at" is distinct from "feed"."good_at" or "done"."tz" <> $1 or ("queue"."tier" <> $2 and "done"."holidays" is distinct from (select "holidays" from "cooperative")) or "done"."through_at" < $3) order by "queue"."id";

-- loadShifts: GET and PUT /v1/queues/:queue/shifts
select "id", "name", "tier", "zone", "shifts", "needed", "shifts_revision", "feed"."url", "feed"."checked_at", "feed"."confirmed_at", "feed"."fault_code", "feed"."fault_detail", "feed"."events", "feed"."left_out", "feed"."owners" from "queue" left join "shift_feed" as "feed" on "feed"."queue_id" = "queue"."id" where "id" = $1 and "removed" = $2;
