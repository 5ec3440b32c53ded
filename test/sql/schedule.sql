-- loadRanges: coverage, forecasts and GET /v1/queues/:queue/schedule
select * from "schedule_range" where "queue_id" in ($1) and "starts_at" < $2 and "ends_at" > $3 order by "starts_at", "id";

-- loadScheduled: GET /v1/queues/:queue/schedule
select "queue"."tier", "queue"."zone", "queue"."weekly", "queue"."shifts", "feed"."events", "done"."expanded_at", "done"."tz" from "queue" left join "schedule_expansion" as "done" on "done"."queue_id" = "queue"."id" left join "shift_feed" as "feed" on "feed"."queue_id" = "queue"."id" where "queue"."id" = $1;

-- loadDue: every half minute, and with every change of rules
select "queue"."id" from "queue" left join "schedule_expansion" as "done" on "done"."queue_id" = "queue"."id" left join "shift_feed" as "feed" on "feed"."queue_id" = "queue"."id" where ("done"."queue_id" is null or "done"."hours_revision" <> "queue"."revision" or "done"."shifts_revision" <> "queue"."shifts_revision" or "done"."feed_good_at" is distinct from "feed"."good_at" or "done"."tz" <> $1 or "done"."through_at" < $2) order by "queue"."id";

-- loadShifts: GET and PUT /v1/queues/:queue/shifts
select "id", "name", "tier", "zone", "shifts", "needed", "shifts_revision", "feed"."url", "feed"."checked_at", "feed"."confirmed_at", "feed"."fault_code", "feed"."fault_detail", "feed"."events", "feed"."left_out", "feed"."owners" from "queue" left join "shift_feed" as "feed" on "feed"."queue_id" = "queue"."id" where "id" = $1;
