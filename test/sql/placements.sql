-- loadPlacements: GET /v1/libraries/:library/placements and /v1/overview
select p.id, p.library_id as "libraryId", o.origin, p.pattern, p.name, p.form, p.widget,
  p.first_seen_at as "firstSeenAt", p.last_seen_at as "lastSeenAt",
  coalesce("shown"."impressions", 0) as "impressions", coalesce("shown"."measurable", 0) as "measurable", coalesce("shown"."viewable", 0) as "viewable", coalesce("shown"."firstScreen", 0) as "firstScreen", coalesce("shown"."clicks", 0) as "clicks",
  paced."lastCountedDate", coalesce("paced"."on_phone", 0) as "on_phone", coalesce("paced"."on_tablet", 0) as "on_tablet", coalesce("paced"."on_desktop", 0) as "on_desktop"
from placement as p
join library_origin as o on o.id = p.origin_id
left join (
  select c.placement_id,
  sum("c"."impression_phone" + "c"."impression_tablet" + "c"."impression_desktop") as impressions,
  sum("c"."impression_phone" + "c"."impression_tablet" + "c"."impression_desktop" - ("c"."unmeasurable_phone" + "c"."unmeasurable_tablet" + "c"."unmeasurable_desktop")) as measurable,
  sum("c"."viewable_phone" + "c"."viewable_tablet" + "c"."viewable_desktop") as viewable,
  sum("c"."first_screen_phone" + "c"."first_screen_tablet" + "c"."first_screen_desktop") as "firstScreen",
  sum("c"."click_phone" + "c"."click_tablet" + "c"."click_desktop") as clicks
  from (
  select library_id, from_date::date, to_date::date, pace_from::date
  from unnest($1::text[], $2::text[], $3::text[], $4::text[])
    as given (library_id, from_date, to_date, pace_from)
) as w
  join placement_day as c on c.library_id = w.library_id
    and c.date between "w"."from_date" and w.to_date
  where c.library_id = any($5::text[])
    and c.date between $6::date and $7::date
    and c.class = 'counted'
  group by c.placement_id
) as shown on shown.placement_id = p.id
left join (
  select c.placement_id, max(c.date) as "lastCountedDate",
  sum("c"."impression_phone" + "c"."follow_phone") as "on_phone",
  sum("c"."impression_tablet" + "c"."follow_tablet") as "on_tablet",
  sum("c"."impression_desktop" + "c"."follow_desktop") as "on_desktop"
  from (
  select library_id, from_date::date, to_date::date, pace_from::date
  from unnest($8::text[], $9::text[], $10::text[], $11::text[])
    as given (library_id, from_date, to_date, pace_from)
) as w
  join placement_day as c on c.library_id = w.library_id
    and c.date between "w"."pace_from" and w.to_date
  where c.library_id = any($12::text[])
    and c.date between $13::date and $14::date
    and c.class = 'counted'
  group by c.placement_id
) as paced on paced.placement_id = p.id
where p.library_id = any($15::text[])
order by p.last_seen_at desc, p.id;

-- loadRefusals: the same doors
select r.library_id as "libraryId", r.reason, sum(r.count) as count, max(r.date) as "lastDate"
from (
  select library_id, from_date::date, to_date::date, pace_from::date
  from unnest($1::text[], $2::text[], $3::text[], $4::text[])
    as given (library_id, from_date, to_date, pace_from)
) as w
join refusal_day as r on r.library_id = w.library_id and r.date between w.from_date and w.to_date
group by r.library_id, r.reason
order by r.library_id, count desc, r.reason;
