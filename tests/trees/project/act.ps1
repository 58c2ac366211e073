# @KK@
$issues = gh issue list --json number | ConvertFrom-Json
