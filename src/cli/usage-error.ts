/** The command was called in a way that it cannot follow: told without a stack, exit code 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** It was called well and could not do its work, such as a file that cannot be read: told without a stack, exit code 3. */
export class RunError extends Error {
  override readonly name = "RunError";
}
