-- loadPlacements: GET /v1/libraries/:library/placements and /v1/overview
select p.id, p.library_id as "libraryId", o.origin, p.pattern, p.name, p.form, p.widget,
  p.first_seen_at as "firstSeenAt", p.last_seen_at as "lastSeenAt", counted.*
from (
  select library_id, from_date::date, to_date::date, pace_from::date
  from unnest($1::text[], $2::text[], $3::text[], $4::text[])
    as given (library_id, from_date, to_date, pace_from)
) as w
join placement as p on p.library_id = w.library_id
join library_origin as o on o.id = p.origin_id
cross join lateral (
  select coalesce(sum("d"."impression_phone" + "d"."impression_tablet" + "d"."impression_desktop") filter (where d.date >= w.from_date), 0) as impressions,
  coalesce(sum("d"."impression_phone" + "d"."impression_tablet" + "d"."impression_desktop" - ("d"."unmeasurable_phone" + "d"."unmeasurable_tablet" + "d"."unmeasurable_desktop")) filter (where d.date >= w.from_date), 0) as measurable,
  coalesce(sum("d"."viewable_phone" + "d"."viewable_tablet" + "d"."viewable_desktop") filter (where d.date >= w.from_date), 0) as viewable,
  coalesce(sum("d"."first_screen_phone" + "d"."first_screen_tablet" + "d"."first_screen_desktop") filter (where d.date >= w.from_date), 0) as "firstScreen",
  coalesce(sum("d"."click_phone" + "d"."click_tablet" + "d"."click_desktop") filter (where d.date >= w.from_date), 0) as clicks,
  max(d.date) filter (where d.date >= w.pace_from) as "lastCountedDate",
  coalesce(sum("d"."impression_phone" + "d"."impression_tablet" + "d"."impression_desktop" + "d"."follow_phone" + "d"."follow_tablet" + "d"."follow_desktop") filter (where d.date >= w.pace_from), 0) as "recentCount",
  coalesce(bool_or("d"."impression_phone" + "d"."follow_phone" > 0) filter (where d.date >= w.pace_from), false) as "on_phone",
  coalesce(bool_or("d"."impression_tablet" + "d"."follow_tablet" > 0) filter (where d.date >= w.pace_from), false) as "on_tablet",
  coalesce(bool_or("d"."impression_desktop" + "d"."follow_desktop" > 0) filter (where d.date >= w.pace_from), false) as "on_desktop"
  from placement_day as d
  where d.library_id = p.library_id and d.placement_id = p.id and d.class = 'counted'
    and d.date between least(w.from_date, w.pace_from) and w.to_date
) as counted
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
