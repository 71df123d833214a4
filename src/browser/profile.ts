import { DEPARTURES, type ProfileName } from "./departures.ts";
import type { Rules } from "./rules.ts";

/** The names of all profiles. */
export const PROFILES = ["standard", "chromium", "firefox", "webkit"] as const satisfies readonly ProfileName[];

/** Whether a text names a profile. */
export function isProfileName(name: unknown): name is ProfileName {
  return (PROFILES as readonly unknown[]).includes(name);
}

/**
 * The rules as they hold for one profile: the standard's, and in their place what is measured of the engine.
 *
 * @param changes rules to set otherwise, such as the user's own choice about cookies of third parties
 */
export function rulesOf(profile: ProfileName, changes: Partial<Rules> = {}): Rules {
  const entries = Object.entries(DEPARTURES).map(([name, row]) => [name, row[profile] ?? row.standard]);
  return Object.freeze({ ...Object.fromEntries(entries), ...changes }) as Rules;
}
