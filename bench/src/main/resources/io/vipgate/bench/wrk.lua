-- Prints what wrk knows in a form that is made to be read by a program.
done = function(summary, latency, requests)
  local e = summary.errors
  io.write(string.format(
    "REPORT requests=%d us=%d bytes=%d errors=%d p50=%d p99=%d\n",
    summary.requests, summary.duration, summary.bytes,
    e.connect + e.read + e.write + e.status + e.timeout,
    latency:percentile(50), latency:percentile(99)))
end
