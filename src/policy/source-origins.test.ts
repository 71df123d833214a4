import { describe, expect, it } from "vitest";
import type { Policy } from "./define-policy.ts";
import { FAILURES } from "./failures-key.ts";
import { checkPolicy, definePolicy } from "./full.ts";
import type { OriginSource, PolicyOptions } from "./options.ts";
import { isPolicyError } from "./policy-error.ts";

const A = "https://a.example.com";
const B = "https://b.example.com";
const C = "https://c.example.com";

type OnChange = Parameters<OriginSource["subscribe"]>[0];

/** A source that a test can move: what it holds, and who listens. */
class Source implements OriginSource {
  origins: unknown;
  readonly listeners = new Set<OnChange>();
  timesLeft = 0;

  constructor(...origins: unknown[]) {
    this.origins = origins;
  }

  current(): readonly string[] {
    return this.origins as string[];
  }

  subscribe(onChange: OnChange): () => void {
    this.listeners.add(onChange);
    return () => {
      this.timesLeft += 1;
      this.listeners.delete(onChange);
    };
  }

  /** Holds something else from now on, and says so. */
  becomes(origins: unknown): void {
    this.origins = origins;
    this.tell();
  }

  tell(...change: unknown[]): void {
    for (const listener of this.listeners) listener(...(change as Parameters<OnChange>));
  }
}

function letIn(policy: Policy): string[] {
  return [A, B, C].filter((origin) => policy.allowsOrigin(origin));
}

function failuresOf(policy: Policy): Error[] {
  const failures: Error[] = [];
  policy[FAILURES]((error) => failures.push(error));
  return failures;
}

function fail(): never {
  throw new Error("no such table");
}

/** The codes for which a policy of this source cannot be made. */
function refusedFor(origins: unknown): string[] {
  try {
    definePolicy({ origins } as PolicyOptions);
  } catch (error) {
    if (isPolicyError(error)) return error.problems.map(({ code, value }) => `${code} ${JSON.stringify(value)}`);
    throw error;
  }
  return [];
}

