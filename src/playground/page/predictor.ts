import type { ToldProblem } from "./control.ts";
import type { Past, Prediction } from "./model.ts";
import { PAGE_ORIGIN } from "./setup.ts";
import type { Case } from "./server-spec.ts";

export type { Past, Prediction } from "./model.ts";

/** Requests that a prediction takes into account. */
const MOST_PAST = 20;

/** The longest time for which an engine keeps a permission, in milliseconds. */
const LONGEST_KEPT = 86_400_000;

const KEY = "past";

/** What this browser is made of, as far as it tells. */
export const OWN_PROFILE: Prediction["profile"] = ownProfile(navigator.userAgent);

/** Whom else a prediction is made for. */
export const OTHER_PROFILES: readonly Prediction["profile"][] = (["chromium", "firefox", "webkit"] as const).filter(
  (profile) => profile !== OWN_PROFILE,
);

export const PROFILE_NAMES: Readonly<Record<Prediction["profile"], string>> = {
  standard: "the standard",
  chromium: "Chromium",
  firefox: "Firefox",
  webkit: "WebKit",
};

let past: readonly Past[] = remembered();

/** The model, which is loaded when it is first asked. */
function loadModel(): Promise<typeof import("./model.ts")> {
  return import("./model.ts");
}

/** What the engine has against a policy, where no server can tell. */
export async function problemsOffline(server: Case["server"]): Promise<readonly ToldProblem[]> {
  return server.kind === "policy" ? (await loadModel()).problemsOf(server.options) : [];
}

/**
 * What a browser will do with a request now.
 *
 * @param sent what it was sent before; without it, what this page has sent
 */
export async function predictNow(
  one: Case,
  profile: Prediction["profile"] = OWN_PROFILE,
  sent: readonly Past[] = past,
): Promise<Prediction> {
  const { predict } = await loadModel();
  const time = Date.now();
  // Only what was asked of the same address can matter; the newest.
  const kept = sent.filter(({ request, time: at }) => request.url === one.request.url && at > time - LONGEST_KEPT);
  return predict(profile, PAGE_ORIGIN, kept.slice(-MOST_PAST), one, time);
}

/** Remembers what was sent, also over a reload of this tab: the browser does. */
export function remember(one: Case): void {
  past = [...past, { ...one, time: Date.now() }].slice(-200);
  try {
    sessionStorage.setItem(KEY, JSON.stringify(past.slice(-MOST_PAST)));
  } catch (error) {
    console.info("What was sent is not remembered:", error);
  }
}

function remembered(): readonly Past[] {
  try {
    return JSON.parse(sessionStorage.getItem(KEY) ?? "[]") as Past[];
  } catch (error) {
    console.info("What was sent before is not known:", error);
    return [];
  }
}

function ownProfile(agent: string): Prediction["profile"] {
  if (/Firefox\//.test(agent)) return "firefox";
  if (/Chrom(e|ium)\//.test(agent)) return "chromium";
  return /AppleWebKit\//.test(agent) ? "webkit" : "standard";
}
