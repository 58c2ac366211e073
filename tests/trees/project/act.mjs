import { execSync } from "node:child_process";

// @KK@
export function act() {
  return execSync("@GH_JSON@").toString();
}
export const list = () => execSync("@LL_JSON@");
