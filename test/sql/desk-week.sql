-- loadDuties: GET /v1/queues/:queue/week
select "queue_id", "library_id", "service", "people", "ends_at_closing", "starts_at", "ends_at" from "schedule_range" where "queue_id" in ($1, $2) and "kind" = $3 and "library_id" is not null and "service" is not null and "starts_at" < $4 and "ends_at" > $5;

select "queue_id", "library_id", "service", "taken_by", "starts_at", "ends_at" from "cover_offer" where "queue_id" in ($1) and "state" != $2 and "starts_at" < $3 and "ends_at" > $4;

select "queue_id", "library_id", "service", "starts_at", "ends_at" from "made_up_hour" where "queue_id" in ($1) and "removed_at" is null and "starts_at" < $2 and "ends_at" > $3;

-- loadCovers: GET /v1/queues/:queue/week, and a library’s calendar
select * from "cover_offer" where "starts_at" < $1 and "ends_at" > $2 order by "starts_at", "id";

-- loadAnnouncedClosings: GET /v1/queues/:queue/week
select "library_id", "starts_at", "ends_at" from "library_closing" where "withdrawn_at" is null and "starts_at" < $1 and "ends_at" > $2 order by "starts_at", "id";

-- loadDeskNeeds: GET /v1/queues/:queue/week
select "queue"."needed", "queue"."weekly", "done"."through_at" from "queue" left join "schedule_expansion" as "done" on "done"."queue_id" = "queue"."id" where "queue"."id" = $1;

-- loadLibraryNames: GET /v1/queues/:queue/week
select "id", "name" from "library" where "id" in ($1, $2) order by "id";

-- loadPicked: GET /v1/made-up-hours
select "id", "queue_id", "library_id", "service", "starts_at", "ends_at", "for_starts_at" from "made_up_hour" where "queue_id" in ($1, $2) and "removed_at" is null and "for_starts_at" >= $3 and "for_starts_at" < $4 order by "starts_at", "id";

-- loadClosingsAfter: GET /v1/libraries/:library/announced-closings
select "id", "library_id", "starts_at", "ends_at", "announced_at", (select count(*) as "count" from "cover_offer" where "closing_id" = "library_closing"."id") as "offered" from "library_closing" where "withdrawn_at" is null and "ends_at" > $1 and "library_id" = $2 order by "starts_at", "id";
