-- loadLibraryDays: GET /v1/libraries/:library/metrics and metrics.csv
select first.since, c.date, c.state, c.class,
  sum("c"."impression_phone" + "c"."impression_tablet" + "c"."impression_desktop") as impressions,
  sum("c"."impression_phone" + "c"."impression_tablet" + "c"."impression_desktop" - ("c"."unmeasurable_phone" + "c"."unmeasurable_tablet" + "c"."unmeasurable_desktop")) as measurable,
  sum("c"."viewable_phone" + "c"."viewable_tablet" + "c"."viewable_desktop") as viewable,
  sum("c"."first_screen_phone" + "c"."first_screen_tablet" + "c"."first_screen_desktop") as "firstScreen",
  sum("c"."click_phone" + "c"."click_tablet" + "c"."click_desktop") as clicks,
  sum("c"."impression_phone" + "c"."impression_tablet" + "c"."impression_desktop" + "c"."viewable_phone" + "c"."viewable_tablet" + "c"."viewable_desktop" + "c"."click_phone" + "c"."click_tablet" + "c"."click_desktop" + "c"."follow_phone" + "c"."follow_tablet" + "c"."follow_desktop") as events
from (select min(date) as since from placement_day where library_id = $1) as first
left join library_hour as c on c.library_id = $2 and c.date between $3 and $4
group by first.since, c.date, c.state, c.class;
