import { describe, expect, it } from "vitest";
import type { FetchInit } from "../browser/init-types.ts";
import { Browser } from "../browser/full.ts";
import type { HeaderLine } from "../browser/wire.ts";
import { diagnose } from "./diagnose.ts";
import type { Diagnosis } from "./diagnosis.ts";
import type { DiagnoseOptions } from "./exchange-view.ts";

const PAGE = "https://app.example.com";
const API = "https://api.example.com/orders/1";
const ALLOWED: HeaderLine = ["Access-Control-Allow-Origin", PAGE];
const VARY: HeaderLine = ["Vary", "Origin"];

async function of(
  answer: { readonly status?: number; readonly headers?: readonly HeaderLine[] },
  init: FetchInit = {},
  options: DiagnoseOptions = {},
): Promise<Diagnosis | undefined> {
  const { status = 200, headers = [] } = answer;
  const transport = async () => ({ status, statusText: "", headers, body: null });
  return diagnose(await new Browser({ transport }).page(PAGE).explain(API, init), options);
}

describe("diagnose", () => {
  it("has nothing to say of what is right", async () => {
    expect(await of({ headers: [ALLOWED, VARY] })).toBeUndefined();
    expect(await of({ status: 500, headers: [ALLOWED, VARY] })).toBeUndefined();
  });

  it("has nothing to say of the page's own server", async () => {
    const transport = async () => ({ status: 401, statusText: "", headers: [], body: null });
    expect(diagnose(await new Browser({ transport }).page(PAGE).explain("/orders"))).toBeUndefined();
  });

  it("says all of one failure in one value", async () => {
    expect(await of({ headers: [["Access-Control-Allow-Origin", `${PAGE}/`], VARY] })).toMatchObject({
      code: "OriginDiffersInDetail",
      title: "Access-Control-Allow-Origin names the page's origin, but not as browsers write it.",
      cause: `Access-Control-Allow-Origin has a slash at its end. Browsers compare byte by byte: it has to be ${PAGE}.`,
      certainty: "certain",
      docs: "docs/findings/OriginDiffersInDetail.md",
      also: [],
      evidence: [
        { phase: "response", hop: 0, from: "response", line: `Access-Control-Allow-Origin: ${PAGE}/` },
        { phase: "response", hop: 0, from: "request", line: `Origin: ${PAGE}` },
      ],
    });
  });

  it("has the words of every browser", async () => {
    const diagnosis = await of({});
    expect(Object.keys(diagnosis?.messages ?? {})).toEqual(["chromium", "firefox", "webkit"]);
    expect(diagnosis?.messages.chromium).toContain("No 'Access-Control-Allow-Origin' header is present");
  });

  it("puts the stacks whose marks it saw before the others", async () => {
    const marks: HeaderLine[] = [
      ["Server", "nginx/1.22.1"],
      ["X-Powered-By", "Express"],
    ];
    const fixes = (await of({ headers: marks }))?.fixes ?? [];
    expect(fixes.slice(0, 4).map(({ stack, detected }) => [stack, detected])).toEqual([
      ["server", undefined],
      ["express", true],
      ["nginx", true],
      ["crossorigin", undefined],
    ]);
  });

  it("has code for what the page asked, and keeps what the server allows already", async () => {
    const init: FetchInit = { method: "DELETE", headers: { "X-New": "1" }, credentials: "include" };
    const told: HeaderLine[] = [
      ALLOWED,
      ["Access-Control-Allow-Credentials", "true"],
      ["Access-Control-Allow-Methods", "PUT, GET"],
      ["Access-Control-Allow-Headers", "X-Old"],
    ];
    const code = (await of({ headers: told }, init))?.fixes.find(({ stack }) => stack === "crossorigin")?.snippet?.code;
    expect(code).toContain('methods: ["PUT", "DELETE"]');
    expect(code).toContain('allowHeaders: ["x-old", "x-new"]');
    expect(code).toContain("credentials: true");
  });

  it("has a link for what it does not write", async () => {
    const fixes = (await of({}))?.fixes ?? [];
    const documented = fixes.filter(({ link }) => link !== undefined);
    expect(documented.map(({ stack }) => stack)).toEqual(expect.arrayContaining(["spring", "django", "s3", "rails"]));
    for (const { sentence, link, snippet } of documented) {
      expect(sentence).toMatch(/^[A-Z].*\.$/);
      expect(link).toMatch(/^https:\/\//);
      expect(snippet).toBeUndefined();
    }
  });

  it("has no code that would let null in", async () => {
    const transport = async () => ({ status: 200, statusText: "", headers: [], body: null });
    const diagnosis = diagnose(await new Browser({ transport }).page("null").explain(API));
    expect(diagnosis?.code).toBe("PageWithoutOrigin");
    expect(diagnosis?.fixes.map(({ stack }) => stack)).toEqual(["page", "server"]);
  });

  it("takes for unread what the page says that it reads", async () => {
    const answer = { headers: [ALLOWED, VARY, ["X-Rate", "1"]] as const };
    expect(await of(answer)).toBeUndefined();
    expect(await of(answer, {}, { reads: ["X-Rate"] })).toMatchObject({
      code: "HeaderNotExposed",
      certainty: "certain",
      cause: "The answer has x-rate, and the page cannot read it. Access-Control-Expose-Headers does not list it.",
    });
    expect(await of(answer, {}, { reads: ["X-Other"] })).toBeUndefined();
  });

  it("says most likely where the answer shows that origins are looked at", async () => {
    expect((await of({ headers: [VARY] }))?.cause).toContain("most likely the list lacks https://app.example.com");
    expect((await of({}))?.cause).not.toContain("most likely");
  });

  it("is sure of no login by a path alone", async () => {
    const answer = { status: 302, headers: [["Location", "https://login.example.com/"]] as const };
    expect(await of(answer)).toMatchObject({ code: "RedirectedToLogin", certainty: "likely" });
  });

  it("claims a cache only where one has left a mark", async () => {
    const other: HeaderLine = ["Access-Control-Allow-Origin", "https://shop.example.net"];
    expect(await of({ headers: [other] })).toMatchObject({ code: "AllowOriginMismatch" });
    expect(await of({ headers: [other, ["Age", "9"]] })).toMatchObject({ code: "AnswerForAnotherOrigin" });
    expect(await of({ headers: [other, ["Age", "9"], VARY] })).toMatchObject({ code: "AllowOriginMismatch" });
  });

  it.each([
    ["a cookie of a load balancer", "Set-Cookie", "AWSALB=1; Path=/"],
    ["a link to what is to be loaded early", "Link", "</app.css>; rel=preload"],
    ["a header that no program reads", "X-Powered-By", "Express"],
  ])("takes %s for no mistake", async (_what, name, value) => {
    expect(await of({ headers: [ALLOWED, VARY, [name, value]] })).toBeUndefined();
  });

  it("takes a link to further pages for something to be read", async () => {
    const link: HeaderLine = ["Link", '<https://api.example.com/orders?page=2>; rel="next"'];
    expect(await of({ headers: [ALLOWED, VARY, link] })).toMatchObject({
      code: "HeaderNotExposed",
      certainty: "possible",
    });
  });

  it("takes any origin without credentials for what * says too", async () => {
    const seen = {
      name: "other-origin",
      request: { method: "GET", url: API, headers: [["Origin", "https://crossorigin-probe.invalid"]] },
      response: {
        status: 200,
        statusText: "",
        headers: [["Access-Control-Allow-Origin", "https://crossorigin-probe.invalid"], VARY],
      },
    } as const;
    expect(await of({ headers: [ALLOWED, VARY] }, {}, { observations: [seen] })).toBeUndefined();
  });

  it("stays quick and short with a hundred thousand lines", async () => {
    const lines = Array.from({ length: 100_000 }, (_, index): HeaderLine => [`X-${index % 7}`, "a".repeat(20)]);
    const diagnosis = await of({ headers: [...lines, ...lines.map((): HeaderLine => ["Vary", "a, b"])] });
    expect(diagnosis?.code).toBe("MissingAllowOriginHeader");
    expect(JSON.stringify(diagnosis).length).toBeLessThan(50_000);
  });
});
