import { describe, expect, it } from "vitest";
import { HarReader, type HarEntry } from "./har-reader.ts";

interface Read {
  readonly entries: readonly HarEntry[];
  readonly summary: ReturnType<HarReader["end"]>;
  readonly reader: HarReader;
}

function read(pieces: Iterable<string>): Read {
  const entries: HarEntry[] = [];
  const reader = new HarReader((entry) => entries.push(entry));
  for (const piece of pieces) reader.write(piece);
  return { entries, summary: reader.end(), reader };
}

function entry(url: string, more: object = {}, response: object = {}): object {
  return {
    startedDateTime: "2026-11-29T10:00:00.000Z",
    request: { method: "GET", url, headers: [{ name: "Origin", value: "https://app.example.com" }] },
    response: { status: 200, statusText: "OK", headers: [], redirectURL: "", content: { text: "x" }, ...response },
    ...more,
  };
}

function har(...entries: object[]): string {
  const creator = { name: "WebInspector", version: "537.36" };
  const pages = [{ id: "page_1", title: "https://app.example.com/" }];
  return JSON.stringify({ log: { version: "1.2", creator, pages, entries } });
}

describe("HarReader", () => {
  it("hands over entries, with every header line, and says who wrote the file", () => {
    const headers = [
      { name: "Vary", value: "Origin" },
      { name: "access-control-allow-origin", value: "*\nhttps://app.example.com" },
      { name: ":status", value: "200" },
      { name: "not a token", value: "x" },
    ];
    const text = har(
      entry("https://api.example.com/", { _resourceType: "fetch" }, { headers, _error: "net::ERR_FAILED" }),
    );
    const { entries, summary } = read([text]);
    expect(entries).toEqual([
      {
        index: 0,
        pageref: undefined,
        resourceType: "fetch",
        startedAt: Date.UTC(2026, 10, 29, 10),
        request: { method: "GET", url: "https://api.example.com/", headers: [["Origin", "https://app.example.com"]] },
        response: {
          status: 200,
          statusText: "OK",
          headers: [
            ["Vary", "Origin"],
            ["access-control-allow-origin", "*"],
            ["access-control-allow-origin", "https://app.example.com"],
          ],
        },
        redirectUrl: "",
        error: "net::ERR_FAILED",
      },
    ]);
    expect(summary).toMatchObject({ isHar: true, creator: "WebInspector", entries: 1, fault: undefined });
    expect([...summary.pages]).toEqual([["page_1", "https://app.example.com/"]]);
  });

  it("reads the same whatever pieces a file comes in", () => {
    const text = har(entry('https://api.example.com/"\\\u00e9\u{1f600}'), entry("https://api.example.com/2"));
    const whole = read([text]).entries;
    expect(whole).toHaveLength(2);
    for (let size = 1; size < 40; size += 1) {
      const pieces = Array.from({ length: Math.ceil(text.length / size) }, (_, at) =>
        text.slice(at * size, (at + 1) * size),
      );
      expect(read(pieces).entries).toEqual(whole);
    }
  });

  it("has no answer where the status is 0 or -1, as it is for what a browser refused or never got", () => {
    const { entries } = read([
      har(entry("https://a.example/", {}, { status: 0 }), entry("https://a.example/", {}, { status: -1 })),
    ]);
    expect(entries.map(({ response }) => response)).toEqual([undefined, undefined]);
  });

  it("says where a file is cut off, and has all that came before", () => {
    const text = har(entry("https://api.example.com/1"), entry("https://api.example.com/2"));
    const { entries, summary } = read([text.slice(0, text.lastIndexOf("statusText"))]);
    expect(entries.map(({ request }) => request.url)).toEqual(["https://api.example.com/1"]);
    expect(summary).toMatchObject({ isHar: true, creator: "WebInspector" });
    expect(summary.fault).toEqual({
      kind: "cut-off",
      at: text.lastIndexOf("statusText"),
      path: "log.entries[1].response.status",
    });
  });

  it.each([
    ["another document", '{"name":"x","version":1}', undefined],
    ["a list", "[1,2]", undefined],
    ["no JSON", "{nothing}", "not-json"],
    ["two documents", "{}{}", "not-json"],
    ["a comma too many", '{"log":{"entries":[{},]}}', "not-json"],
    ["brackets without end", `{"a":${"[".repeat(1000)}`, "too-deep"],
    ["a wrong escape", '{"a":"\\uzzzz"}', "not-json"],
    ["a word that is none", '{"a":nul}', "not-json"],
    ["a number without end", `{"a":${"1".repeat(1000)}}`, "not-json"],
    ["an empty text", "", "cut-off"],
  ])("knows %s for no HAR", (_name, text, kind) => {
    const { entries, summary } = read([text]);
    expect(entries).toEqual([]);
    expect(summary.fault?.kind).toBe(kind);
  });

  it("holds no more however long a body, a name or a header is", () => {
    const body = "b".repeat(20_000);
    const long = [
      { name: "x-long", value: body },
      { name: "x".repeat(20_000), value: "1" },
    ];
    const one = (size: number): string =>
      har(entry("https://a.example/", {}, { headers: long, content: { text: body.repeat(size) } }));
    const [small, large] = [1, 30].map((size) => read([one(size)]).reader.mostKept);
    expect(large).toBe(small);
    expect(
      read([har(...Array.from({ length: 300 }, () => entry("https://a.example/", {}, { headers: long })))]).reader
        .mostKept,
    ).toBeLessThan(200_000);
  });

  it("keeps at most a million characters of one entry, whatever it is made of", () => {
    const headers = Array.from({ length: 2000 }, () => ({ name: "x", value: "v".repeat(4000) }));
    const { reader, entries } = read([har(entry("https://a.example/", {}, { headers }))]);
    expect(reader.mostKept).toBeLessThanOrEqual(1_000_000);
    expect(entries[0]?.response?.headers.length).toBeLessThanOrEqual(1000);
  });

  it("is not led astray by names that every object has", () => {
    const text =
      '{"__proto__":{"log":1},"log":{"constructor":{"name":"x"},"entries":[{"__proto__":{},"request":{"method":"GET","url":"https://a.example/"}}]}}';
    expect(read([text]).entries).toHaveLength(1);
  });
});
