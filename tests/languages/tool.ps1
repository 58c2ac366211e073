$issues = gh issue list --json number,title | ConvertFrom-Json
foreach ($issue in $issues) { gh issue close $issue.number }
