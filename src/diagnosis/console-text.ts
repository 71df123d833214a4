import type { ProfileName } from "../browser/departures.ts";
import type { Phase } from "../browser/reason.ts";
import type { FailureCode } from "./failure-code.ts";

/** A browser engine: `chromium` is also Chrome, Edge, Opera and Brave, `webkit` is Safari. */
export type EngineName = Exclude<ProfileName, "standard">;

/**
 * Something that a console says, as data. Names in braces stand for what differs from one time to the next; what each may
 * be is in `text-template.ts`.
 */
export interface ConsoleText {
  /** Who prints it; `null`: several engines do, or did. */
  readonly engine: EngineName | null;
  readonly text: string;
  /** What is printed before it where that is not the usual frame. */
  readonly prefix?: string;
  /** What is printed behind it, and need not be there to be recognised. */
  readonly tail?: string;
  /** What it may mean, by the names without `Preflight`. None: no failure that has a name. */
  readonly codes: readonly FailureCode[];
  readonly phase?: Phase;
  /** The same is said of the answer to a preflight: each code may stand for its `Preflight` doublet too. */
  readonly alsoPreflight?: true;
  /** Something else says this too, so even its only code is not certain. */
  readonly unsure?: true;
  /** It is read, but not written: it is of the past, or depends on more than the failure. */
  readonly readOnly?: true;
  /** Words too common to mean something unless a {@link ConsoleFrame} stands before them. */
  readonly framed?: true;
  /** It must be the last of its line. */
  readonly endsLine?: true;
  /**
   * What it is when it is no reason. `closing`: ends a failure and names its URL. `following`: comes after another that
   * says more. `silent`: says that something failed, and not why. `warning`: nothing failed.
   */
  readonly role?: "closing" | "following" | "silent" | "warning";
  /** What there is to say beside the code. */
  readonly note?: string;
}

/** What stands before a reason and names the URL. */
export interface ConsoleFrame {
  readonly engine: EngineName | null;
  readonly text: string;
  readonly phase?: Phase;
  /** Printed by versions that did not always tell a preflight from the request itself. */
  readonly past?: true;
  readonly role?: "warning";
}
