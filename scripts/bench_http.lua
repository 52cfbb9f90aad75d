-- Requests for the load tests: 10,000 seeded positions over a city, one address, or the constant
-- answer.
-- They are written ahead. A client that had to write each one would be slower than the server
-- at the constant answer and faster at the others: only the others would then pay for waking
-- a client that waits.

local kind = os.getenv("KIND")
local requests = {}

function init()
  if kind == "constant" then
    requests[1] = wrk.format("GET", "/constant?bytes=" .. os.getenv("BYTES"))
    return
  end
  if os.getenv("TARGET") ~= "" then
    requests[1] = wrk.format("GET", os.getenv("TARGET"))
    return
  end
  math.randomseed(20261121)
  local filter = kind == "one_percent" and "&amenities=aed" or ""
  for i = 1, 10000 do
    local lat = 39.80 + 0.30 * math.random()
    local lon = 116.34 + 0.30 * math.random()
    requests[i] = wrk.format("GET", string.format(
      "/api/v1/stations/nearest?lat=%.6f&lon=%.6f&limit=5%s", lat, lon, filter))
  end
end

local at = 0
function request()
  at = at % #requests + 1
  return requests[at]
end
