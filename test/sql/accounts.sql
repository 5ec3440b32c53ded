-- findInvitation: GET /sign-in/:token
select "account"."label", "account"."role", "invitation"."expires_at", "invitation"."used_at", array(select library_id from account_library where account_id = account.id order by library_id) as "libraries", array(select queue_id from account_queue where account_id = account.id order by queue_id) as "queues" from "invitation" inner join "account" on "account"."id" = "invitation"."account_id" where "token_hash" = $1;

-- useInvitation: POST /sign-in/:token, where the link is dead
update "invitation" set "used_at" = $1 where "token_hash" = $2 and "used_at" is null and "expires_at" > $3 returning "account_id";

-- findSession: every guarded door
select "account"."id", "account"."label", "account"."role", "session"."expires_at", array(select library_id from account_library where account_id = account.id order by library_id) as "libraries", array(select queue_id from account_queue where account_id = account.id order by queue_id) as "queues" from "session" inner join "account" on "account"."id" = "session"."account_id" where "token_hash" = $1 and "session"."expires_at" > $2;

-- endSession: POST /v1/session/end
delete from "session" where "token_hash" = $1;

-- invite, up to a library that does not exist
select "id", 'library' as "kind" from "library" where "id" in ($1) and "removed" = $2 union all select "id", 'queue' as "kind" from "queue" where "id" in ($3);