describe("a policy of a source", () => {
  it("lets in what the source holds when it is defined", () => {
    expect(letIn(definePolicy({ origins: new Source(A, "https://*.b.example") }))).toEqual([A]);
    expect(definePolicy({ origins: new Source("https://*.b.example") }).allowsOrigin("https://x.b.example")).toBe(true);
  });

  it("may be empty for now: nobody gets in, and everything varies by origin", () => {
    const source = new Source();
    const policy = definePolicy({ origins: source });
    const request = { method: "GET", origin: A, requestMethod: undefined, requestHeaders: undefined };
    expect(policy.decide(request)).toMatchObject({ allowed: false, headers: [], vary: ["Origin"] });
    source.becomes([A]);
    expect(policy.decide(request).headers).toEqual([["Access-Control-Allow-Origin", A]]);
    source.becomes([]);
    expect(policy.decide(request)).toMatchObject({ allowed: false, headers: [], vary: ["Origin"] });
  });

  it("reads the source again when it says that something has changed", () => {
    const source = new Source(A);
    const policy = definePolicy({ origins: source });
    source.becomes([B, "https://*.example.com"]);
    expect(letIn(policy)).toEqual([A, B, C]);
    source.becomes([C]);
    expect(letIn(policy)).toEqual([C]);
  });

  it("takes what came and went, without reading the source again", () => {
    const source = new Source(A);
    const policy = definePolicy({ origins: source });
    source.origins = "no list";
    source.tell({ added: [B], removed: [] });
    expect(letIn(policy)).toEqual([A, B]);
    source.tell({ added: [C], removed: [A, "https://never-there.example", 7] });
    expect(letIn(policy)).toEqual([B, C]);
    source.tell({ added: ["https://*.example.com"], removed: [B, C] });
    expect(letIn(policy)).toEqual([A, B, C]);
    source.tell({ added: [], removed: ["https://*.example.com"] });
    expect(letIn(policy)).toEqual([]);
  });

  it("copies what it is told", () => {
    const source = new Source(A);
    const policy = definePolicy({ origins: source });
    (source.origins as string[]).push(B);
    expect(letIn(policy)).toEqual([A]);
  });

  it("lets two policies follow one source, each until it is closed", () => {
    const source = new Source(A);
    const [one, other] = [definePolicy({ origins: source }), definePolicy({ origins: source })];
    source.becomes([B]);
    expect([letIn(one), letIn(other)]).toEqual([[B], [B]]);
    one.close();
    source.becomes([C]);
    expect([letIn(one), letIn(other)]).toEqual([[B], [C]]);
    expect(source.listeners.size).toBe(1);
  });

  it("leaves the source once when it is closed, and keeps the last snapshot, whatever the source still says", () => {
    const source = new Source(A);
    const policy = definePolicy({ origins: source });
    const [kept] = source.listeners;
    const failures = failuresOf(policy);
    policy.close();
    policy.close();
    expect([source.listeners.size, source.timesLeft]).toEqual([0, 1]);
    source.origins = [B];
    kept?.();
    kept?.({ added: [B], removed: [A] });
    kept?.({ added: ["nonsense"], removed: [] });
    expect([letIn(policy), failures]).toEqual([[A], []]);
  });

  it("keeps the source among its options, so that the same policy can be made again", () => {
    const source = new Source(A);
    const policy = definePolicy({ origins: source, methods: ["PUT"] });
    expect(policy.options.origins).toBe(source);
    const again = definePolicy(policy.options);
    source.becomes([B]);
    expect([letIn(again), again.options]).toEqual([[B], policy.options]);
  });

  it("holds advice about what the source has at the start", () => {
    expect(definePolicy({ origins: new Source(A, A) }).warnings).toMatchObject([{ code: "DuplicateEntry" }]);
  });

  it("is checked without subscribing", () => {
    const source = new Source(`${A}/`);
    expect(checkPolicy({ origins: source })).toMatchObject([{ code: "OriginTrailingSlash", path: ["origins", 0] }]);
    expect(source.listeners.size).toBe(0);
  });

  it("takes word of a change that comes while it subscribes", () => {
    const source = new Source(A);
    const eager: OriginSource = {
      current: () => source.current(),
      subscribe: (onChange) => {
        onChange({ added: [B], removed: [] });
        return source.subscribe(onChange);
      },
    };
    expect(letIn(definePolicy({ origins: eager }))).toEqual([A, B]);
  });
});

describe("a source that is wrong from the start", () => {
  it.each([
    ["throws", { current: fail, subscribe: () => () => {} }, 'OriginSourceFailed "no such table"'],
    ["gives no list", { current: () => "*", subscribe: fail }, 'OriginSourceFailed "current() did not return a list"'],
    [
      "gives a promise",
      { current: () => Promise.resolve([A]), subscribe: fail },
      'OriginSourceFailed "current() did not return a list"',
    ],
    ["holds what is no text", { current: () => [A, 7], subscribe: fail }, "WrongType 7"],
    ["holds a star", { current: () => ["*"], subscribe: fail }, 'WildcardOriginInList "*"'],
    ["holds a mistake", { current: () => [A, `${B}/`], subscribe: fail }, `OriginTrailingSlash "${B}/"`],
    ["cannot be subscribed to", { current: () => [A], subscribe: fail }, 'OriginSourceFailed "no such table"'],
    [
      "cannot be left",
      { current: () => [A], subscribe: () => undefined },
      'OriginSourceFailed "subscribe() did not return a function that ends the subscription"',
    ],
    [
      "throws what cannot be described",
      {
        current: () => {
          // oxlint-disable-next-line typescript/only-throw-error
          throw { toString: fail };
        },
        subscribe: fail,
      },
      'OriginSourceFailed "an error that cannot be described"',
    ],
  ])("is refused when it %s", (_what, source, problem) => {
    expect(refusedFor(source)).toEqual([problem]);
  });
});

