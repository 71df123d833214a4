import type { BriefRequest } from "../page-request.ts";
import { pageRequest } from "../page-request.ts";
import type { Lesson, Scenario } from "../scenario.ts";
import { answer, byHand, type ServerSpec } from "../server-spec.ts";
import { API_ORIGIN, LAB_ORIGIN, PAGE_ORIGIN } from "../setup.ts";

/** A failure in few words. */
interface Failure extends Omit<Lesson, "mended"> {
  readonly id: string;
  readonly label: string;
  readonly title: string;
  readonly request: BriefRequest;
  readonly server: ServerSpec;
  /** What is otherwise when it is mended. */
  readonly mended?: { readonly request?: Partial<BriefRequest>; readonly server?: ServerSpec };
}

/** Where most of them happen. */
export const PATH = "/orders/1";

export const LAB_URL: string = LAB_ORIGIN + PATH;

export const TRY_URL = `${API_ORIGIN}/try${PATH}`;

export const PAGE = { "Access-Control-Allow-Origin": PAGE_ORIGIN } as const;

export const JSON_TYPE = [["Content-Type", "application/json"]] as const;

const ORDER = '{"lamp":1}';

/** A PUT with JSON, which every browser asks about first. */
export const PUT = { url: LAB_URL, method: "PUT", headers: JSON_TYPE, body: ORDER } as const;

/** What a right answer to that question says. */
export const GRANT = {
  ...PAGE,
  "Access-Control-Allow-Methods": "PUT, DELETE",
  "Access-Control-Allow-Headers": "content-type",
  Vary: "Origin",
} as const;

export const OK = answer(200, { ...PAGE, Vary: "Origin" });

export const GRANTED = answer(204, GRANT);

export function hand(preflight: ReturnType<typeof answer>, actual: ReturnType<typeof answer> = OK): ServerSpec {
  return byHand(PATH, preflight, actual);
}

/** The API under a policy that names the page. */
export function policy(options: Readonly<Record<string, unknown>> = {}): ServerSpec {
  return { kind: "policy", options: { origins: [PAGE_ORIGIN], ...options } };
}

export function failure({ id, label, title, mended: change, ...written }: Failure): Scenario {
  const { request, server, ...lesson } = apart(written, id);
  const mended = change === undefined ? undefined : apart(change, id);
  const failing = { request: pageRequest(request), server };
  const url = mendedUrl(request, server, mended);
  return {
    id,
    label,
    group: "failures",
    title,
    text: [lesson.see],
    target: new URL(request.url).origin,
    steps: [],
    case: failing,
    lesson: {
      ...lesson,
      ...(mended === undefined
        ? {}
        : {
            mended: {
              request: { ...failing.request, ...mended.request, url },
              server: mended.server ?? server,
            },
          }),
    },
  };
}

/** An address for each scenario, so that none has a permission that another one was given. */
function apart<Value>(value: Value, id: string): Value {
  return JSON.parse(JSON.stringify(value).replaceAll(PATH, `/${id}`)) as Value;
}

/** Where it is mended: where the policy is; and where an answer was mended, another address, since a browser remembers. */
function mendedUrl(request: BriefRequest, server: ServerSpec, mended: Failure["mended"]): string {
  if (mended?.request?.url !== undefined) return mended.request.url;
  if (mended?.server?.kind === "policy" && server.kind === "hand")
    return request.url.replace(LAB_ORIGIN, `${API_ORIGIN}/try`);
  return server.kind === "hand" ? `${request.url}?mended` : request.url;
}
