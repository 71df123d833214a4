import type { Exchange, Step, WireEntry } from "../browser/exchange.ts";
import { isOkStatus } from "../browser/fetch-response.ts";
import { getHeader, headerLines } from "../browser/header-list.ts";
import type { Phase } from "../browser/reason.ts";
import type { StepName } from "../browser/step-registry.ts";
import type { KnownFacts } from "./message-facts.ts";
import type { Observation } from "./observation.ts";

/** What an exchange does not say of itself, and what follow-ups have shown. */
export interface DiagnoseOptions extends KnownFacts {
  /** Names of response headers that the page wants to read. */
  readonly reads?: readonly string[];
  /** What `probe()` saw. */
  readonly observations?: readonly Observation[];
}

/** A request with its answer. */
export type Answered = WireEntry & { readonly response: NonNullable<WireEntry["response"]> };

/** An exchange as findings look at it. */
export class ExchangeView {
  readonly exchange: Exchange;
  readonly options: DiagnoseOptions;
  readonly phase: Phase;
  readonly hop: number;
  /** What decided: of a failure the message that failed, else the last. */
  readonly entry: WireEntry | undefined;
  /** The page's origin, if it is known. */
  readonly origin: string | undefined;

  constructor(exchange: Exchange, options: DiagnoseOptions) {
    const { wire, steps, phase = "response", hop = wire.at(-1)?.hop ?? 0 } = exchange;
    this.exchange = exchange;
    this.options = options;
    this.phase = phase;
    this.hop = hop;
    this.entry =
      phase === "request"
        ? undefined
        : wire.findLast(
            (entry) => entry.hop === hop && entry.preflight === (phase === "preflight") && !entry.fromCache,
          );
    // Every URL is compared with the page's origin first.
    this.origin = options.origin ?? steps.find(({ name }) => name === "response-tainting")?.expected;
  }

  /** The answer that decided. */
  get answered(): Answered | undefined {
    const { entry } = this;
    return entry !== undefined && hasAnswer(entry) ? entry : undefined;
  }

  get status(): number {
    return this.entry?.response?.status ?? 0;
  }

  /** The URL that decided, as far as it is known. */
  get url(): string | undefined {
    return this.entry?.request.url ?? this.exchange.wire.at(-1)?.request.url ?? this.options.url;
  }

  /** What the request said about its origin. */
  get sentOrigin(): string | undefined {
    return this.asked("origin");
  }

  /** The preflight that allowed the request of this hop. */
  get allowedPreflight(): Answered | undefined {
    const found = this.exchange.wire.findLast((entry) => entry.hop === this.hop && entry.preflight);
    return found !== undefined && this.phase !== "preflight" && hasAnswer(found) && isOkStatus(found.response.status)
      ? found
      : undefined;
  }

  /** Whether the request's credentials mode is `include`. */
  get credentialed(): boolean {
    const told = this.exchange.steps.find(({ name }) => name === "credentials")?.expected;
    if (told !== undefined) return told === "include";
    // A preflight goes out before anybody asks for cookies; what its answer is compared with says it too.
    const expected = this.step("allow-origin")?.expected;
    return expected !== undefined && !expected.endsWith(" or *");
  }

  /** The last step of this name in the hop that decided. */
  step(name: StepName): Step | undefined {
    return this.exchange.steps.findLast((step) => step.name === name && step.hop === this.hop);
  }

  /** The value of a header (lower case) of the request that decided. */
  asked(name: string): string | undefined {
    return getHeader(this.entry?.request.headers ?? [], name) ?? undefined;
  }

  /** The value of a header (lower case) of the answer that decided. */
  told(name: string): string | undefined {
    return getHeader(this.entry?.response?.headers ?? [], name) ?? undefined;
  }

  /** The values of a header (lower case) of the answer that decided, one for each line. */
  lines(name: string): readonly string[] {
    return headerLines(this.entry?.response?.headers ?? [], name);
  }

  /** What a follow-up of this name has shown. */
  observation(name: Observation["name"]): Observation | undefined {
    return this.options.observations?.find((one) => one.name === name);
  }
}

function hasAnswer(entry: WireEntry): entry is Answered {
  return entry.response !== undefined;
}
