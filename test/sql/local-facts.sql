-- loadScripts: GET /v1/libraries/:library/scripts
select * from "script" where ("library_id" = $1 or "library_id" is null) order by lower(name), "id";

-- loadContacts: GET /v1/libraries/:library/contacts
select * from "contact" where "library_id" = $1 order by lower(name), "id";

-- findContacts: GET /v1/contacts
select contact.id, contact.name, contact.phone, contact.email, contact.page,
  json_build_object('id', library.id, 'name', library.name) as library
from contact
join unnest($1::text[], $2::text[]) as library (id, name)
  on library.id = contact.library_id
where concat_ws(' ', library.name, contact.name, contact.note) ilike all ($3::text[])
  and concat_ws(' ', contact.name, contact.note) ilike any ($4::text[])
order by lower(contact.name), contact.id
limit $5;

-- loadDueContacts: tasks
select "library_id" as "library", count(*) as "count", min("verified_at") as "since" from "contact" where "verified_at" <= $1 group by "library_id";

-- loadDueChecks: mails to send
select "contact_check"."id", "address", "token", "contact_check"."created_at", "attempts", "contact"."library_id" as "library", "contact"."name", "contact"."phone", "contact"."email", "contact"."page" from "contact_check" inner join "contact" on "contact"."id" = "contact_id" where "state" = $1 and "next_at" <= $2 order by "next_at" limit $3;

-- findCheck: the link in a mail
select "contact"."id" as "contact", "expires_at", "answered_at", "contact"."library_id" as "library", "contact"."name", "contact"."phone", "contact"."email", "contact"."page" from "contact_check" inner join "contact" on "contact"."id" = "contact_id" where "token_hash" = $1;

-- deleteExpiredChecks: job of contacts
delete from "contact_check" where "expires_at" < $1;

-- loadLiaisons: GET /v1/directory
select "account"."id", "label", "library_id", "email", "shows_email", "phone", "shows_phone" from "account" inner join "account_library" on "account_id" = "account"."id" where "role" = $1 and "ended_at" is null order by "label", "account"."id";

-- loadWritten: GET /v1/liaison-messages
select "at", count(*)::integer as "people", (count(*) filter (where state = $1))::integer as "waiting", (count(*) filter (where state = $2))::integer as "givenUp" from "notice" inner join "notice_delivery" on "notice_id" = "notice"."id" where "sender_id" = $3 and "at" > $4 group by "notice"."id", "at" order by "at" desc;

-- countReaders: mails to all liaisons
select count(*) as "count" from "account" where (account.role in ('liaison', 'coordinator') and account.ended_at is null
    and account.email is not null and account.email_confirmed and account.id is distinct from $1::integer) and not exists (select from notice_recipient as own where own.account_id = account.id and own.library_id is null and own.stopped_at is not null);

-- addReaders: POST /v1/liaison-messages
select "id", "label" from "account" where (account.role in ('liaison', 'coordinator') and account.ended_at is null
    and account.email is not null and account.email_confirmed and account.id is distinct from $1::integer) and not exists (select from notice_recipient as own where own.account_id = account.id and own.library_id is null and own.stopped_at is not null) and not exists (select from notice_recipient as own where own.account_id = account.id and own.library_id is null) order by "id";

-- eraseOldMessages: job of contacts
update "notice" set "subject" = $1, "text" = $2 where "kind" = $3 and "at" < $4 and "text" <> $5;

-- loadSealedFields: GET /v1/libraries/:library/sealed
select "field", "label", "key_id", "revision", "changed_at", "by" from "sealed_field" where "library_id" = $1 order by "field";

-- loadPages: GET /v1/libraries/:library/policies
select distinct on ("topic") * from "policy_revision" where "library_id" = $1 order by "topic", "revision" desc;
