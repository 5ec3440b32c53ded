-- claimDelivery: by each free hand
with "due" as (select "notice_id", "recipient_id", "sender"."email" as "reply_to", case when account.email_confirmed or kind <> $1 then account.email end as "email" from "notice_delivery" inner join "notice" on "notice"."id" = "notice_id" inner join "notice_recipient" on "notice_recipient"."id" = "recipient_id" left join "account" on "account"."id" = "notice_recipient"."account_id" left join "account" as "sender" on "sender"."id" = "notice"."sender_id" and "sender"."email_confirmed" = $2 where "state" = $3 and "next_at" <= $4 and "stopped_at" is null and recipient_id <> all ($5::integer[]) order by kind = any ($6::text[]) desc, "next_at" limit $7 for update of "notice_delivery" skip locked) update "notice_delivery" set "attempts" = attempts + 1, "next_at" = $8 from "due", "notice", "notice_recipient" where "notice_delivery"."notice_id" = "due"."notice_id" and "notice_delivery"."recipient_id" = "due"."recipient_id" and "notice"."id" = "due"."notice_id" and "notice_recipient"."id" = "due"."recipient_id" returning "notice"."id", "notice"."kind", "notice"."tier", "notice"."library_id" as "library", "notice"."subject", "notice"."text", "notice"."html", "notice"."data", "notice"."at", "due"."recipient_id" as "recipientId", "notice_recipient"."channel", coalesce(notice_recipient.address, due.email) as "address", "due"."reply_to" as "replyTo", "notice_recipient"."secret", "notice_delivery"."attempts", "notice_delivery"."token" as "offerToken";

-- settleDelivery: as soon as it is accepted
update "notice_delivery" set "state" = $1, "sent_at" = $2, "error" = $3, "token" = $4 where "notice_id" = $5 and "recipient_id" = $6;

-- settleDelivery: after a failure
update "notice_delivery" set "next_at" = $1, "state" = $2, "error" = $3 where "notice_id" = $4 and "recipient_id" = $5 and "state" = $6 and "attempts" = $7;

-- loadNextDueMs: when nothing is due
select min("next_at") as "at" from "notice_delivery" inner join "notice_recipient" on "notice_recipient"."id" = "recipient_id" where "state" = $1 and "stopped_at" is null;