describe("a source that goes wrong later", () => {
  it.each<[string, (source: Source) => void, string]>([
    [
      "throws",
      (source) => {
        source.current = fail;
        source.tell();
      },
      "no such table",
    ],
    ["gives no list", (source) => source.becomes("*"), "did not return a list"],
    ["gives nothing", (source) => source.becomes(undefined), "did not return a list"],
    ["holds a mistake beside what is right", (source) => source.becomes([B, `${C}/`]), "OriginTrailingSlash.md"],
    ["holds what is no text", (source) => source.becomes([B, null]), "null is not a string"],
    ["holds a star", (source) => source.becomes(["*"]), "WildcardOriginInList.md"],
    ["holds too wide a pattern", (source) => source.becomes(["https://*.vercel.app"]), "WildcardUnderPublicSuffix.md"],
    ["tells of null", (source) => source.tell(null), "added and removed"],
    ["tells of a list", (source) => source.tell([B]), "added and removed"],
    ["tells only what came", (source) => source.tell({ added: [B] }), "added and removed"],
    ["tells only what went", (source) => source.tell({ removed: [A] }), "added and removed"],
    ["tells of texts in place of lists", (source) => source.tell({ added: B, removed: A }), "added and removed"],
    ["tells what cannot be read", (source) => source.tell(new Proxy({}, { get: fail })), "added and removed"],
    [
      "tells of a mistake, and of what went",
      (source) => source.tell({ added: [`${B}/`], removed: [A] }),
      "OriginTrailingSlash.md",
    ],
  ])("changes nothing when it %s, and whoever listens is told", (_what, goWrong, message) => {
    const source = new Source(A);
    const policy = definePolicy({ origins: source });
    const failures = failuresOf(policy);
    goWrong(source);
    expect(letIn(policy)).toEqual([A]);
    expect(failures).toHaveLength(1);
    expect(failures[0]?.message).toContain(message);
  });

  it("is followed again as soon as it is right", () => {
    const source = new Source(A);
    const policy = definePolicy({ origins: source });
    source.becomes(["nonsense"]);
    source.becomes([B]);
    expect(letIn(policy)).toEqual([B]);
  });

  it("judges later patterns by the policy's other options", () => {
    const insecure = "http://c.example.com";
    const source = new Source(A);
    const strict = definePolicy({ origins: source, credentials: true });
    const lax = definePolicy({ origins: source, credentials: true, dangerouslyAllowInsecureOrigins: true });
    source.becomes([insecure]);
    expect([strict.allowsOrigin(insecure), lax.allowsOrigin(insecure)]).toEqual([false, true]);
    expect([letIn(strict), letIn(lax)]).toEqual([[A], []]);
  });

  it("tells everybody who listens, until they leave, also when one of them throws", () => {
    const source = new Source(A);
    const policy = definePolicy({ origins: source });
    const told: string[] = [];
    policy[FAILURES](() => {
      told.push("first");
      fail();
    });
    const leave = policy[FAILURES](() => told.push("second"));
    policy[FAILURES](() => told.push("third"));
    expect(() => source.becomes("nonsense")).not.toThrow();
    leave();
    leave();
    source.becomes("nonsense");
    expect(told).toEqual(["first", "second", "third", "first", "third"]);
  });

  it("hands over the problems themselves", () => {
    const source = new Source(A);
    const failures = failuresOf(definePolicy({ origins: source }));
    source.becomes([A, A, `${B}/`]);
    expect(failures.filter(isPolicyError).flatMap(({ problems }) => problems)).toMatchObject([
      { code: "OriginTrailingSlash", path: ["origins", 2], fix: `Write "${B}".` },
    ]);
  });

  it("has nobody to tell where there is no source", () => {
    expect(failuresOf(definePolicy({ origins: [A] }))).toEqual([]);
  });
});
