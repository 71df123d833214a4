/** What the command's exit codes mean, for every subcommand. */
export const EXIT = {
  fine: 0,
  /** Something was found, or a browser would block. */
  findings: 1,
  usage: 2,
  /** It crashed, or could not run at all. */
  failed: 3,
} as const;
