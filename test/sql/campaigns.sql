-- loadCampaigns: GET /v1/libraries/:library/campaigns
select "id", "library_id" as "library", "placement", "name", "from_date" as "from", "to_date" as "to", "note", "by", "created_at" as "createdAt", "token_hash" is not null as "hasLink" from "campaign" where "library_id" = $1 order by "from_date" desc, "id" desc;

-- loadByToken: GET /campaign/:token
select "id", "library_id" as "library", "placement", "name", "from_date" as "from", "to_date" as "to", "note", "by", "created_at" as "createdAt", "token_hash" is not null as "hasLink" from "campaign" where "token_hash" = $1;

-- loadCounts: what campaigns brought
select first.since, days.date, days.placement, days.clicks, days.follows
from (select min(date) as since from placement_day where library_id = $1) as first
left join (
  select c.date, case when p.name like 'c-%' then p.name end as placement,
    sum("c"."click_phone" + "c"."click_tablet" + "c"."click_desktop") as clicks, sum("c"."follow_phone" + "c"."follow_tablet" + "c"."follow_desktop") as follows
  from placement_day as c join placement as p on p.id = c.placement_id
  where c.library_id = $2 and c.date between $3 and $4 and c.class = 'counted'
  group by 1, 2
) as days on true;
