-- wrk's pages: each request a batch of its own, from one of the libraries and pages of ingest.ts.
-- EVENTS, DAY and LIBRARIES come by environment.
local perBatch = tonumber(os.getenv("EVENTS"))
local day = os.getenv("DAY")
local libraries = tonumber(os.getenv("LIBRARIES"))
local pages = { "/", "/ask", "/catalog/:id", "/search/results", "/hours" }
local placements = { "header", "footer" }
local kinds = {
  '{"kind":"impression","state":"available","tier":"local","measurable":true}',
  '{"kind":"viewable","state":"available","tier":"local","firstScreen":true}',
  '{"kind":"click","state":"available","tier":"local"}',
}
local threads = 0

function setup(thread)
  threads = threads + 1
  thread:set("number", threads)
end

function init()
  math.randomseed(number * 7919 + os.time() * 31 + math.floor((os.clock() * 1e6) % 1e6))
  wrk.method = "POST"
  wrk.path = "/v1/events"
  wrk.headers["content-type"] = "text/plain"
  wrk.headers["user-agent"] = "Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0"
  local events = {}
  for i = 1, perBatch do events[i] = kinds[(i - 1) % #kinds + 1] end
  tail = '"form":"tag","widget":"0.1.0","practice":false,"viewport":"desktop","events":[' .. table.concat(events, ",") .. "]}"
end

local function word() return string.format("%08x", math.random(0, 0x7fffffff)) end

function request()
  local library = "library-" .. math.random(1, libraries)
  wrk.headers["origin"] = "https://" .. library .. ".example.org"
  local body = '{"batch":"' .. day .. "-" .. word() .. word() .. word() .. word() .. '","library":"' .. library
    .. '","page":"' .. pages[math.random(#pages)] .. '","placement":"' .. placements[math.random(#placements)] .. '",' .. tail
  return wrk.format(nil, nil, nil, body)
end

function done(summary, latency)
  io.write(string.format("RESULT %d %d %d %d %d\n", summary.requests, summary.duration,
    summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout,
    latency:percentile(50), latency:percentile(99)))
end
