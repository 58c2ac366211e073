const command: string = "gh release download v1 --pattern \"*.tar.gz\"";
const words: string[] = ["gh", "release", "view", "v1"];
export { command, words };
