-- For wrk: what ampsh sends for experiments.activate.
wrk.method = "POST"
wrk.headers["Authorization"] = "Bearer x"
wrk.headers["Accept"] = "application/json"
