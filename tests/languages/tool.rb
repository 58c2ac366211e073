# Lists what is open: gh pr list
titles = `gh pr list --json title --jq '.[].title'`.lines
system("gh", "issue", "close", "12")
puts %x(gh issue view 12 --json body), titles
