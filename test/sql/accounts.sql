-- findInvitation: GET /sign-in/:token
select "account"."label", "account"."role", "invitation"."expires_at", "invitation"."used_at", array(select library_id from account_library where account_id = account.id order by library_id) as "libraries", array(select queue_id from account_queue where account_id = account.id order by queue_id) as "queues" from "invitation" inner join "account" on "account"."id" = "invitation"."account_id" where "token_hash" = $1;

-- useInvitation: POST /sign-in/:token, where the link is dead
select "account_id" from "invitation" where "token_hash" = $1;

-- saveMailedLink, from POST /sign-in, where no account has the address
select "id", "label", "email" from "account" where lower(email) = $1 and "ended_at" is null and "openid_key" is null for no key update;

-- findSetUpLink: GET /set-up/:token
select "expires_at" from "set_up_link" where "token_hash" = $1 and "expires_at" > $2;

-- makeSetUpLink: a start without a cooperative
delete from "set_up_link" where "expires_at" <= $1;

insert into "set_up_link" ("token_hash", "expires_at") values ($1, $2);

-- findSession: every guarded route
select "account"."id", "account"."label", "account"."role", "session"."id" as "session_id", "session"."opened_at", "session"."used_at", "session"."expires_at", "session"."fresh_until", "account"."openid_key", array(select library_id from account_library where account_id = account.id order by library_id) as "libraries", array(select queue_id from account_queue where account_id = account.id order by queue_id) as "queues" from "session" inner join "account" on "account"."id" = "session"."account_id" where "token_hash" = $1 and "session"."expires_at" > $2 and "account"."ended_at" is null;

-- endSession: POST /v1/session/end
delete from "session" where "token_hash" = $1 returning "id";

-- invite, up to a library that does not exist
select "id", 'library' as "kind" from "library" where "id" in ($1) and "removed" = $2 union all select "id", 'queue' as "kind" from "queue" where "id" in ($3) and "removed" = $4;
