import type { LabAnswer, LabPlace } from "../server/lab-answer.ts";
import type { HeaderLine } from "../server/wire-entry.ts";
import type { PageRequest } from "./page-request.ts";

/** What a server does with a request. Plain data: the model reads it, and the control API carries it out. */
export type ServerSpec =
  | {
      /** The API under a policy. */
      readonly kind: "policy";
      /** Options of `definePolicy`, right or wrong. */
      readonly options: unknown;
      /** The handler's status. Default 200. */
      readonly status?: number;
      /** Whether the API has this policy anyway; otherwise it is given it, below `/try/`. */
      readonly isFixed?: true;
    }
  | {
      /** The lab, whose answers are written by hand. */
      readonly kind: "hand";
      readonly places: readonly LabPlace[];
      /** Whether these are answers of the API, which only the model needs to be told. */
      readonly isFixed?: true;
    }
  /** No server is there. */
  | { readonly kind: "gone" };

/** A request and the server that gets it. */
export interface Case {
  readonly request: PageRequest;
  readonly server: ServerSpec;
}

/** An answer in few words. */
export function answer(
  status: number,
  headers: Readonly<Record<string, string>> | readonly HeaderLine[] = [],
): LabAnswer {
  return { status, headers: isLines(headers) ? headers : Object.entries(headers) };
}

/** A server of one address. */
export function byHand(path: string, preflight: LabAnswer, actual: LabAnswer): ServerSpec {
  return { kind: "hand", places: [{ path, preflight, actual }] };
}

function isLines(value: Readonly<Record<string, string>> | readonly HeaderLine[]): value is readonly HeaderLine[] {
  return Array.isArray(value);
}
