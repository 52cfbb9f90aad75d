-- The tasks of round $1 (empty: of all that were not ended), by station.
SELECT tasks.campaign, tasks.code, tasks.account, tasks.visit, tasks.done_at
FROM tasks
JOIN campaigns ON campaigns.id = tasks.campaign
WHERE ($1 = '' AND campaigns.ended_at = 0 OR tasks.campaign = $1)
ORDER BY tasks.code, tasks.campaign
