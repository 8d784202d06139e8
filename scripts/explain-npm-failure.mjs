const NETWORK =
  /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT|network/i;
const SPACE = /ENOSPC|EDQUOT|no space left/i;
const RIGHTS = /EACCES|EPERM|EROFS/;
const FIRST_LINES = 12;
const STACK_LINE = /^npm error\s+at /;

/** What npm's words mean for the person who sees them. */
export function explainNpmFailure(output) {
  if (SPACE.test(output)) return 'There is no space left on the disk. Free some and run the command again.';
  const lines = output.trim().split('\n');
  const said = lines
    .filter((line) => !STACK_LINE.test(line))
    .slice(0, FIRST_LINES)
    .join('\n');
  if (NETWORK.test(output)) {
    return `The package registry cannot be reached. Check the network, or the proxy and registry settings of npm, and run the command again.\n\n${said}`;
  }
  if (RIGHTS.test(output)) {
    return `npm may not write here. Run the command as the owner of this folder.\n\n${said}`;
  }
  return `npm failed:\n\n${said}`;
}
