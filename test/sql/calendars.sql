-- claimFeed: by each free hand
update "shift_feed" set "next_at" = $1 from "queue" where "queue"."id" = "shift_feed"."queue_id" and "shift_feed"."queue_id" = (select "due"."queue_id" from "shift_feed" as "due" inner join "queue" as "its" on "its"."id" = "due"."queue_id" where "its"."removed" = $2 and "due"."next_at" <= $3 order by "due"."next_at" limit $4 for update of "due" skip locked) returning "queue_id", "url", "zone", "etag", "last_modified", "body", "events", "confirmed_at", "failures", "queue"."tier", "shift_feed"."owners";

-- loadByToken: GET /v1/calendars/:token
select "queue_id" as "queue", "library_id" as "library" from "calendar_token" where "token_hash" = $1;
