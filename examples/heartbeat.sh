#!/bin/sh
# Sends a desk's status every 30 s until the shift ends, then that nobody is there.
#
#   TOKEN=… sh heartbeat.sh https://ask.example.org 17:00
#
# TOKEN is shown once, when the desk is added. The end is a time by this computer's clock, within 16 hours. In the night in
# which the clocks change, it is an hour off.
server=$1 end=$2
case $end in
  [01][0-9]:[0-5][0-9] | 2[0-3]:[0-5][0-9]) ;;
  *) echo 'The second argument should be the end of the shift, like 17:00.' >&2; exit 2 ;;
esac

# Minutes since midnight. A leading zero would make the number octal.
minutes() { h=${1%:*} m=${1#*:}; echo $((${h#0} * 60 + ${m#0})); }
left=$((($(minutes "$end") - $(minutes "$(date +%H:%M)") + 1440) % 1440))
if [ "$left" -gt 960 ]; then
  echo "$end has passed, or is more than 16 hours away." >&2
  exit 2
fi
now=$(date +%s) seq=0
stop=$((now - now % 60 + left * 60))

# seq only ever grows.
say() {
  now=$(date +%s)
  seq=$((now > seq ? now : seq + 1))
  curl -fsS -m 10 "$server/v1/heartbeat" -H "Authorization: Bearer $TOKEN" \
    -H 'Content-Type: application/json' -d "{\"state\":\"$1\",\"seq\":$seq}"
  echo
}

trap 'say away; exit' HUP INT TERM
while [ "$(date +%s)" -lt "$stop" ]; do
  say available
  sleep 30
done
say away
