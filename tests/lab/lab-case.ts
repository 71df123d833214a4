import type { FetchInit, HeaderLine, ProfileName } from "../../src/browser/index.ts";
import type { Certainty, FindingCode } from "../../src/diagnosis/index.ts";
import type { Behaviour, LabRequest, Reply } from "./lab-server.ts";

/** The page that asks where a case does not say otherwise. */
export const PAGE = "http://app.example.com";

/** One failure as developers meet it, on a server that makes it and on one that does not. */
export interface LabCase {
  /** What is wrong, as a fact. */
  readonly name: string;
  /** Its number among the failures of the field, or what it is taken for. */
  readonly failure: string;
  readonly page: string;
  /** Where the request goes; `{port}` is the server's. */
  readonly url: string;
  readonly init: FetchInit;
  /** What the page does right where that is the difference; default: the same. */
  readonly soundInit?: FetchInit;
  readonly soundPage?: string;
  readonly soundUrl?: string;
  readonly broken: Behaviour;
  readonly sound: Behaviour;
  /** What the diagnosis is to name first. */
  readonly finding: FindingCode;
  readonly certainty: Certainty;
  /** Words that its cause has to have. */
  readonly cause?: RegExp;
  /** Lines that its evidence has to have. */
  readonly evidence: readonly RegExp[];
  /** Whether it can be told only by asking again. */
  readonly probed: boolean;
  /** Profiles in which it shows. */
  readonly profiles: readonly ProfileName[];
}

type Told = Partial<LabCase> & Pick<LabCase, "name" | "failure" | "broken" | "finding">;

/** A case with what most have in common. */
export function labCase(told: Told): LabCase {
  return {
    page: PAGE,
    url: "http://api.example.com:{port}/orders/1",
    init: {},
    sound: allows(),
    certainty: "certain",
    evidence: [],
    probed: false,
    profiles: ["standard", "chromium", "firefox", "webkit"],
    ...told,
  };
}

/** What a sound server allows. */
interface Allowed {
  readonly origins?: readonly string[];
  readonly methods?: string;
  readonly headers?: string;
  readonly credentials?: boolean;
  /** Further lines of the answer itself. */
  readonly lines?: readonly HeaderLine[];
}

/** A server that does CORS as it should be done. */
export function allows(allowed: Allowed = {}): Behaviour {
  const { origins = [PAGE], methods = "PUT, PATCH, DELETE", headers = "content-type, x-a, x-b" } = allowed;
  return ({ origin, preflight }) => {
    const vary: HeaderLine = ["Vary", "Origin"];
    if (origin === undefined || !origins.includes(origin)) {
      return preflight ? { status: 403, headers: [vary] } : { status: 200, headers: [vary, ...(allowed.lines ?? [])] };
    }
    const granted: HeaderLine[] = [
      ["Access-Control-Allow-Origin", origin],
      ...(allowed.credentials === true ? [["Access-Control-Allow-Credentials", "true"] as const] : []),
      vary,
    ];
    if (!preflight) return { status: 200, headers: [...granted, ...(allowed.lines ?? [])] };
    const lists: HeaderLine[] = [
      ["Access-Control-Allow-Methods", methods],
      ["Access-Control-Allow-Headers", headers],
    ];
    return { status: 204, headers: [...granted, ...lists] };
  };
}

/** A server that does as another one does, but for preflights, or for all else. */
export function except(
  which: "preflight" | "answer",
  reply: (request: LabRequest) => Reply,
  otherwise: Behaviour = allows(),
): Behaviour {
  return (request) => (request.preflight === (which === "preflight") ? reply(request) : otherwise(request));
}

/** Answers with these lines, whatever was asked. */
export function always(status: number, ...headers: HeaderLine[]): Behaviour {
  return () => ({ status, headers });
}
