#!/bin/sh
# Fails when the endpoint does not answer.
fail() { echo "probe: $*" >&2; exit 1; }
curl --silent --max-time 2 --insecure --output /dev/null https://localhost:8443/healthz || fail localhost
