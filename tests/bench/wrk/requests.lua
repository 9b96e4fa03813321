-- What wrk asks, from the environment: BENCH_BODY, or a file of tokens BENCH_TOKENS to introspect one
-- after the other; BENCH_BASIC is `id:secret` in base64. With neither body nor tokens it is a GET.
-- Prints one line: result REQUESTS/S P50_US P99_US ERRORS

local requests, turn = {}, 0

local function form_request(body)
  return wrk.format("POST", nil, nil, body)
end

function init()
  if os.getenv("BENCH_BASIC") then
    wrk.headers["Authorization"] = "Basic " .. os.getenv("BENCH_BASIC")
  end
  wrk.headers["Content-Type"] = "application/x-www-form-urlencoded"
  if os.getenv("BENCH_TOKENS") then
    for token in io.lines(os.getenv("BENCH_TOKENS")) do
      requests[#requests + 1] = form_request("token=" .. token)
    end
  elseif os.getenv("BENCH_BODY") then
    requests[1] = form_request(os.getenv("BENCH_BODY"))
  else
    wrk.headers["Content-Type"] = nil
    requests[1] = wrk.format("GET")
  end
end

function request()
  turn = turn % #requests + 1
  return requests[turn]
end

function done(summary, latency)
  local e = summary.errors
  print(string.format("result %.1f %d %d %d", summary.requests / summary.duration * 1e6,
    latency:percentile(50), latency:percentile(99),
    e.connect + e.read + e.write + e.status + e.timeout))
end
