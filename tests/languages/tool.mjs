import { execFileSync, execSync } from "node:child_process";

const list = execSync("gh pr list --json number --jq '.[].number'").toString();
for (const n of list.split("\n").filter(Boolean)) {
  // The same as gh pr view 12 --json title
  const title = execSync(`gh pr view ${n} --json title --jq .title`);
  execFileSync("gh", ["pr", "comment", n, "--body", `Seen: ${title}`]);
}
