-- Requests for the load test: 10,000 seeded positions over a city, or the constant answer.

local kind = os.getenv("KIND")
local paths = {}
if kind == "constant" then
  paths[1] = "/constant?bytes=" .. os.getenv("BYTES")
else
  math.randomseed(20261121)
  local filter = kind == "one_percent" and "&amenities=aed" or ""
  for i = 1, 10000 do
    local lat = 39.80 + 0.30 * math.random()
    local lon = 116.34 + 0.30 * math.random()
    paths[i] = string.format("/api/v1/stations/nearest?lat=%.6f&lon=%.6f&limit=5%s", lat, lon, filter)
  end
end

local at = 0
function request()
  at = at % #paths + 1
  return wrk.format("GET", paths[at])
end
