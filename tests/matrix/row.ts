import type { Mount } from "./policies.ts";
import type { RawRouteName } from "./raw-routes.ts";
import type { RouteName } from "./routes.ts";

/** Header lines, in this order; a name may stand twice. */
export type Lines = readonly (readonly [name: string, value: string])[];

/** One request, and what must come back, whatever framework answers. */
export interface MatrixRow {
  /** A fact one could tell a user; no two rows have the same. */
  readonly fact: string;
  readonly mount: Mount;
  /** A raw route is only for frameworks that hand out the response of `node:http`. */
  readonly route: RouteName | RawRouteName | "no/such/route";
  /** Default `GET`. */
  readonly method?: string;
  readonly headers?: Lines;
  /** What is sent as body. */
  readonly sends?: string;
  /** Default `1.1`. */
  readonly version?: "1.0" | "1.1";
  /** Default 200. */
  readonly status?: number;
  /** Every line under `Access-Control-*`; their order is not looked at. Default: none. */
  readonly cors?: Lines;
  /** Every member of every `Vary` line; case and order are not looked at. Default: none. */
  readonly vary?: readonly string[];
  /** Further lines: these must be there, and no other line of the same names. */
  readonly lines?: Lines;
  /** Names that must not be there. */
  readonly without?: readonly string[];
  readonly body?: string;
  readonly reason?: string;
  /** Statuses of the 1xx responses that go before. */
  readonly before?: readonly number[];
  /** Whether the body breaks off, so that only the head is looked at. */
  readonly breaks?: boolean;
}
