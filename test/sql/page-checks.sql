-- loadPageChecks: GET /v1/libraries/:library/page-checks, and the score
select "library_id", "origin", "path", "checked_at", "state", "findings", "other_widgets" from "page_check" where library_id = any($1::text[]) order by "library_id", "origin", "path";

-- loadFreshPages: the job, for a hundred libraries
select "library_id", "origin", "path" from "page_check" where library_id = any($1::text[]) and not (page_check.claimed_at <= $2
    or (page_check.claimed_at <= $3 and (page_check.checked_at is null or page_check.checked_at < page_check.claimed_at)));

-- claimPage: before each check
insert into "page_check" ("library_id", "origin", "path", "claimed_at", "checked_at", "state") values ($1, $2, $3, $4, $5, $6) on conflict ("library_id", "origin", "path") do update set "claimed_at" = $7 where (page_check.claimed_at <= $8
    or (page_check.claimed_at <= $9 and (page_check.checked_at is null or page_check.checked_at < page_check.claimed_at))) returning "library_id";

-- savePageCheck: after it
update "page_check" set "checked_at" = $1, "state" = $2, "findings" = $3, "other_widgets" = $4 where "library_id" = $5 and "origin" = $6 and "path" = $7 returning "other_widgets";

-- savePageCheck: after one that could not see the page
update "page_check" set "checked_at" = $1, "state" = $2, "findings" = $3 where "library_id" = $4 and "origin" = $5 and "path" = $6 returning "other_widgets";

-- deleteUnclaimed: after each run of the job
delete from "page_check" where "claimed_at" < $1;
