-- loadCampaigns: GET /v1/libraries/:library/campaigns
select "id", "library_id" as "library", "placement", "name", "from_date" as "from", "to_date" as "to", "note", "by", "created_at" as "createdAt", "token_hash" is not null as "hasLink" from "campaign" where "library_id" = $1 order by "from_date" desc, "id" desc;

-- loadByToken: GET /campaign/:token
select "id", "library_id" as "library", "placement", "name", "from_date" as "from", "to_date" as "to", "note", "by", "created_at" as "createdAt", "token_hash" is not null as "hasLink" from "campaign" where "token_hash" = $1;

-- loadFollows: followed links of each campaign
select c.date, p.name as placement, sum("c"."follow_phone" + "c"."follow_tablet" + "c"."follow_desktop") as follows
from placement_day as c join placement as p on p.id = c.placement_id
where c.library_id = $1 and c.date between $2 and $3 and c.class = 'counted' and p.name like 'c-%'
group by 1, 2;
