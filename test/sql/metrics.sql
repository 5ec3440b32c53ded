-- loadLibraryDays: GET /v1/libraries/:library/metrics and metrics.csv
select first.since, d.date, d.state, d.class,
  coalesce(sum("d"."impression_phone" + "d"."impression_tablet" + "d"."impression_desktop"), 0) as impressions,
  coalesce(sum("d"."impression_phone" + "d"."impression_tablet" + "d"."impression_desktop" - ("d"."unmeasurable_phone" + "d"."unmeasurable_tablet" + "d"."unmeasurable_desktop")), 0) as measurable,
  coalesce(sum("d"."viewable_phone" + "d"."viewable_tablet" + "d"."viewable_desktop"), 0) as viewable,
  coalesce(sum("d"."first_screen_phone" + "d"."first_screen_tablet" + "d"."first_screen_desktop"), 0) as "firstScreen",
  coalesce(sum("d"."click_phone" + "d"."click_tablet" + "d"."click_desktop"), 0) as clicks,
  coalesce(sum("d"."impression_phone" + "d"."impression_tablet" + "d"."impression_desktop" + "d"."viewable_phone" + "d"."viewable_tablet" + "d"."viewable_desktop" + "d"."click_phone" + "d"."click_tablet" + "d"."click_desktop" + "d"."follow_phone" + "d"."follow_tablet" + "d"."follow_desktop"), 0) as events
from (select min(date) as since from placement_day where library_id = $1) as first
left join placement_day as d on d.library_id = $2 and d.date between $3 and $4
group by first.since, d.date, d.state, d.class;
